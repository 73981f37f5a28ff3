"""Which posts of a long topic a page shows; posts are numbered from 1."""

from dataclasses import dataclass

PAGE = 50
# So much of what was read already stands above the first unread line.
BEFORE = 4


@dataclass(frozen=True)
class Stretch:
    """The first and the last number shown, and where the pages beside it begin (0: there is none)."""

    first: int
    last: int
    older: int
    newer: int


def stretch(latest: int, *, read: int, at: int = 0) -> Stretch:
    """The stretch around a post that was asked for, else around the first unread one, else the end."""
    wanted = at if 0 < at <= latest else min(read + 1, latest)
    first = max(1, min(wanted - BEFORE, latest - PAGE + 1))
    last = min(latest, first + PAGE - 1)
    older = max(1 + BEFORE, first - PAGE + BEFORE) if first > 1 else 0
    return Stretch(first, last, older, last + 1 + BEFORE if last < latest else 0)
