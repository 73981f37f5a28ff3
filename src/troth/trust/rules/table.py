"""The table of evidence: which kinds of what happened say something, about which dimension, how much, and why.

One row for each kind. A piece of evidence is a noisy measurement of the five dimensions on one logit scale (Glickman
1999 and Jøsang 2016 measure likewise): `loads` says in which direction it points, `value` where on that scale it lies
(+2.4 is about nine of ten, −2.4 about one of ten), `noise` its variance: the larger, the less it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from troth.trust.rules.hands import Dimension

# Counted up with every change of a row, so that a figure can be held against the table it was worked out with.
VERSION = 1
GOOD, BAD = 2.4, -2.4
# Where a side stands before anything is known: 7.3 of ten.
START = 1.0
# A piece is counted for a dimension on which it loads at least so much; less only moves it a little.
MAIN = 0.5
# One yes or no says about as much as a measurement of this variance: 1 / (p (1 − p)), which is 4 where half goes well
# and 11 where nine of ten do; most of what is told lies between.
ONE_ANSWER = 8.0
R, T, A, O, C = Dimension  # noqa: E741  # in the order of the picture; each stands in one table below


class Kind(StrEnum):
    """What happened, as far as it says something."""

    KEPT = "kept"
    MISSED = "missed"
    MOVED = "moved"
    ANNOUNCED = "announced"
    OWNED = "owned"
    REPAIRED = "repaired"
    SILENT = "silent"
    SURE = "sure"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered-late"
    UNANSWERED = "unanswered"
    WELL_MADE = "well-made"
    SENT_BACK = "sent-back"
    UNDERSTOOD = "understood"
    MADE_CLEAR = "made-clear"
    EXPERIENCED = "experienced"


# What a piece takes the place of, of the same subject: a promise that was kept after all was not missed.
REPLACES: Mapping[Kind, frozenset[Kind]] = {
    Kind.KEPT: frozenset({Kind.MISSED, Kind.SURE, Kind.SILENT, Kind.ANNOUNCED})
}


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One row of the table. `slow` fades at half the rate; `source` is what the row rests on."""

    loads: Mapping[Dimension, float]
    value: float = GOOD
    noise: float = ONE_ANSWER
    slow: bool = False
    source: str


TABLE: Mapping[Kind, Measure] = {
    Kind.KEPT: Measure(loads={R: 1.0, A: 0.3}, source="Mayer, Davis, Schoorman 1995: ability"),
    Kind.MISSED: Measure(
        loads={R: 1.0, A: 0.3}, value=BAD, source="Mayer, Davis, Schoorman 1995: ability"
    ),
    Kind.MOVED: Measure(loads={O: 1.0}, noise=16.0, source="the practice P26: asking in time"),
    Kind.ANNOUNCED: Measure(
        loads={T: 1.0, O: 1.0}, source="Kim, Ferrin, Cooper, Dirks 2004: what is said by oneself"
    ),
    Kind.OWNED: Measure(
        loads={T: 1.0, O: 0.7}, noise=10.0, source="Kim, Ferrin, Cooper, Dirks 2004: owning up"
    ),
    Kind.REPAIRED: Measure(
        loads={T: 0.7, C: 0.5}, noise=8.0, source="Kim, Ferrin, Cooper, Dirks 2004: repair"
    ),
    Kind.SILENT: Measure(
        loads={T: 1.0, O: 0.5},
        value=BAD,
        noise=4.0,
        slow=True,
        source="Slovic 1993: lost trust returns slowly",
    ),
    Kind.SURE: Measure(loads={T: 1.0}, noise=12.0, source="Brier 1950: stated against come true"),
    Kind.ANSWERED: Measure(loads={O: 1.0}, source="the agreed answer time"),
    Kind.ANSWERED_LATE: Measure(loads={O: 1.0}, value=BAD, source="the agreed answer time"),
    Kind.UNANSWERED: Measure(loads={O: 1.0}, value=BAD, source="the agreed answer time"),
    Kind.WELL_MADE: Measure(loads={A: 1.0}, source="Mayer, Davis, Schoorman 1995: ability"),
    Kind.SENT_BACK: Measure(
        loads={A: 1.0}, value=BAD, source="Mayer, Davis, Schoorman 1995: ability"
    ),
    Kind.UNDERSTOOD: Measure(
        loads={C: 1.0, O: 0.5}, noise=8.0, source="McAllister 1995: care shown by listening"
    ),
    Kind.MADE_CLEAR: Measure(loads={O: 1.0}, noise=12.0, source="the practice P14"),
    # Where it lies is what was said; on which dimension, too.
    Kind.EXPERIENCED: Measure(loads={}, noise=4.0, source="Kumar et al. 2016: raters differ"),
}
