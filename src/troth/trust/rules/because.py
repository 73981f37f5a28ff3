"""Why a dimension stands where it does: each kind of what happened, its share, and the pieces behind it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from troth.trust.rules.estimate import shares
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind


@dataclass(frozen=True)
class Because:
    """One kind: by how many of ten it moves the dimension, and its pieces, the newest first."""

    kind: Kind
    share: float
    pieces: Sequence[Piece]


def because(pieces: Sequence[Piece], dimension: Dimension, *, at: datetime) -> list[Because]:
    """The parts of an estimate, the largest first; they add up to the estimate less the start."""
    found: defaultdict[Kind, list[tuple[float, Piece]]] = defaultdict(list)
    for share, piece in zip(shares(pieces, dimension, at=at), pieces, strict=True):
        found[piece.kind].append((share, piece))
    lines = [
        Because(
            kind,
            sum(share for share, _piece in said),
            [piece for _share, piece in sorted(said, key=lambda one: one[1].at, reverse=True)],
        )
        for kind, said in found.items()
    ]
    return sorted(lines, key=lambda line: (-abs(line.share), line.kind))
