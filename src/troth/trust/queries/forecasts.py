"""How forecasts came out: of one table, told again from its beginning; of the whole server, only added up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from troth.foundation.kernel.shapes import OtherShape, plain, shaped
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Partnership, Party, Room
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.models import Account
from troth.trust.queries.promises import MOST
from troth.trust.queries.readings import KEPT_SECONDS, VERSION, Readings
from troth.trust.rules.calibration import Calibration, Sums, account, added, calibration
from troth.trust.rules.hindsight import Foretold, foretold
from troth.trust.rules.promises import days

# Fewer tables together would tell of one of them.
TABLES = 5
ENOUGH_OF_ONE = 20  # outcomes; a table of fewer hides behind nobody, and hides nobody
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


def together(own: Partnership | None = None) -> Together:
    """The other tables of this server added up, once an hour; from five tables on.

    Where an organisation of `own` sits too is left out: nobody can take what they know away from the sum.
    """
    key = f"{KEY}:{own.pk if own else ''}"
    try:
        return shaped(Together, cache.get(key))
    except OtherShape:
        found = add_all(without=tables_of(own) if own else set())
        cache.set(key, plain(found), KEPT_SECONDS)
        return found


def tables_of(own: Partnership) -> set[Ulid]:
    """Every table at which one of the organisations of this one sits."""
    here = Party.objects.filter(partnership=own, organisation__isnull=False)
    rows = Party.objects.filter(organisation__in=here.values("organisation"))
    return {own.pk, *rows.values_list("partnership_id", flat=True)[:MOST_TABLES]}


def add_all(*, without: Collection[Ulid] = ()) -> Together:
    """All other tables with enough outcomes; nothing where one of them is most of it."""
    rows = Account.objects.filter(outcomes__gte=ENOUGH_OF_ONE)
    rows = rows.exclude(room__partnership__in=without).order_by("-at", "-pk")[:MOST_TABLES]
    parts = [shaped(Sums, one) for one in rows.values_list("sums", flat=True)]
    counts = [one.count for one in parts]
    enough = len(parts) >= TABLES and 2 * max(counts) <= sum(counts)
    return Together(len(parts), account(added(parts)) if enough else None)
