"""Pauses of a room: which hold, which wait for an answer, and what they are to the rules."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from troth.checkins.models import Pause, Rest
from troth.checkins.rules.pauses import Days, Standing, State, is_affected
from troth.commitments.models import Commitment
from troth.commitments.queries.lists import OPEN_SHOWN, open_ones
from troth.commitments.rules.states import LEADS_TO, Act
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.partnerships.models import Party
from troth.partnerships.models.seats import Standing as Sits
from troth.people.zones import known_zone

MOST = 20
# So many pauses are looked back on: years of them.
MOST_KEPT = 100
# So many promises can rest in one pause; all of them move in one transaction.
MOST_RESTS = OPEN_SHOWN


def pauses(rooms: Iterable[str]) -> QuerySet[Pause]:
    """Pauses of these rooms, the latest first."""
    inside: QuerySet[Pause] = Pause.objects.in_rooms(rooms).select_related("by", "end_by", "room")
    return inside.order_by("-first", "-id")


def shown(rooms: Iterable[str]) -> Sequence[Pause]:
    """What the page shows: waiting and agreed ones."""
    there = Q(state=State.PROPOSED.value) | Q(state=State.AGREED.value)
    return list(pauses(rooms).filter(there)[:MOST])


def agreed_days(room: str, *, since: date) -> Sequence[Days]:
    """The days of agreed pauses that are not over on this day."""
    rows = Pause.objects.in_rooms([room]).filter(state=State.AGREED.value, last__gte=since)
    return [one.days for one in rows.order_by("first")[:MOST]]


def resting_days(partnership: str) -> frozenset[date]:
    """Every day of the pauses that a table agreed on, also of those that are over; one statement."""
    rows = Pause.objects.filter(room__partnership=Ulid(partnership), state=State.AGREED.value)
    spans = rows.order_by("-first").values_list("first", "last")[:MOST_KEPT]
    return frozenset(
        first + timedelta(days=number)
        for first, last in spans
        for number in range((last - first).days + 1)
    )


def asked(partnership: Ulid, *, by: str) -> frozenset[Ulid]:
    """The parties whose yes is needed: everybody who sits here, but whoever proposes."""
    seated = Party.objects.filter(partnership=partnership, standing=Sits.JOINED).exclude(pk=by)
    return frozenset(Ulid(key) for key in seated.values_list("pk", flat=True))


def standing_of(pause: Pause) -> Standing:
    """What the rules need to say who may do what; two statements."""
    ending = pause.end is not None
    proposer = str(pause.end_by_id) if ending else pause.by_id
    said = pause.answers.filter(to_end=ending).values_list("party_id", flat=True)
    return Standing(
        state=State(pause.state),
        days=pause.days,
        by=Ulid(pause.by_id),
        asked=asked(pause.room.partnership_id, by=proposer),
        yes=frozenset(Ulid(key) for key in said),
        end=pause.end,
        end_by=Ulid(pause.end_by_id) if pause.end_by_id else None,
    )


def may_rest(room: str, days: Days) -> list[Commitment]:
    """The open promises that a pause on these days would move, the nearest date first."""
    states = [state.value for state, acts in LEADS_TO.items() if Act.AGREE_MOVE in acts]
    rows = open_ones([room]).filter(state__in=states, batch__isnull=True, due__gt=now())
    return [
        one
        for one in rows[:MOST_RESTS]
        if is_affected(one.due, zone=known_zone(one.zone), days=days, now=now())
    ]


def resting(pause: Pause) -> list[Rest]:
    """What rests in it, with the promises, the nearest date first."""
    rows = pause.rests.select_related("commitment__promiser", "commitment__receiver")
    rows = rows.select_related("commitment__room", "commitment__batch", "commitment__holder")
    found = rows.prefetch_related("commitment__moves", "commitment__deliveries")
    return list(found.order_by("commitment__due", "id")[:MOST_RESTS])


def unanswered(rooms: Iterable[str]) -> QuerySet[Pause]:
    """Pauses that wait for an answer, or whose earlier end does; the oldest first."""
    waits = Q(state=State.PROPOSED.value) | Q(state=State.AGREED.value, end__isnull=False)
    return pauses(rooms).filter(waits).prefetch_related("answers").order_by("at", "id")
