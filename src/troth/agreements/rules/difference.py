"""What changed between two versions, line by line, so that a person sees it at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile


class Change(StrEnum):
    """What happened to a stretch of text."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Stretch:
    """Some lines that share one fate."""

    change: Change
    text: str


# As `work` counts it: half a second at the most, where a text is made to cost as much as it can.
MOST_WORK = 5_000_000


def difference(before: str, after: str) -> tuple[Stretch, ...]:
    """The two texts woven together; what costs too much to compare is one taken out and one put in."""
    old, new = before.splitlines(), after.splitlines()
    head = alike(old, new)
    tail = alike(old[head:][::-1], new[head:][::-1])
    end, stop = len(old) - tail, len(new) - tail
    return tuple(
        Stretch(change, "\n".join(lines))
        for change, lines in (
            (Change.SAME, old[:head]),
            *middle(old[head:end], new[head:stop]),
            (Change.SAME, old[end:]),
        )
        if lines
    )


def alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def middle(old: list[str], new: list[str]) -> Iterator[tuple[Change, list[str]]]:
    """What happened between the first and the last line that differ."""
    if work(old, new) > MOST_WORK:
        yield from ((Change.OUT, old), (Change.IN, new))
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change.SAME, old[a:b]
        else:
            yield from ((Change.OUT, old[a:b]), (Change.IN, new[c:d]))


def work(old: Sequence[str], new: Sequence[str]) -> int:
    """What comparing can cost: pairs of equal lines met in a round, times the rounds there can be."""
    there = Counter(new)
    pairs = sum(count * there[line] for line, count in Counter(old).items())
    return (pairs + len(old)) * min(len(old), len(new))
