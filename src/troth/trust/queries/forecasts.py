"""How forecasts came out: of one table, told again from its beginning; of the whole server, only added up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from troth.foundation.kernel.shapes import OtherShape, plain, shaped
from troth.partnerships.models import Room
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.models import Account
from troth.trust.queries.promises import MOST
from troth.trust.queries.readings import KEPT_SECONDS, VERSION, Readings
from troth.trust.rules.calibration import Calibration, Sums, account, added, calibration
from troth.trust.rules.hindsight import Foretold, foretold
from troth.trust.rules.promises import days

# Fewer tables together would tell of one of them.
TABLES = 5
MOST_TABLES = 5000
AGAIN = timedelta(days=1)
KEY = f"trust:{VERSION}:server"


@dataclass(frozen=True)
class Past:
    """What a table's own past says of our forecasts.

    `outcomes`: promises whose outcome is known; `imported`: how many of them a file told; `newest_only`: the table
    holds more promises than are told again, and only the newest were.
    """

    outcomes: int
    imported: int
    newest_only: bool
    at: datetime
    found: Calibration | None


@dataclass(frozen=True)
class Together:
    """The whole server: how many tables have outcomes, and how forecasts came out where these are enough."""

    tables: int
    found: Calibration | None


def past_of(readings: Readings) -> Past:
    """The past of the readings' own room, and of no other."""
    return readings.kept("forecasts", Past, lambda: work_out(readings))


def work_out(readings: Readings) -> Past:
    """Tell every promise again and hold what was forecast against what came of it."""
    found = told_again(readings)
    return Past(
        outcomes=len(found),
        imported=sum(one.imported for one in found),
        newest_only=len(readings.promises) >= MOST,
        at=readings.as_of(readings.promises),
        found=calibration(found),
    )


def told_again(readings: Readings) -> list[Foretold]:
    """Every forecast of a table that has an outcome."""
    return foretold(readings.promises, until=days(readings.as_of(readings.promises)))


def stale(now: datetime, *, limit: int) -> list[Room]:
    """Tables whose sums are missing or a day old."""
    fresh = Account.objects.filter(at__gt=now - AGAIN).values("room")
    rooms = Room.objects.filter(kind=RoomKind.SHARED).exclude(pk__in=fresh)
    return list(rooms.select_related("partnership").order_by("pk")[:limit])


def together() -> Together:
    """The whole server added up, once an hour; from five tables on."""
    try:
        return shaped(Together, cache.get(KEY))
    except OtherShape:
        found = add_all()
        cache.set(KEY, plain(found), KEPT_SECONDS)
        return found


def add_all() -> Together:
    """All tables with an outcome."""
    rows = Account.objects.filter(outcomes__gt=0).order_by("-at", "-pk")[:MOST_TABLES]
    parts = [shaped(Sums, one) for one in rows.values_list("sums", flat=True)]
    enough = len(parts) >= TABLES
    return Together(len(parts), account(added(parts)) if enough else None)
