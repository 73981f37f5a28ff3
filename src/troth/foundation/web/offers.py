"""What a noun gives to places that must not know it, as typed values; `site.wiring` lists them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpRequest
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section of a table: a tab on wide screens, a line in the list on narrow ones.

    `only_shared`: it exists in the shared room alone; `not_side`: wherever more than one side sits.
    """

    order: int
    name: Callable[[], str]
    url_name: str
    permission: Permission
    only_shared: bool = False
    not_side: bool = False


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that needs this person; `sentence` would do as the whole answer."""

    since: datetime
    sentence: str
    why: str
    url: str
    act: str
    partnership: str
    token: str = "accepted"  # noqa: S105 - a colour of the design, no secret
    quote: str = ""
    party: str = ""
    form: Markup | None = None


class WaitingOffer(Protocol):
    """Finds what waits for a person, over every seat they hold; bounded by `limit`."""

    def __call__(self, seats: Sequence[Any], *, limit: int) -> Iterable[Waiting]:
        """Seats carry their partnership, party and the rooms they may enter."""
        ...


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One word that one side of a table owes, as everybody in the room may read it."""

    party: str
    since: datetime
    sentence: str
    url: str
    note: str = ""
    token: str = "accepted"  # noqa: S105 - a sign of the design, no secret


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Something that has its time at this table: what, when, where it is read."""

    at: datetime
    sentence: str
    url: str
    note: str = ""


class TableOffer(Protocol):
    """Finds what a whole room waits for, or what comes next in it; bounded by `limit`."""

    def __call__(self, request: HttpRequest, *, limit: int) -> Iterable[Any]:
        """The request carries seat, room and partnership."""
        ...


@dataclass(frozen=True, kw_only=True)
class DemoStep:
    """One noun's part of the example; steps run in `order`, each may take long and says what it does."""

    order: int
    words: str
    run: Callable[[Any], None]


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """A reminder that went out about something; no fact, but part of its story."""

    at: datetime
    days: int
    person: str
    party: str


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A picture that a letter carries with a line; `words` say all of it, and so does the table.

    Width and height are those it is shown in, in pixels; `rows` each begin with what they are about.
    """

    png: bytes
    width: int
    height: int
    words: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def alt(self) -> str:
        """The words instead of the picture."""
        return " ".join(self.words)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A fragment that a higher noun puts into a named place of a lower noun's page."""

    place: str
    render: Callable[[HttpRequest, Any], Markup]


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Why something that a higher noun knows holds a launch, in one sentence, and where it can be settled."""

    sentence: str
    act: str
    url_name: str
    url_kwargs: Mapping[str, str] = field(default_factory=dict)


# Asked before an initiative is launched, in that transaction, with the goal: what still holds it, if anything does.
LaunchGate = Callable[[Any], Hold | None]


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """A part of a page that is the same for everybody of one audience in a room.

    It is asked for as `name` or `name.about`; `render` gets room, audience and about.
    """

    name: str
    render: Callable[[Ulid, str, str], str | None]


@dataclass(frozen=True)
class Names:
    """What the people and parties of one table are called; a missing one is somebody who has gone.

    `for_guest`: whoever reads the sentences sits for no party, and drafts are for those who agree.
    `role`: what the reader may see follows from it; without one nothing is kept back.
    """

    parties: Mapping[str, str]
    people: Mapping[str, str]
    for_guest: bool = False
    role: Role | None = None

    @property
    def for_visitor(self) -> bool:
        """Whether a guest on a dated visit reads them."""
        return self.role in {Role.GUEST_READ, Role.GUEST_CONTRIBUTE}

    def who(self, fact: Fact) -> str:
        """The party on whose behalf it was done, else the person, else nobody in particular."""
        party = fact.by.party
        if party is not None and party in self.parties:
            return self.parties[party]
        return self.people.get(fact.by.person or "") or _("Somebody")


@dataclass(frozen=True)
class Told:
    """A fact as one sentence, and the name of the page it is about.

    `kept_back`: the reader may not read of it; the sentence says only that something happened.
    """

    sentence: str
    url_name: str = ""
    url_kwargs: Mapping[str, str] = field(default_factory=dict)
    kept_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Puts the facts of some nouns into sentences; looks up what it needs for all of them at once.

    `reads`: what a reader needs for the sentences of a noun, where not everybody in the room reads its pages.
    """

    nouns: frozenset[str]
    tell: Callable[[Sequence[Fact], Names], Sequence[Told]]
    reads: Mapping[str, Permission] = field(default_factory=dict)

    def may_be_read(self, fact: Fact, names: Names) -> bool:
        """Whether the reader may read the sentence of this fact at all."""
        needed = self.reads.get(fact.kind.partition(":")[0])
        return needed is None or names.role is None or granted(names.role, needed)


@dataclass(frozen=True, kw_only=True)
class Document:
    """One item as it can be found: where it stands, what it says, how it is called.

    `parties_only`: those who sit for no organisation do not find it (drafts). `within`: the title is that of what it
    stands in, which is found by it first.
    """

    item: str
    room: str
    kind: str
    title: str
    at: datetime
    page: str
    text: str = ""
    party: str = ""
    state: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    parties_only: bool = False
    within: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchOffer:
    """How one noun's items are found: which facts touch which items, and how those look now.

    `documents` gives nothing for an item that is not to be found any more.
    """

    kind: str
    words: Callable[[], str]
    nouns: frozenset[str]
    touched: Callable[[Fact], Sequence[str]]
    documents: Callable[[Sequence[str]], Iterable[Document]]
    states: Mapping[str, Callable[[], str]] = field(default_factory=dict)


@dataclass
class Offers:
    """Everything that was offered; filled once, when the site is wired."""

    sections: list[Section] = field(default_factory=list)
    waiting: list[WaitingOffer] = field(default_factory=list)
    owed: list[TableOffer] = field(default_factory=list)
    moments: list[TableOffer] = field(default_factory=list)
    demo: list[DemoStep] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    gates: list[LaunchGate] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    tellers: list[Teller] = field(default_factory=list)
    search: list[SearchOffer] = field(default_factory=list)
    reminders: list[Callable[[str], Sequence[Reminded]]] = field(default_factory=list)
    # By the kind of a fact: what its line in a letter carries for whoever holds this seat.
    enclosed: dict[str, Callable[[Fact, Any], Enclosed | None]] = field(default_factory=dict)


offered = Offers()


def slot(request: HttpRequest, place: str, about: object) -> Markup:
    """What higher nouns have put into this place, joined; works with scripts off."""
    parts = [one.render(request, about) for one in offered.slots if one.place == place]
    return Markup("").join(part for part in parts if part)


def held_by(goal: object) -> list[Hold]:
    """All that higher nouns say still holds the launch of this initiative."""
    return [hold for hold in (gate(goal) for gate in offered.gates) if hold]


def kept_back() -> Told:
    """All that somebody reads of what is not for them: the record has no gap, and says nothing."""
    return Told(_("Something between those who sit here for an organisation"), kept_back=True)


def tell(facts: Sequence[Fact], names: Names) -> list[Told]:
    """Every fact as a sentence, in the order given; each noun is asked once."""
    told: list[Told] = [Told(fact.kind) for fact in facts]
    for teller in offered.tellers:
        places = [
            place for place, fact in enumerate(facts) if fact.kind.partition(":")[0] in teller.nouns
        ]
        for place in places:
            if not teller.may_be_read(facts[place], names):
                told[place] = kept_back()
        places = [place for place in places if not told[place].kept_back]
        if places:
            said = teller.tell([facts[place] for place in places], names)
            for place, one in zip(places, said, strict=True):
                told[place] = one
    return told
