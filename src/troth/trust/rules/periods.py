"""What happened in a stretch of time, of what counts as evidence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind


@dataclass(frozen=True)
class Happened:
    """One kind, and how often it happened."""

    kind: Kind
    times: int


def happened(pieces: Iterable[Piece], *, begins: datetime, ends: datetime) -> list[Happened]:
    """Each kind that happened from one moment until before another, what happened most first."""
    found = Counter(one.kind for one in pieces if begins <= one.at < ends)
    order = sorted(found.items(), key=lambda one: (-one[1], list(Kind).index(one[0])))
    return [Happened(kind, times) for kind, times in order]
