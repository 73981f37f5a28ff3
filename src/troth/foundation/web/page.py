"""What the base page needs to know: typed values that a view's context carries, filled by whoever knows them.

Every string is already in the reader's language. Colours are organisation colours 1 to 8 (0: none).
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way to somewhere that exists and that this person may open. `icon` is a name of `icons.json`."""

    name: str
    url: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Look:
    """How somebody wants pages to look. Empty means as the browser or the product has it.

    `theme`: "light", "dark" or "" (as the system); `letters`: "clear" or ""; `density`: "compact" or "";
    `shortcuts`: whether single keys do something (people whose tools speak in keys turn them off).
    """

    theme: str = ""
    letters: str = ""
    density: str = ""
    shortcuts: bool = True


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who looks at the page, for whom.

    `short`: two letters for the face; `zone`: the place whose clock is used ("Bergen");
    `menu`: what opens under the face. Signing out is a form of its own (`sign_out_url`).
    `by_link`: a guest who comes by a personal link and has this one room, no pages of their own.
    """

    name: str
    short: str
    zone: str
    organisation: str = ""
    colour: int = 0
    menu: tuple[Link, ...] = ()
    sign_out_url: str = ""
    by_link: bool = False


@dataclass(frozen=True, kw_only=True)
class SeatView:
    """One organisation at the table. `letters`: for its seal; `note`: the quiet line under its name."""

    name: str
    letters: str
    colour: int
    note: str = ""
    short: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class TableEdge:
    """The edge of a partnership's table: two seats, or a ring when more than two sit there.

    `near` is the reader's own seat (None for a facilitator), `far` the other side (None with more
    than two, and in a side room). `parties`: all seats, own one first, then by name. `room`: "shared",
    "side", "subset" …; `switch`: the way to the own side room and back, shown under the own seal.
    """

    name: str
    url: str
    phase: str = ""
    near: SeatView | None = None
    far: SeatView | None = None
    parties: tuple[SeatView, ...] = ()
    sections: tuple[Link, ...] = ()
    slug: str = ""
    room: str = "shared"
    switch: Link | None = None

    @property
    def is_side(self) -> bool:
        """Whether this page stands in a side room, which looks like another room."""
        return self.room == "side"

    @property
    def is_ring(self) -> bool:
        """Whether the edge is drawn as a ring: more than two organisations at a shared table."""
        return len(self.parties) > 2 and not self.is_side

    @property
    def section(self) -> str:
        """Name of the section the page belongs to, for the narrow screen's button."""
        return next((link.name for link in self.sections if link.current), "")


@dataclass(frozen=True, kw_only=True)
class AudienceGroup:
    """The people of one organisation among those who can see something."""

    name: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who can see an item or what a form will make.

    `kind`: a room's kind ("shared", "side", "subset", "closed", "public"); `words`: "Both organisations, 9 people";
    `groups`: the list it opens to (empty: it does not open).
    """

    kind: str
    words: str
    groups: tuple[AudienceGroup, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LiveRoom:
    """A room this page follows, and the last entry it already shows (-1: none)."""

    room: str
    idx: int = -1


@dataclass(frozen=True, kw_only=True)
class Live:
    """What the page follows. `key` is the same for all tabs of one person and tells nobody who that is."""

    key: str
    rooms: tuple[LiveRoom, ...]

    @property
    def at(self) -> str:
        """`<room>.<idx>` per room, joined by commas: where the stream goes on."""
        return ",".join(f"{one.room}.{one.idx}" for one in self.rooms if one.idx >= 0)

    @property
    def names(self) -> str:
        """Ids of the rooms, joined by commas."""
        return ",".join(one.room for one in self.rooms)


@dataclass(frozen=True, kw_only=True)
class Foot:
    """The foot: who runs this server, what that means, and whose times these are."""

    run_by: str = ""
    about_url: str = ""
    links: tuple[Link, ...] = ()
