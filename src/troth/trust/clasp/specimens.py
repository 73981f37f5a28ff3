"""Made-up hands in every state, for the page of components and for tests."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from markupsafe import Markup

from troth.trust.clasp import drawing, table, telling
from troth.trust.clasp.mini import mini
from troth.trust.clasp.seen import Clasp, clasp
from troth.trust.rules.hands import Dimension, Estimate, Finger, Hand, Side

LUMEN = Side(id="lumen", name="Lumen Sensors", short="Lumen", letter="L", colour=1)
KAVERI = Side(id="kaveri", name="Kaveri Analytics", short="Kaveri", letter="K", colour=2)
LONG = "Norddeutsche Gesellschaft für angewandte Küstenmesstechnik und Meeresbeobachtung mbH"
SPRING = datetime(2026, 3, 19, 12, tzinfo=UTC)
LAST_YEAR = datetime(2025, 6, 4, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """One clasp in all its forms; `ident` keeps its parts apart from those of others on the page."""

    words: str
    ident: str
    shown: Clasp

    @property
    def full(self) -> Markup:
        """For wide screens."""
        return drawing.full(self.shown, ident=self.ident)

    @property
    def small(self) -> Markup:
        """For narrow screens."""
        return drawing.small(self.shown, ident=f"{self.ident}-s")

    @property
    def signs(self) -> list[Markup]:
        """For lists and for the overview."""
        return [mini(self.shown), mini(self.shown, size="overview")]

    @property
    def rows(self) -> list[table.Row]:
        """As a table."""
        return table.rows(self.shown)

    @property
    def sentences(self) -> list[str]:
        """As sentences, then as plain lines."""
        said = [" ".join(telling.sentences(one)) for one in self.shown.hands]
        return said + [telling.one_line(one) for one in self.shown.hands]


def finger(
    count: int,
    *figures: float,
    before: float | None = None,
    own: float | None = None,
    set_aside: int = 0,
    last: datetime | None = None,
    held_until: datetime | None = None,
    hidden: bool = False,
) -> Finger:
    """A finger that is read, with its low, mid and high; its dimension comes with the hand."""
    return Finger(
        dimension=Dimension.RELIABILITY,
        count=count,
        estimate=Estimate(low=figures[0], mid=figures[1], high=figures[2]) if figures else None,
        before=before,
        own=own,
        set_aside=set_aside,
        last=last,
        old=last is not None,
        held_until=held_until,
        hidden=hidden,
    )


def hand(towards: Side, about: Side, *fingers: Finger) -> Hand:
    """Five fingers in their order."""
    ordered = zip(fingers, Dimension, strict=True)
    return Hand(
        towards=towards,
        about=about,
        fingers=tuple(replace(one, dimension=dimension) for one, dimension in ordered),
    )


def specimens() -> list[Specimen]:
    """Read and rising; every state in which nothing is read; long names; nothing at all."""
    return [busy(), unread(), long_names(), empty()]


def busy() -> Specimen:
    """Most of it read, some of it changed."""
    near = hand(
        LUMEN,
        KAVERI,
        finger(7, 6.2, 8.0, 9.1, before=7.1, own=8.8, set_aside=1),
        finger(9, 6.7, 8.3, 9.3),
        finger(2),
        finger(23, 5.9, 7.2, 8.2, own=7.8),
        finger(6, 5.1, 7.3, 8.9, last=LAST_YEAR),
    )
    far = hand(
        KAVERI,
        LUMEN,
        finger(9, 5.0, 6.8, 8.3, own=7.4),
        finger(8, 6.1, 7.9, 9.1),
        finger(12, 7.2, 8.6, 9.4, before=7.5),
        finger(26, 3.9, 5.5, 6.9, before=6.9, own=7.2),
        finger(5, 0.2, 1.1, 3.1),
    )
    return Specimen(
        words="Read, and changing", ident="busy", shown=clasp(near, far, reader="lumen")
    )


def unread() -> Specimen:
    """Every state in which there is nothing to read, and what one side sees first."""
    near = hand(
        LUMEN,
        KAVERI,
        finger(0, set_aside=3),
        finger(9, 6.7, 8.3, 9.3, held_until=SPRING),
        finger(3, hidden=True),
        finger(0),
        finger(6, 1.6, 5.3, 9.2),
    )
    far = hand(
        KAVERI,
        LUMEN,
        finger(9, 5.0, 6.8, 8.3, own=7.4, held_until=SPRING),
        finger(5),
        finger(4, set_aside=1),
        finger(0),
        finger(140, 8.1, 8.6, 9.0),
    )
    return Specimen(
        words="Not read, or not by both", ident="early", shown=clasp(near, far, reader="lumen")
    )


def long_names() -> Specimen:
    """Names that do not fit."""
    one = replace(LUMEN, name=LONG, short=LONG, colour=3)
    other = replace(
        KAVERI, name="مختبر القياسات الساحلية", short="مختبر القياسات الساحلية", colour=8
    )
    near = hand(one, other, *(finger(7, 4.2, 6.0, 7.5) for _ in Dimension))
    far = hand(other, one, finger(9, 5, 6, 7, held_until=SPRING), *(finger(n) for n in range(4)))
    return Specimen(words="Long names", ident="long", shown=clasp(near, far))


def empty() -> Specimen:
    """A table at its beginning."""
    near = hand(LUMEN, KAVERI, *(finger(0) for _ in Dimension))
    far = hand(KAVERI, LUMEN, *(finger(0) for _ in Dimension))
    return Specimen(words="At the beginning", ident="empty", shown=clasp(near, far))
