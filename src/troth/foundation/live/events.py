"""The bytes a reader gets: server-sent events, each wrapped as one HTTP chunk, encoded once."""

import json
from collections.abc import Iterable, Mapping

from troth.foundation.live.words import Hint

CROWD = 25
LONGEST_SPREAD = 2000


def chunk(text: str) -> bytes:
    """The text as one chunk of a chunked answer."""
    data = text.encode()
    return b"%x\r\n%b\r\n" % (len(data), data)


HEARTBEAT = chunk(":\n\n")
INBOX = chunk("event: inbox\ndata: {}\n\n")
LAST_CHUNK = b"0\r\n\r\n"


def spread(pages: int) -> int:
    """Over how many milliseconds the pages of a room should spread their fetching."""
    return 0 if pages < CROWD else min(LONGEST_SPREAD, 2 * pages)


def event(hint: Hint, *, resume: int | None, pages: int) -> bytes:
    """A hint for the readers of its room.

    `resume` is the index up to which a reader who has got this has been told everything; it
    becomes the event's id. It may lie before the hint's own index: hints of other nouns may wait.
    """
    place = "" if resume is None or resume < 0 else f"id: {hint.room}.{resume}\n"
    return chunk(
        f'{place}event: {hint.noun}\ndata: {{"room":"{hint.room}","idx":{hint.idx},'
        f'"kind":"{hint.kind}","spread":{spread(pages)}}}\n\n'
    )


def catch_up(room: str, head: int, *, pages: int) -> bytes:
    """More was missed than is worth telling one by one: fetch all of this room anew."""
    return chunk(
        f'id: {room}.{head}\nevent: catch-up\ndata: {{"room":"{room}","idx":{head},'
        f'"kind":"catch-up","spread":{spread(pages)}}}\n\n'
    )


def replay(hints: Iterable[Hint], *, head: int) -> bytes:
    """What one reader missed of one room: the last hint of each noun, in order.

    Only the last event has an id: who loses the line between two of them must be told again.
    """
    last = {hint.noun: hint for hint in hints}
    told = sorted(last.values(), key=lambda hint: hint.idx)
    return b"".join(
        event(hint, resume=head if hint is told[-1] else None, pages=0) for hint in told
    )


def opening(at: Mapping[str, int], *, retry: int) -> bytes:
    """The first event: when to come back, and from which index each room is told on."""
    return chunk(f"retry: {retry}\n\nevent: here\ndata: {json.dumps({'at': dict(at)})}\n\n")


def closing(*, retry: int) -> bytes:
    """A farewell that says when to come back, and the end of the answer."""
    return chunk(f"retry: {retry}\n\n") + LAST_CHUNK
