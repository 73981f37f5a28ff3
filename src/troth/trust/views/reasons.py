"""The reasons of one dimension, ready for its page: parts that add up, each with its entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from troth.partnerships.models import Party
from troth.partnerships.requests import MemberRequest
from troth.trust.evidence_words import kind_words
from troth.trust.queries.evidence import weighed
from troth.trust.queries.held import held_for
from troth.trust.queries.readings import readings_of
from troth.trust.rules.because import because
from troth.trust.rules.fingers import finger
from troth.trust.rules.hands import Dimension, Finger
from troth.trust.rules.pieces import Piece
from troth.trust.rules.reliability import Point
from troth.trust.rules.series import series

SHOWN = 20
NOTHING = 0.05  # what one decimal shows as nothing


@dataclass(frozen=True)
class Line:
    """One kind of what happened: its share, in words, and the entries behind it."""

    share: str
    words: str
    pieces: Sequence[Piece]
    more: int
    nothing: bool


@dataclass(frozen=True)
class Reasons:
    """What stands on the page of a dimension: the finger, what has weight, and what has none.

    `weighs`: by kind, how much it pulls down.
    """

    finger: Finger
    lines: Sequence[Line]
    set_aside: Sequence[Line]
    left_out: Sequence[Line]
    at: datetime
    series: Sequence[Point]
    weighs: Mapping[str, float]


def reasons(
    request: MemberRequest, dimension: Dimension, *, towards: Party, about: Party
) -> Reasons:
    """Every reason that the reader may see by now."""
    moment, held = (
        readings_of(request).now,
        held_for(request.room, about=about.id, viewer=request.seat, at=readings_of(request).now),
    )
    found = weighed(request.room, about=about.id, towards=towards.id, now=moment)
    seen = [one for one in found.pieces if held.shows(one, at=moment)]
    parts = because(seen, dimension, at=moment)
    return Reasons(
        finger(found.pieces, dimension, at=moment, set_aside=found.set_aside, held=held),
        [line(one.share, one.pieces) for one in parts],
        without_weight([one for one in found.set_aside if held.shows(one, at=moment)], dimension),
        without_weight([one for one in found.left_out if held.shows(one, at=moment)], dimension),
        moment,
        series(seen, dimension, at=moment),
        {one.kind.value: -one.share for one in parts if one.share < 0},
    )


def without_weight(pieces: Sequence[Piece], dimension: Dimension) -> list[Line]:
    """What was set aside or left out, one line for each."""
    return [line(None, [one]) for one in reversed(pieces) if one.counts_for(dimension)][:SHOWN]


def line(share: float | None, pieces: Sequence[Piece]) -> Line:
    """One line."""
    nothing = share is not None and abs(share) < NOTHING
    sign = "+" if (share or 0) >= 0 else "−"
    said = "" if share is None else "0" if nothing else f"{sign}{abs(share):.1f}"
    words = kind_words(pieces[0].kind, len(pieces))
    return Line(said, words, pieces[:SHOWN], max(len(pieces) - SHOWN, 0), nothing)
