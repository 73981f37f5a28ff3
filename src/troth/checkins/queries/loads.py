"""Who has said that it is too much, for those who may know."""

from collections.abc import Iterable, Sequence

from troth.checkins.models import Load, OwnLoad
from troth.checkins.queries.days import day_in, today_at, today_for
from troth.partnerships.models import Seat

MOST = 40
# On no clock of the world is it an earlier day.
LAST = "Etc/GMT+12"


def loads(rooms: Iterable[str]) -> Sequence[Load]:
    """Signals of these rooms that hold today, where they were given; the latest first."""
    nearly = Load.objects.in_rooms(rooms).filter(lifted_at__isnull=True, until__gte=day_in(LAST))
    rows = nearly.select_related("party", "person", "seat__person").order_by("-at", "-id")[:MOST]
    return [one for one in rows if one.until >= today_at(one.party)]


def own_load(seat: Seat) -> OwnLoad | None:
    """What this person noted for themselves alone, while it holds."""
    rows = OwnLoad.objects.filter(person_id=seat.person_id, partnership_id=seat.partnership_id)
    one = rows.first()
    return one if one and one.until >= today_for(seat) else None
