"""Signals of a side room, drafts offered there, and whether a side has said or done something meanwhile."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from troth.checkins.models import Load, Pause
from troth.checkins.rules.pauses import State as PauseState
from troth.foundation.kernel.ulid import Ulid
from troth.ledger.queries import stopped
from troth.outreach.models import Offered, Signal
from troth.outreach.rules.states import ANSWERABLE, OfferState, SignalState
from troth.partnerships.models import Party, Room
from troth.partnerships.models.seats import Phase, Standing
from troth.partnerships.rules.rooms import RoomKind

MOST = 40
MOST_PARTIES = 50


def signals(rooms: Iterable[str]) -> QuerySet[Signal]:
    """What was found about the side whose rooms these are, the latest first."""
    rows: QuerySet[Signal] = Signal.objects.in_rooms(rooms)
    return rows.select_related("party", "room").order_by("-at", "-id")


def shown_now(rooms: Iterable[str]) -> list[Signal]:
    """What nobody has answered or put aside."""
    return list(shown_in(rooms)[:MOST])


def shown_in(rooms: Iterable[str]) -> QuerySet[Signal]:
    """The same, as many as there are."""
    return signals(rooms).filter(state=SignalState.SHOWN.value)


def drafts(rooms: Iterable[str]) -> QuerySet[Offered]:
    """Drafts that wait in these side rooms, the latest first."""
    rows: QuerySet[Offered] = Offered.objects.in_rooms(rooms)
    waits = rows.filter(state=OfferState.OFFERED.value)
    return waits.select_related("about", "party", "room").order_by("-at", "-id")


def days_over(now: datetime, *, most: int) -> list[Signal]:
    """Signals whose days are over and that nobody has looked at since; the oldest first."""
    states = sorted(state.value for state in ANSWERABLE)
    rows = Signal.objects.filter(state__in=states, until__lte=now)
    rows = rows.filter(room__partnership__phase=Phase.OPEN)
    rows = rows.exclude(room__in=[room for room, _why in stopped()])
    return list(rows.select_related("party", "room__partnership").order_by("until", "id")[:most])


def shared_room(partnership: str) -> Room:
    """The room of everybody who sits there, with its table."""
    rows = Room.objects.filter(partnership=Ulid(partnership), kind=RoomKind.SHARED)
    return rows.select_related("partnership").get()


def sides(partnership: str) -> list[Party]:
    """The organisations that sit at the table."""
    rows = Party.objects.filter(partnership=Ulid(partnership), standing=Standing.JOINED)
    return list(rows.order_by("name", "id")[:MOST_PARTIES])


def spoke_since(party: Party, *, room: Room, at: datetime) -> bool:
    """Whether this side has said openly since then that it is a lot, or a pause was proposed by it or agreed."""
    said = Load.objects.in_rooms([room.id]).filter(party=party, at__gte=at)
    rests = Pause.objects.in_rooms([room.id])
    own = rests.filter(by=party, at__gte=at)
    agreed = rests.filter(state=PauseState.AGREED.value, settled_at__gte=at)
    return said.exists() or own.exists() or agreed.exists()
