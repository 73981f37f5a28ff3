"""How our own forecasts of promises came out, beside plain ways: in bins with counts, and in two scores."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt

from troth.trust.rules.hindsight import Foretold

# So many outcomes before anything is said of how the forecasts came out.
NEEDED = 30
BINS = 10
# Standard deviations on each side of an 80 % interval, as everywhere in trust.
TOWARD = 1.2816
# A forecast of exactly none or all would make one surprise infinitely bad.
LEAST = 1e-6


@dataclass(frozen=True, kw_only=True)
class Bin:
    """All forecasts between two chances: how many, what they said on average, how many were kept.

    `low` and `high`: the 80 % interval (Wilson) of the share kept.
    """

    begin: float
    end: float
    count: int
    said: float
    kept: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """How many of these were kept, of one."""
        return self.kept / self.count


@dataclass(frozen=True, kw_only=True)
class Scores:
    """How far a way was off, on average: lower is better."""

    log_loss: float
    brier: float


@dataclass(frozen=True, kw_only=True)
class Against:
    """How much lower our Brier score is than a plain way's on the same promises, with its 80 % interval."""

    scores: Scores
    better: float
    low: float
    high: float

    @property
    def is_told_apart(self) -> bool:
        """Whether the interval leaves out nothing at all."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """What a page says of the forecasts that have an outcome; `expected`: how many were to be kept by them.

    `gap`: how many standard deviations lie between what was kept and what was expected.
    """

    count: int
    kept: int
    expected: float
    gap: float
    bins: tuple[Bin, ...]
    ours: Scores
    usual: Against
    own: Against


@dataclass(frozen=True, kw_only=True)
class Tenth:
    """What adds up of the forecasts in one bin."""

    number: int
    count: int
    said: float
    kept: int


@dataclass(frozen=True, kw_only=True)
class Lost:
    """What adds up of one way: its losses, and how much more it lost than ours, with the squares of that."""

    log_loss: float
    brier: float
    gain: float = 0.0
    squares: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Everything that adds up of some forecasts, so that several pasts make one without any of their promises."""

    count: int
    kept: int
    expected: float
    variance: float
    tenths: tuple[Tenth, ...]
    ours: Lost
    usual: Lost
    own: Lost


def calibration(found: Sequence[Foretold]) -> Calibration | None:
    """How they came out; None where there are too few to say anything."""
    return account(sums(found))


def sums(found: Sequence[Foretold]) -> Sums:
    """What adds up of these."""
    return Sums(
        count=len(found),
        kept=sum(one.kept for one in found),
        expected=fsum(one.ours for one in found),
        variance=fsum(one.ours * (1 - one.ours) for one in found),
        tenths=tuple(tenths(found)),
        ours=lost(found, [one.ours for one in found]),
        usual=lost(found, [one.usual for one in found]),
        own=lost(found, [one.own for one in found]),
    )


def tenths(found: Sequence[Foretold]) -> Iterator[Tenth]:
    """Ten even bins; those without a forecast are left out."""
    for number in range(BINS):
        inside = [one for one in found if place(one.ours) == number]
        if inside:
            yield Tenth(
                number=number,
                count=len(inside),
                said=fsum(one.ours for one in inside),
                kept=sum(one.kept for one in inside),
            )


def place(chance: float) -> int:
    """The bin of a chance; one belongs to the last."""
    return min(int(chance * BINS), BINS - 1)


def lost(found: Sequence[Foretold], said: Sequence[float]) -> Lost:
    """What a way lost on these, promise by promise beside ours, so that what was hard for both cancels out."""
    pairs = list(zip(found, said, strict=True))
    gains = [(chance - one.kept) ** 2 - (one.ours - one.kept) ** 2 for one, chance in pairs]
    return Lost(
        log_loss=fsum(loss(chance, kept=one.kept) for one, chance in pairs),
        brier=fsum((chance - one.kept) ** 2 for one, chance in pairs),
        gain=fsum(gains),
        squares=fsum(one * one for one in gains),
    )


def loss(chance: float, *, kept: bool) -> float:
    """How surprising what happened was."""
    inside = min(max(chance, LEAST), 1 - LEAST)
    return -log(inside if kept else 1 - inside)


def added(parts: Sequence[Sums]) -> Sums:
    """Several pasts as one."""
    there: dict[int, list[Tenth]] = {number: [] for number in range(BINS)}
    for part in parts:
        for one in part.tenths:
            there[one.number].append(one)
    return Sums(
        count=sum(one.count for one in parts),
        kept=sum(one.kept for one in parts),
        expected=fsum(one.expected for one in parts),
        variance=fsum(one.variance for one in parts),
        tenths=tuple(
            Tenth(
                number=number,
                count=sum(one.count for one in ones),
                said=fsum(one.said for one in ones),
                kept=sum(one.kept for one in ones),
            )
            for number, ones in there.items()
            if ones
        ),
        ours=added_losses([one.ours for one in parts]),
        usual=added_losses([one.usual for one in parts]),
        own=added_losses([one.own for one in parts]),
    )


def added_losses(parts: Sequence[Lost]) -> Lost:
    """The losses of several pasts."""
    return Lost(
        log_loss=fsum(one.log_loss for one in parts),
        brier=fsum(one.brier for one in parts),
        gain=fsum(one.gain for one in parts),
        squares=fsum(one.squares for one in parts),
    )


def account(told: Sums) -> Calibration | None:
    """What a page says of these; None below thirty."""
    if told.count < NEEDED:
        return None
    return Calibration(
        count=told.count,
        kept=told.kept,
        expected=told.expected,
        gap=(told.kept - told.expected) / max(sqrt(told.variance), LEAST),
        bins=tuple(map(bin_of, told.tenths)),
        ours=scores(told.ours, told.count),
        usual=against(told.usual, told.count),
        own=against(told.own, told.count),
    )


def bin_of(one: Tenth) -> Bin:
    """One bin with its share and how sure it is."""
    low, high = wilson(one.kept, one.count)
    return Bin(
        begin=one.number / BINS,
        end=(one.number + 1) / BINS,
        count=one.count,
        said=one.said / one.count,
        kept=one.kept,
        low=low,
        high=high,
    )


def wilson(kept: int, count: int) -> tuple[float, float]:
    """The 80 % interval of a share (Wilson 1927): right also for few, for none and for all."""
    share, z = kept / count, TOWARD
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    return max(min(middle - half, share), 0.0), min(max(middle + half, share), 1.0)


def scores(told: Lost, count: int) -> Scores:
    """The average loss."""
    return Scores(log_loss=told.log_loss / count, brier=told.brier / count)


def against(plain: Lost, count: int) -> Against:
    """A plain way beside ours: the mean difference with its 80 % interval."""
    middle = plain.gain / count
    spread = sqrt(max(plain.squares - count * middle * middle, 0.0) / (count - 1))
    half = TOWARD * spread / sqrt(count)
    return Against(
        scores=scores(plain, count), better=middle, low=middle - half, high=middle + half
    )
