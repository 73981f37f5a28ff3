"""Who is counted together: classes of people whose activity is alike, known to everybody and never cut again.

What somebody wrote, asked, answered and decided is read by all in the shared room. So people are sorted by it and put
together in classes, and only how many of a class stated something ever enters a figure: which of them did makes no
difference to anything that is shown or hidden.

Whoever was put together once stays together. Cut anew, the difference of two reports would tell about the one who
changed class; so a class of which somebody has gone rests, and newcomers make classes of their own.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Final

# As few as a class may be.
SMALLEST: Final = 5
# The more and the less active half. In one class every share would be the share of the people; in more than two, groups
# that differ most are hidden most, for every group has to be mixed through every class.
HALVES: Final = 2
Class = frozenset[str]


def classes_of(
    people: Collection[str], done: Sequence[Mapping[str, int]], *, earlier: Sequence[Class] = ()
) -> list[Class]:
    """The classes that are counted: earlier ones that are whole, and those of newcomers; none where one alone is left.

    `done` says for each kind how often each did it; `earlier` are the classes that were cut before.
    """
    here = frozenset(people)
    whole = [one for one in earlier if one <= here]
    known: Class = frozenset().union(*earlier)
    new = by_activity(here - known, done)
    found = [*whole, *cut(new, into=1 if whole else HALVES)]
    return found if len(found) >= HALVES else []


def by_activity(people: Collection[str], done: Sequence[Mapping[str, int]]) -> list[str]:
    """From the most to the least active, each kind weighing the same; whoever did as much, in the order of a digest."""
    wholes = [sum(one.get(who, 0) for who in people) for one in done]
    weights = {
        who: sum(
            (
                Fraction(one.get(who, 0), whole)
                for one, whole in zip(done, wholes, strict=True)
                if whole
            ),
            Fraction(),
        )
        for who in people
    }
    return sorted(people, key=lambda who: (-weights[who], sha256(who.encode()).digest()))


def cut(ordered: Sequence[str], *, into: int) -> list[Class]:
    """So many classes of the same size in this order; whoever is left over joins the last. None of fewer than five."""
    size = len(ordered) // into
    if size < SMALLEST:
        return []
    begins = [size * n for n in range(into)]
    ends = [*begins[1:], len(ordered)]
    return [frozenset(ordered[a:b]) for a, b in zip(begins, ends, strict=True)]
