"""Time zones that exist on this machine."""

from functools import cache
from zoneinfo import available_timezones


@cache
def all_zones() -> tuple[str, ...]:
    """Every zone a person can choose: a place, not an abbreviation."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))


def known_zone(name: str) -> str:
    """The zone itself, or UTC where this machine does not know it."""
    return name if name in _names() else "UTC"


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
