"""The inbox: entries of this person's rooms as sentences, newest first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from troth.commitments.models import Commitment
from troth.foundation.web.offers import tell
from troth.foundation.web.times import when
from troth.ledger.queries import facts_at
from troth.notices.models import Notice, Reminder
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.names import names_for
from troth.people.models import Person
from troth.people.zones import known_zone

PAGE = 40
Rooms = dict[str, tuple[Room, Seat]]


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
    rooms: Rooms = {room.id: (room, seat) for seat in seats for room in rooms_of(seat)}
    notices = Notice.objects.filter(person=person, room__in=rooms)
    reminders = Reminder.objects.filter(person=person)
    found = merged(notices, reminders, before=before)
    shown = found[:PAGE]
    lines = [
        *entry_lines([row for row in shown if isinstance(row, Notice)], rooms),
        *reminder_lines([row for row in shown if isinstance(row, Reminder)], rooms),
    ]
    lines.sort(key=lambda line: line.id, reverse=True)
    return Inbox(lines, shown[-1].id if len(found) > PAGE else "")


def merged(*sources: QuerySet[Any], before: str) -> list[Notice | Reminder]:
    """The newest of both; ids sort by when it happened."""
    rows = [source.filter(id__lt=before) if before else source for source in sources]
    found = [row for source in rows for row in source.order_by("-id")[: PAGE + 1]]
    return sorted(found, key=lambda row: str(row.id), reverse=True)[: PAGE + 1]


def entry_lines(rows: Sequence[Notice], rooms: Rooms) -> list[InboxLine]:
    """What others did."""
    sentences = sentences_of(rows, rooms)
    lines = [line(one, sentences[one.room, one.idx], *rooms[one.room]) for one in rows]
    return [one for one in lines if one]


def reminder_lines(rows: Sequence[Reminder], rooms: Rooms) -> list[InboxLine]:
    """What this person was reminded of, where they may still see it; one statement."""
    inside = Commitment.objects.in_rooms(rooms).filter(pk__in=[row.about for row in rows])
    promises = {str(one.id): one for one in inside.select_related("promiser")}
    return [
        reminder_line(row, promises[row.about], *rooms[promises[row.about].room_id])
        for row in rows
        if row.about in promises
    ]


def reminder_line(row: Reminder, one: Commitment, room: Room, seat: Seat) -> InboxLine:
    """One reminder."""
    place = one.promiser.place if one.promiser.zone == one.zone else ""
    values = {"what": one.deliverable, "due": when(row.due_at, known_zone(one.zone), place)}
    return InboxLine(
        id=row.id,
        sentence=_("A reminder: “%(what)s” is promised for %(due)s") % values,
        partnership=seat.partnership.name,
        url=address("commitments.one", partnership=seat.partnership, room=room, pk=one.id),
        at=row.at,
        fresh=row.seen_at is None,
    )


Said = tuple[str, str, dict[str, str]]


def sentences_of(rows: Sequence[Notice], rooms: Rooms) -> dict[tuple[str, int], Said]:
    """Sentence, page name and its arguments for every row; a few statements a room."""
    by_room: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_room[row.room].append(row.idx)
    found: dict[tuple[str, int], Said] = {}
    for room, places in by_room.items():
        facts = [(idx, fact) for idx, fact in facts_at(room, places) if fact is not None]
        known = [fact for _idx, fact in facts]
        here, seat = rooms[room]
        told = tell(known, names_for(known, partnership=here.partnership_id, reader=seat))
        for (idx, _fact), one in zip(facts, told, strict=True):
            # What the reader may not read of is no news for them.
            sentence = "" if one.kept_back else one.sentence
            found[room, idx] = (sentence, one.url_name, dict(one.url_kwargs))
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
