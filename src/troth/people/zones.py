"""Time zones that exist on this machine."""

from functools import cache
from zoneinfo import available_timezones


@cache
def all_zones() -> tuple[str, ...]:
    """Every zone a person can choose: a place, not an abbreviation."""
    return tuple(sorted(zone for zone in available_timezones() if is_place(zone)))


# Older names of places that have a present one; the list stays short without them.
OLD = ("Etc/", "US/", "SystemV/", "posix/", "right/")


def is_place(zone: str) -> bool:
    """Whether the name is a region and a place in it."""
    return "/" in zone and not zone.startswith(OLD)


def known_zone(name: str) -> str:
    """The zone itself, or UTC where this machine does not know it."""
    return name if name in _names() else "UTC"


def zone_of(typed: str) -> str | None:
    """The zone somebody means: its name in any case, or its city alone; None where there is none."""
    return _found().get(typed.strip().casefold().replace(" ", "_"))


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _found() -> dict[str, str]:
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in reversed(all_zones())}
    return {**cities, **{zone.casefold(): zone for zone in _names()}}
