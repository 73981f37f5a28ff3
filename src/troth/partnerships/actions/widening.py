"""How something of several parties is shown to more people: nouns say here how theirs is done.

Consent knows no noun. A noun registers how its item is called and how a copy is made in a wider
room; the site wires that once.
"""

from dataclasses import dataclass
from typing import Protocol

from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.refusals import NotPossible, Reason


class Titles(Protocol):
    """Says how an item of a room is called."""

    def __call__(self, item: Ulid, room: Ulid, /) -> str | None:
        """The title, or None where no such item stands in the room."""
        ...


class Copies(Protocol):
    """Makes the new item in the wider room, inside the caller's transaction."""

    def __call__(self, item: Ulid, *, origin: Room, wider: Room, by: Seat) -> Ulid:
        """The id of the new item; without replies, history, id or count of the origin."""
        ...


@dataclass(frozen=True, kw_only=True)
class Widener:
    """What one noun says about its items."""

    title: Titles
    copy: Copies


wideners: dict[str, Widener] = {}


def register(noun: str, widener: Widener) -> None:
    """Let items of this noun be shown to more people by consent."""
    wideners[noun] = widener


def title_of(noun: str, item: Ulid, room: Ulid) -> str:
    """How the item is called. Raises `NotPossible` where the room has no such item."""
    widener = wideners.get(noun)
    title = widener.title(item, room) if widener else None
    if title is None:
        raise NotPossible(Reason.NOTHING_THERE)
    return title
