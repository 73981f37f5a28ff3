"""What a noun gives to places that must not know it, as typed values; `site.wiring` lists them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpRequest
from markupsafe import Markup

from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section of a table: a tab on wide screens, a line in the list on narrow ones."""

    order: int
    name: Callable[[], str]
    url_name: str
    permission: Permission
    only_shared: bool = False


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that needs this person; `sentence` would do as the whole answer."""

    since: datetime
    sentence: str
    why: str
    url: str
    act: str
    partnership: str
    token: str = "accepted"
    quote: str = ""
    party: str = ""
    form: Markup | None = None


class WaitingOffer(Protocol):
    """Finds what waits for a person, over every seat they hold; bounded by `limit`."""

    def __call__(self, seats: Sequence[Any], *, limit: int) -> Iterable[Waiting]:
        """Seats carry their partnership, party and the rooms they may enter."""
        ...


@dataclass(frozen=True, kw_only=True)
class DemoStep:
    """One noun's part of the example; steps run in `order`, each may take long and says what it does."""

    order: int
    words: str
    run: Callable[[Any], None]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A fragment that a higher noun puts into a named place of a lower noun's page."""

    place: str
    render: Callable[[HttpRequest, Any], Markup]


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """A part of a page that is the same for everybody of one audience in a room."""

    name: str
    render: Callable[[Ulid, str], str | None]


@dataclass
class Offers:
    """Everything that was offered; filled once, when the site is wired."""

    sections: list[Section] = field(default_factory=list)
    waiting: list[WaitingOffer] = field(default_factory=list)
    demo: list[DemoStep] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)


offered = Offers()


def slot(request: HttpRequest, place: str, about: Any) -> Markup:
    """What higher nouns have put into this place, joined; works with scripts off."""
    parts = [one.render(request, about) for one in offered.slots if one.place == place]
    return Markup("").join(part for part in parts if part)
