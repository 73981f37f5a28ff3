"""Which lines may say the same, by their wording: a suggestion, which people take or leave."""

from collections.abc import Sequence
from itertools import combinations

from rapidfuzz import fuzz

from troth.kickoff.models import Kickoff, Line

NEAR = 70
MOST_COMPARED = 150
MOST_SUGGESTED = 4


def suggestions(kickoff: Kickoff) -> list[tuple[Line, Line]]:
    """Pairs of one group whose words are nearest, the nearest first; at most a few at a time."""
    rows = Line.objects.filter(kickoff=kickoff, like__isnull=True, ending="")
    return nearest(list(rows.order_by("place")[:MOST_COMPARED]))


def nearest(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """The pairs that are near enough; each line in one of them only."""
    near = sorted(
        (
            (fuzz.token_set_ratio(one.text.casefold(), other.text.casefold()), one, other)
            for one, other in combinations(lines, 2)
            if one.group == other.group
        ),
        key=lambda found: -found[0],
    )
    chosen: list[tuple[Line, Line]] = []
    taken: set[str] = set()
    for alike, one, other in near:
        if alike < NEAR or len(chosen) == MOST_SUGGESTED:
            break
        if not taken & {one.pk, other.pk}:
            chosen.append((one, other))
            taken |= {one.pk, other.pk}
    return chosen
