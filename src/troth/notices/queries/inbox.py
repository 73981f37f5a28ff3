"""The inbox: entries of this person's rooms as sentences, newest first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from troth.foundation.web.offers import tell
from troth.ledger.queries import facts_at
from troth.notices.models import Notice
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.names import names_for
from troth.people.models import Person

PAGE = 40


@dataclass(frozen=True, kw_only=True)
class InboxLine:
    """One line of the inbox."""

    id: str
    sentence: str
    partnership: str
    url: str
    at: datetime
    fresh: bool


@dataclass(frozen=True)
class Inbox:
    """A page of the inbox and the cursor to the next."""

    lines: Sequence[InboxLine]
    older: str = ""


def inbox(person: Person, seats: Iterable[Seat], *, before: str = "") -> Inbox:
    """A page; lines of rooms this person may no longer enter are not there."""
    rooms: dict[str, tuple[Room, Seat]] = {
        room.id: (room, seat) for seat in seats for room in rooms_of(seat)
    }
    rows = Notice.objects.filter(person=person, room__in=rooms).order_by("-id")
    rows = rows.filter(id__lt=before) if before else rows
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    sentences = sentences_of(shown, rooms)
    lines = [line(one, sentences[one.room, one.idx], *rooms[one.room]) for one in shown]
    return Inbox([one for one in lines if one], shown[-1].id if len(found) > PAGE else "")


Said = tuple[str, str, dict[str, str]]


def sentences_of(
    rows: Sequence[Notice], rooms: dict[str, tuple[Room, Seat]]
) -> dict[tuple[str, int], Said]:
    """Sentence, page name and its arguments for every row; a few statements a room."""
    by_room: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_room[row.room].append(row.idx)
    found: dict[tuple[str, int], Said] = {}
    for room, places in by_room.items():
        facts = [(idx, fact) for idx, fact in facts_at(room, places) if fact is not None]
        known = [fact for _, fact in facts]
        told = tell(known, names_for(known, partnership=rooms[room][0].partnership_id))
        for (idx, _), one in zip(facts, told, strict=True):
            found[room, idx] = (one.sentence, one.url_name, dict(one.url_kwargs))
    return defaultdict(lambda: ("", "", {}), found)


def line(row: Notice, said: Said, room: Room, seat: Seat) -> InboxLine | None:
    """One row as a line; None for an entry that this version cannot put into words."""
    sentence, name, kwargs = said
    if not sentence:
        return None
    url = address(
        name or "record.entry",
        partnership=seat.partnership,
        room=room,
        **(kwargs if name else {"idx": row.idx}),
    )
    return InboxLine(
        id=row.id,
        sentence=sentence,
        partnership=seat.partnership.name,
        url=url,
        at=row.at,
        fresh=row.seen_at is None,
    )
