"""What a reader may see of two hands. Everything that draws or tells the clasp reads this and nothing else.

A figure that may not be shown is taken away here, before anything is drawn, so that no form can give it away.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from troth.trust.rules.hands import ENOUGH, Dimension, Estimate, Finger, Hand, Side
from troth.trust.rules.reliability import OfTen

WIDE = 6  # a range wider than this says more than its middle


class State(StrEnum):
    """How much of one finger can be shown."""

    READ = "read"
    SETTLING = "settling"  # enough is known, and it is being worked out
    FEW = "few"
    NOTHING = "nothing"
    SET_ASIDE = "set-aside"  # all of it
    HELD = "held"  # the described side sees it first
    HIDDEN = "hidden"  # too few people stand behind it


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One finger as this reader sees it; only `State.READ` carries figures.

    `last` is there when the newest evidence is old, `until` while one side sees it first; `own_side`
    tells that the reader belongs to the organisation it speaks of.
    """

    dimension: Dimension
    towards: Side
    about: Side
    state: State
    count: int = 0
    set_aside: int = 0
    estimate: Estimate | None = None
    before: float | None = None
    own: float | None = None
    last: datetime | None = None
    until: datetime | None = None
    own_side: bool = False

    @property
    def of_ten(self) -> OfTen | None:
        """The reading in whole tenths, as it is said and written."""
        return whole(self.estimate) if self.estimate else None

    @property
    def is_wide(self) -> bool:
        """Whether the range says more than its middle."""
        found = self.of_ten
        return found is not None and found.high - found.low > WIDE

    @property
    def rise(self) -> int:
        """1 where it has risen, -1 where it has fallen, 0 where nothing changed for certain."""
        if self.estimate is None or self.before is None or self.before == self.estimate.mid:
            return 0
        return 1 if self.estimate.mid > self.before else -1


@dataclass(frozen=True, kw_only=True)
class SeenHand:
    """One direction as this reader sees it."""

    towards: Side
    about: Side
    fingers: tuple[Seen, ...]

    @property
    def has_reading(self) -> bool:
        """Whether any finger can be read."""
        return any(one.state is State.READ for one in self.fingers)


class Sign(StrEnum):
    """What the key explains."""

    READING = "reading"
    BEFORE = "before"
    OWN = "own"
    BEADS = "beads"


@dataclass(frozen=True, kw_only=True)
class Clasp:
    """Both directions between two organisations; `near` is what the reader's own side can count on."""

    near: SeenHand
    far: SeenHand

    @property
    def hands(self) -> tuple[SeenHand, SeenHand]:
        """Near, then far: the order in which they are read."""
        return self.near, self.far

    @property
    def has_reading(self) -> bool:
        """Whether any finger of either hand can be read."""
        return self.near.has_reading or self.far.has_reading

    @property
    def signs(self) -> frozenset[Sign]:
        """The signs that its fingers carry: a key that explains others makes people search for them."""
        drawn = [seen for hand in self.hands for seen in hand.fingers]
        return frozenset(sign for seen in drawn for sign in signs_of(seen))


def signs_of(seen: Seen) -> list[Sign]:
    """The signs on one finger."""
    if seen.state is not State.READ:
        return [] if seen.state in {State.HELD, State.HIDDEN} else [Sign.BEADS]
    before = [Sign.BEFORE] if seen.before is not None else []
    return [Sign.READING, *before, *([Sign.OWN] if seen.own is not None else [])]


def clasp(near: Hand, far: Hand, *, reader: str = "") -> Clasp:
    """Two opposite hands as the organisation `reader` sees them; without one, as neither side does."""
    if (near.towards.id, near.about.id) != (far.about.id, far.towards.id):
        raise ValueError("a clasp is of two hands that reach for each other")
    return Clasp(near=seen_hand(near, reader), far=seen_hand(far, reader))


def seen_hand(hand: Hand, reader: str) -> SeenHand:
    """One hand, with what this reader may not see taken away."""
    fingers = tuple(seen(one, hand, reader=reader) for one in hand.fingers)
    return SeenHand(towards=hand.towards, about=hand.about, fingers=fingers)


def seen(finger: Finger, hand: Hand, *, reader: str) -> Seen:
    """One finger: its state, and no more figures than that state has."""
    own_side = bool(reader) and hand.about.id == reader
    state = state_of(finger, own_side=own_side)
    frame = Seen(
        dimension=finger.dimension,
        towards=hand.towards,
        about=hand.about,
        state=state,
        own_side=own_side,
        until=finger.held_until,
    )
    if state is State.HELD or state is State.HIDDEN:
        return frame
    return filled(frame, finger)


def filled(frame: Seen, finger: Finger) -> Seen:
    """The figures of a finger that may be seen: of a reading all, otherwise how much there is to go by."""
    read = frame.state is State.READ
    return Seen(
        dimension=frame.dimension,
        towards=frame.towards,
        about=frame.about,
        state=frame.state,
        own_side=frame.own_side,
        until=frame.until,
        count=finger.count,
        set_aside=finger.set_aside,
        estimate=finger.estimate if read else None,
        before=finger.before if read else None,
        own=finger.own if read else None,
        last=finger.last if read and finger.old else None,
    )


def state_of(finger: Finger, *, own_side: bool) -> State:
    """What can be shown of a finger to whoever belongs, or does not belong, to the described side."""
    if finger.held_until is not None and not own_side:
        return State.HELD
    if finger.hidden:
        return State.HIDDEN
    if finger.estimate is not None:
        return State.READ
    if finger.count >= ENOUGH:
        return State.SETTLING
    if finger.count:
        return State.FEW
    return State.SET_ASIDE if finger.set_aside else State.NOTHING


def whole(estimate: Estimate) -> OfTen:
    """Whole tenths; never "0 of 10" or "10 of 10", which would promise more than anybody knows."""
    middle = tenth(estimate.mid)
    return OfTen(middle, min(round(estimate.low), middle), max(round(estimate.high), middle))


def tenth(value: float) -> int:
    """A best guess in whole tenths."""
    return min(max(round(value), 1), 9)
