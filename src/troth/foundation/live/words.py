"""The three things processes say to live, and how they are written: one line of text each."""

import re
from dataclasses import dataclass

from troth.foundation.kernel.ulid import is_ulid

EVERY_ROOM = "*"
LONGEST = 512
KIND = re.compile(r"[a-z0-9][a-z0-9-]{0,63}:[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
INDEX = re.compile(r"[0-9]{1,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hint:
    """An entry has come into a room's log; of its content, only the kind is said."""

    room: str
    idx: int
    kind: str

    @property
    def noun(self) -> str:
        """What the entry is about: `commitment` of `commitment:delivered`."""
        return self.kind.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Cut:
    """A person may see less of a room (or of everything) than a moment ago."""

    person: str
    room: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """Something new waits for one person."""

    person: str


Word = Hint | Cut | Inbox


def write(word: Word) -> bytes:
    """The line that says this."""
    match word:
        case Hint(room, idx, kind):
            text = f"hint {room} {idx} {kind}"
        case Cut(person, room):
            text = f"cut {person} {room}"
        case Inbox(person):
            text = f"inbox {person}"
    return text.encode()


def read(line: bytes) -> Word | None:
    """What a line says; nothing where it says nothing that we know."""
    if len(line) > LONGEST:
        return None
    match line.decode(errors="replace").split():
        case ["hint", room, idx, kind] if is_ulid(room) and INDEX.fullmatch(idx):
            return Hint(room, int(idx), kind) if KIND.fullmatch(kind) else None
        case ["cut", person, room] if is_ulid(person):
            return Cut(person, room) if room == EVERY_ROOM or is_ulid(room) else None
        case ["inbox", person] if is_ulid(person):
            return Inbox(person)
        case _:
            return None
