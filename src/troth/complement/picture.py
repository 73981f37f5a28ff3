"""Who covers what, as a picture: a row for each side that needs something, a column for each that may meet it.

Drawn from plain values, with classes only, so that light, dark, print and a screen reader need no second one.
"""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from troth.complement.queries.table import Complement, Need
from troth.complement.rules.acts import RiskState
from troth.partnerships.models import Party

# As wide as the table of a small telephone: there it is drawn at its own size, elsewhere larger.
WIDTH: Final = 356
HEAD: Final = 52
FOOT: Final = 6
# With more sides than this there is room for letters, not for names.
NAMED: Final = 3
LONGEST_NAME: Final = 11
# More needs than this in one square are told by their number.
MOST_DOTS: Final = 4
RADIUS: Final = 6.5
SPREAD: Final = {1: ((0, 0),), 2: ((-9, 0), (9, 0)), 3: ((-9, -8), (9, -8), (0, 8))}
FOUR: Final = ((-9, -9), (9, -9), (-9, 9), (9, 9))


def draw(found: Complement, *, nobody: str, words: str) -> Markup:
    """The whole picture; `words` says the same, `nobody` heads the last column."""
    needing = [party for party in found.parties if any(whose(one, party) for one in found.needs)]
    grid = Grid(found.parties, needing)
    columns = [grid.head(party, at) for at, party in enumerate(found.parties)]
    squares = [
        square(grid.centre(at, row), party, other=other, needs=found.needs)
        for row, party in enumerate(needing)
        for at, other in enumerate(found.parties)
    ]
    alone = [
        left_alone(grid, row, needing=party, needs=found.needs) for row, party in enumerate(needing)
    ]
    rows = [grid.side(party, row) for row, party in enumerate(needing)]
    parts = Markup("").join([*columns, grid.last_head(nobody), *rows, *squares, *alone])
    return Markup(
        '<svg class="who-covers" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>{}</svg>'
    ).format(WIDTH, grid.height, words, words, parts)


class Grid:
    """Where everything stands."""

    def __init__(self, parties: Sequence[Party], needing: Sequence[Party]) -> None:
        self.named = len(parties) <= NAMED
        self.left = 84 if self.named else 36
        self.across = (WIDTH - self.left) / (len(parties) + 1)
        self.down = 54 if self.named else 44
        self.last = len(parties)
        self.height = HEAD + self.down * len(needing) + FOOT

    def centre(self, column: int, row: int) -> tuple[float, float]:
        """The middle of a square."""
        return self.left + self.across * (column + 0.5), HEAD + self.down * (row + 0.5)

    def head(self, party: Party, column: int) -> Markup:
        """A side over its column."""
        x, _y = self.centre(column, 0)
        return seal(party, x, y=18) + (
            name(party.short, x, y=44, anchor="middle") if self.named else Markup("")
        )

    def last_head(self, words: str) -> Markup:
        """What heads the last column: an open place and, where there is room, its words."""
        x, _y = self.centre(self.last, 0)
        place = Markup('<circle class="w-place" cx="{:.1f}" cy="18" r="12"/>').format(x)
        return place + (name(words, x, y=44, anchor="middle") if self.named else Markup(""))

    def side(self, party: Party, row: int) -> Markup:
        """A side before its row, and the line above."""
        _x, y = self.centre(0, row)
        line = Markup('<path class="w-line" d="M0 {:.1f}H{}"/>').format(y - self.down / 2, WIDTH)
        words = name(party.short, 34, y=y + 4.5, anchor="start") if self.named else Markup("")
        return line + seal(party, 17, y=y) + words


def seal(party: Party, x: float, *, y: float) -> Markup:
    """An organisation as colour and letter; the ring pattern stands in the list beside."""
    return Markup(
        '<g class="o{}"><circle class="w-seal" cx="{:.1f}" cy="{:.1f}" r="12"/>'
        '<text class="w-letter" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text></g>'
    ).format(party.colour, x, y, x, y + 4.6, party.letter)


def name(words: str, x: float, *, y: float, anchor: str) -> Markup:
    """A name, cut where there is no more room; the list beside has it whole."""
    short = words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"
    return Markup('<text class="w-name" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x, y, anchor, short
    )


def whose(need: Need, party: Party) -> bool:
    """Whether the need is this side's."""
    return need.line.party.id == party.id


def square(
    place: tuple[float, float], needing: Party, *, other: Party, needs: Sequence[Need]
) -> Markup:
    """What one side covers, or may cover, of what another needs."""
    x, y = place
    if needing.id == other.id:
        return Markup('<path class="w-self" d="M{:.1f} {:.1f}h8"/>').format(x - 4, y)
    own = [need for need in needs if whose(need, needing)]
    full = sum(any(one.strength.party.id == other.id for one in need.confirmed) for need in own)
    may = sum(any(one.strength.party.id == other.id for one in need.possible) for need in own)
    return dots(["w-full"] * full + ["w-may"] * may, x, y=y, colour=other.colour)


def left_alone(grid: Grid, row: int, *, needing: Party, needs: Sequence[Need]) -> Markup:
    """What nobody meets: an open ring, with a dot where somebody looks after it, a line where all accept it."""
    x, y = grid.centre(grid.last, row)
    kinds = {RiskState.OPEN: "w-open", RiskState.OWNED: "w-owned", RiskState.ACCEPTED: "w-let"}
    alone = [one for one in needs if whose(one, needing) and not one.confirmed and not one.possible]
    return dots([kinds[one.risk_state] for one in alone], x, y=y, colour=0)


def dots(kinds: Sequence[str], x: float, *, y: float, colour: int) -> Markup:
    """One sign for each need, or their number beside one sign where they are many."""
    if len(kinds) > MOST_DOTS:
        number = Markup('<text class="w-many" x="{:.1f}" y="{:.1f}">{}</text>').format(
            x + 1, y + 5, len(kinds)
        )
        return sign(kinds[0], x - 9, y=y, colour=colour) + number
    places = FOUR if len(kinds) == MOST_DOTS else SPREAD.get(len(kinds), ())
    return Markup("").join(
        sign(kind, x + dx, y=y + dy, colour=colour)
        for kind, (dx, dy) in zip(kinds, places, strict=False)
    )


def sign(kind: str, x: float, *, y: float, colour: int) -> Markup:
    """One need."""
    ring = Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{}"/>')
    if kind in {"w-full", "w-may"}:
        return Markup('<g class="o{}">{}</g>').format(colour, ring.format(kind, x, y, RADIUS))
    open_ring = ring.format("w-open", x, y, RADIUS)
    if kind == "w-owned":
        return open_ring + ring.format("w-dot", x, y, 2.6)
    if kind == "w-let":
        return open_ring + Markup('<path class="w-bar" d="M{:.1f} {:.1f}h6"/>').format(x - 3, y)
    return open_ring


def key_sign(kind: str) -> Markup:
    """One sign of the key, with its words beside it."""
    return Markup('<svg viewBox="0 0 18 18" aria-hidden="true">{}</svg>').format(
        sign(kind, 9, y=9, colour=0)
    )
