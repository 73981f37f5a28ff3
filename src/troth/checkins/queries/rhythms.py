"""The series of a table, as the charter in force says, and what of it lies ahead."""

from dataclasses import dataclass
from datetime import datetime

from troth.checkins.queries.pauses import agreed_days
from troth.checkins.recurring import coming, latest
from troth.checkins.rules.series import Moment
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Partnership, Party
from troth.partnerships.models.seats import Standing
from troth.partnerships.queries.terms import terms_through_time
from troth.partnerships.rules.terms import Limits, Rhythm
from troth.people.zones import known_zone

# Rounds ahead that are looked at for the next one outside a pause; a pause lasts 92 days at most.
AHEAD = 20


@dataclass(frozen=True, kw_only=True)
class Series:
    """A rhythm with everything that makes days of it; `since` is when it was agreed."""

    rhythm: Rhythm
    limits: Limits
    zones: tuple[str, ...]
    since: datetime


def seated(partnership: str) -> list[Party]:
    """The organisations that sit here, in the order in which hours go from side to side."""
    rows = Party.objects.filter(partnership_id=partnership, standing=Standing.JOINED)
    return list(rows.select_related("organisation").order_by("name", "id")[:100])


def series_of(table: Partnership, parties: list[Party], *, now: datetime) -> Series | None:
    """The series all have signed, None before; a charter that keeps the rhythm does not begin it anew."""
    if table.opened_at is None or not parties:
        return None
    told = terms_through_time(Ulid(table.id))
    since, limits = table.opened_at, Limits()
    for began, one in zip(told.since, told.limits, strict=True):
        if began > now:
            break
        if (one.rhythm, one.signed) != (limits.rhythm, limits.signed):
            since = max(began, table.opened_at)
        limits = one
    if not limits.signed:
        return None
    zones = [limits.rhythm.zone] if limits.rhythm.zone else [one.zone for one in parties]
    named = tuple(dict.fromkeys(known_zone(zone) for zone in zones))
    return Series(rhythm=limits.rhythm, limits=limits, zones=named, since=since)


def begun(one: Series, *, now: datetime) -> Moment | None:
    """The check-in that began last."""
    return latest(one.rhythm, zones=one.zones, since=one.since, now=now)


def ahead(one: Series, *, now: datetime, limit: int) -> list[Moment]:
    """The next check-ins, whether or not a pause lies on their days."""
    return coming(one.rhythm, zones=one.zones, since=one.since, now=now, limit=limit)


def next_of(one: Series, room: str, *, now: datetime) -> Moment | None:
    """The next check-in that no pause takes."""
    pauses = agreed_days(room, since=now.date())
    found = ahead(one, now=now, limit=AHEAD)
    return next((each for each in found if not any(p.takes(each.day) for p in pauses)), None)
