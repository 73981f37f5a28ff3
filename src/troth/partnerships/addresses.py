"""Addresses inside the table and room that the page stands in."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from troth.partnerships.models import Partnership, Room
from troth.partnerships.rules.rooms import RoomKind

KEPT = 8192


def is_first(name: str) -> bool:
    """Whether this page stands at the table's own address while the table is proposed: nothing else is there yet."""
    return name.partition(".")[0] in {"overview", "people"}


def address(name: str, *, partnership: Partnership, room: Room, **kwargs: Any) -> str:
    """The address of a section's page, in this room."""
    where: dict[str, Any] = {"slug": partnership.slug, "where": "shared"}
    if room.kind == RoomKind.SIDE and not (partnership.phase == "proposed" and is_first(name)):
        where["where"] = "side"
    elif room.kind in {RoomKind.SUBSET, RoomKind.CLOSED}:
        where |= {"where": "with", "room_id": room.id}
    return reversed_once(name, tuple((where | kwargs).items()))


@lru_cache(maxsize=KEPT)
def reversed_once(name: str, parts: tuple[tuple[str, Any], ...]) -> str:
    """The address of these parts: a page has some two hundred, and most stand on the next one as well."""
    return reverse(name, kwargs=dict(parts))


def here(request: HttpRequest, name: str, **kwargs: Any) -> str:
    """The address of a page beside this one, in the same table and room."""
    found = vars(request)
    return address(name, partnership=found["partnership"], room=found["room"], **kwargs)
