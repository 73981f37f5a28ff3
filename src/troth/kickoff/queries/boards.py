"""A kickoff as its page shows it: who has written, and once it is open every line with its ending."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from troth.agreements.queries.standings import signers
from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.kernel.ulid import Ulid
from troth.kickoff.models import Kickoff, Line, Ready
from troth.partnerships.models import Party, Room
from troth.people.models import Person

SHOWN = 40
EARLIER = 20
MOST_JOINED = 200


@dataclass(frozen=True)
class Written:
    """Whether a party says that it has written; nothing else about it is known before the opening."""

    party: Party
    ready: bool
    unchanged: bool | None


@dataclass(frozen=True)
class Heap:
    """The lines of one group: a page of them, and where the next page begins."""

    group: Group
    lines: Sequence[Line]
    count: int
    next_from: int | None


@dataclass(frozen=True)
class Progress:
    """How many lines there are, and how many have an ending; lines put together count once."""

    lines: int
    ended: int

    @property
    def left(self) -> int:
        """How many still wait for an ending."""
        return self.lines - self.ended


def running(room: Room) -> Kickoff | None:
    """The session that is going on in this room, else the last one."""
    rows = Kickoff.objects.filter(room=room).select_related("seat__party", "room")
    return rows.order_by("closed_at", "-begun_at").filter(closed_at__isnull=True).first() or (
        rows.order_by("-closed_at").first()
    )


def earlier(room: Room, but: Kickoff | None) -> Sequence[Kickoff]:
    """Sessions of this room before the one that is shown, the latest first."""
    rows = Kickoff.objects.filter(room=room).order_by("-begun_at")
    return list(rows.exclude(pk=but.pk)[:EARLIER] if but else rows[:EARLIER])


def written(kickoff: Kickoff, parties: Sequence[Party]) -> list[Written]:
    """Which of the parties that sit here have written; two statements."""
    ready = {one.party_id: one for one in Ready.objects.filter(kickoff=kickoff)}
    here = signers(kickoff.room)
    return [
        Written(
            party,
            party.id in ready,
            ready[party.id].unchanged if party.id in ready else None,
        )
        for party in parties
        if party.id in here
    ]


def all_ready(found: Sequence[Written]) -> bool:
    """Whether every party that sits here says that it has written."""
    return bool(found) and all(one.ready for one in found)


def may_open(found: Sequence[Written], kickoff: Kickoff, *, now: datetime) -> bool:
    """Whether it can be opened now; the action asks again."""
    return all_ready(found) or (kickoff.opens_at is not None and kickoff.opens_at <= now)


Tally = Mapping[tuple[str, bool], int]


def tally(kickoff: Kickoff) -> Tally:
    """How many lines there are by group, and by whether they have ended; those put to another not counted."""
    heads = Line.objects.filter(kickoff=kickoff, like__isnull=True)
    rows = heads.values_list("group", "ending").annotate(n=Count("pk")).order_by()
    found: dict[tuple[str, bool], int] = defaultdict(int)
    for group, ending, n in rows:
        found[group, bool(ending)] += n
    return found


def progress(counted: Tally) -> Progress:
    """How far the endings are."""
    return Progress(sum(counted.values()), sum(n for (_, ended), n in counted.items() if ended))


def heaps(
    kickoff: Kickoff, counted: Tally, *, groups: Sequence[Group], ended: bool, since: int = 0
) -> list[Heap]:
    """The groups that have lines with an ending, or without: a page of each from a place on."""
    return [
        heap(kickoff, one, count=counted[one.value, ended], ended=ended, since=since)
        for one in groups
        if counted.get((one.value, ended))
    ]


def heap(
    kickoff: Kickoff, group: Group, *, count: int, since: int = 0, ended: bool = False
) -> Heap:
    """Lines of one group from a place on, without an ending or with one; with all that was put to them."""
    heads = Line.objects.filter(kickoff=kickoff, group=group.value, like__isnull=True)
    heads = heads.exclude(ending="") if ended else heads.filter(ending="")
    rows = list(
        heads.filter(place__gte=since)
        .select_related("seat__person", "seat__party", "ended_by")
        .order_by("place")[: SHOWN + 1]
    )
    shown = with_joined(rows[:SHOWN])
    return Heap(group, shown, count, rows[SHOWN].place if len(rows) > SHOWN else None)


def with_joined(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with those that were put to them, as `alike`."""
    rows = Line.objects.filter(like__in=[one.pk for one in lines])
    rows = rows.select_related("seat__person", "seat__party").order_by("place")[:MOST_JOINED]
    found: dict[str, list[Line]] = {one.pk: [] for one in lines}
    for row in rows:
        if row.like_id:
            found[row.like_id].append(row)
    for one in lines:
        vars(one)["alike"] = found[one.pk]
    return lines


def expectations(room: Room) -> Sequence[Line]:
    """What we expect of each other: the lines of this room's sessions that ended as that, the latest first."""
    rows = Line.objects.filter(kickoff__room=room, ending=Ending.EXPECTATION.value)
    return list(
        rows.select_related("seat__party", "kickoff").order_by("-ended_at", "place")[:SHOWN]
    )


def heads_of(kickoff: Kickoff, group: str, *, but: Line) -> Sequence[Line]:
    """The lines another can be put to."""
    rows = Line.objects.filter(kickoff=kickoff, group=group, like__isnull=True, ending="")
    return list(rows.exclude(pk=but.pk).order_by("place")[:MOST_JOINED])


def colleagues(party: Party | None) -> Mapping[Ulid, Person]:
    """Who sits for a party now and could own something, by id."""
    if party is None:
        return {}
    rows = Person.objects.filter(seats__party=party, seats__ended_at__isnull=True)
    return {Ulid(one.id): one for one in rows.distinct().order_by("name")[:MOST_JOINED]}
