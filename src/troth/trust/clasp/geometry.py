"""Where everything in the clasp lies: units are CSS pixels, the scale is the same from both edges."""

from dataclasses import dataclass
from unicodedata import east_asian_width

from troth.trust.rules.hands import TOP, Dimension

GAP, HEAD, FOOT = 3, 44, 46
# Of the size of the letters: a little more than they are wide, so that words end before they meet.
NARROW, LETTER, BROAD, FULL_WIDTH = 0.28, 0.53, 0.75, 1.05
THIN, THICK = frozenset("iljtfr.,:;|!'’()·– "), frozenset("mwMWQOGÖØ—…")


@dataclass(frozen=True, kw_only=True)
class Measures:
    """The measures of one size of the picture."""

    width: int
    palm: int
    text: int
    finger: int
    under: int
    between: int
    steps: tuple[int, ...]
    letters: float
    small: bool = False

    @property
    def reach(self) -> int:
        """From one palm to the other: the whole scale."""
        return self.width - 2 * self.palm

    @property
    def band(self) -> int:
        """One dimension: the near reading, its two fingers, the far reading."""
        return self.text + 2 * self.finger + GAP + self.under

    @property
    def height(self) -> int:
        """The whole picture."""
        return self.bottom + FOOT

    @property
    def bottom(self) -> int:
        """Where the last finger ends."""
        count = len(Dimension)
        return HEAD + count * self.band + (count - 1) * self.between

    @property
    def middle(self) -> float:
        """Halfway, for both."""
        return self.width / 2

    def top(self, number: int) -> int:
        """Where the block of a dimension begins."""
        return HEAD + number * (self.band + self.between)


FULL = Measures(
    width=960,
    palm=20,
    text=34,
    finger=28,
    under=22,
    between=8,
    steps=(0, 2, 4, 6, 8, 10),
    letters=15,
)
SMALL = Measures(
    width=350,
    palm=12,
    text=48,
    finger=24,
    under=20,
    between=8,
    steps=(0, 5, 10),
    letters=13.5,
    small=True,
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one hand lies: at which edge, and above or below in each pair.

    The near hand is always above. Its edge is where reading begins: the left one, or the right one in
    languages that are read from the right.
    """

    measures: Measures
    far: bool
    from_right: bool

    @property
    def sign(self) -> int:
        """1 where fingers reach to the right, -1 where they reach to the left."""
        return -1 if self.from_right else 1

    @property
    def anchor(self) -> str:
        """How its words hang on its edge; of the direction of reading, not of left and right."""
        return "end" if self.far else "start"

    @property
    def hatch(self) -> str:
        """The letter of its hatch: a leans forward, b back."""
        return "b" if self.far else "a"

    def along(self, units: float) -> float:
        """So many units from its palm."""
        start = self.measures.width - self.measures.palm if self.from_right else self.measures.palm
        return start + self.sign * units

    def x(self, value: float) -> float:
        """Where a value of 0 to 10 lies."""
        return self.along(value / TOP * self.measures.reach)

    def row(self, number: int) -> int:
        """Upper edge of the finger of one dimension."""
        first = self.measures.top(number) + self.measures.text
        return first + self.measures.finger + GAP if self.far else first

    def reading(self, number: int) -> int:
        """The line of its reading: above the near finger, below the far one, so that each stands beside its own."""
        y = self.row(number)
        return y + self.measures.finger + self.measures.under - 4 if self.far else y - 11


def places(measures: Measures, *, from_right: bool) -> tuple[Place, Place]:
    """The near and the far hand."""
    near = Place(measures=measures, far=False, from_right=from_right)
    return near, Place(measures=measures, far=True, from_right=not from_right)


def width_of(words: str, size: float) -> float:
    """About how wide words are drawn."""
    return sum(map(letter_width, words)) * size


def letter_width(letter: str) -> float:
    """About how wide one letter is, of its size."""
    if east_asian_width(letter) in "WF":
        return FULL_WIDTH
    if letter in THICK or letter.isupper():
        return BROAD
    return NARROW if letter in THIN else LETTER


def fitting(choices: tuple[str, ...], *, room: float, size: float) -> str:
    """The first of several wordings that fits; else the last one, cut."""
    for words in choices:
        if width_of(words, size) <= room:
            return words
    return cut(choices[-1], room=room, size=size)


def cut(words: str, *, room: float, size: float) -> str:
    """Words, ended with three dots where the room ends."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return f"{words.rstrip()}…"
