"""Whoever reads a report and knows what everybody did knows of nobody what they stated. Every table there is is asked.

The reader is given more than anybody has: all counts, all classes, how a report is made, and what one of them stated.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.inclusion.rules.classes import Class, classes_of
from troth.inclusion.rules.report import Done, Kind
from troth.inclusion.rules.stated import By, Share, shares

NOTHING = ""
TEN = [f"p{n}" for n in range(10)]
# No two of them did the same, nor the same part of both kinds; the first did most.
DONE: Done = {
    Kind.WRITING: {one: 40 - 4 * n for n, one in enumerate(TEN)},
    Kind.ASKING: {one: 30 - 3 * n + n % 3 for n, one in enumerate(TEN)},
}
FIVES = classes_of(TEN, list(DONE.values()))
Report = tuple[Share, ...]
Said = tuple[str, ...]


def report(said: Sequence[str], *, classes: Sequence[Class] = FIVES, done: Done = DONE) -> Report:
    """What is shown if the ten stated this."""
    stated = dict(zip(TEN, said, strict=True))
    return tuple(shares(By.REGION, stated, classes=classes, done=done))


def ordered(said: Sequence[str]) -> Said:
    """The same, as if those of each class had exchanged what they stated until it stood in order."""
    stated = dict(zip(TEN, said, strict=True))
    for people in FIVES:
        stated |= dict(zip(sorted(people), sorted(stated[one] for one in people), strict=True))
    return tuple(stated[one] for one in TEN)


def groups(found: Sequence[Share]) -> set[str]:
    """Who is shown."""
    return {one.key for one in found}


def test_ten_people_are_two_classes_of_five_here() -> None:
    assert [len(one) for one in FIVES] == [5, 5]
    assert len({report(said) for said in product(("", "africa"), repeat=10)}) > 2


def test_who_of_a_class_stated_it_changes_nothing_that_is_shown_or_hidden() -> None:
    for said in product((NOTHING, "africa"), repeat=10):
        assert report(said) == report(ordered(said))


three = st.lists(st.sampled_from([NOTHING, "africa", "oceania"]), min_size=30, max_size=30)
activity = st.lists(st.integers(0, 50), min_size=30, max_size=30)


@given(three, activity, activity, st.randoms(use_true_random=False))
def test_the_same_holds_at_a_larger_table_whatever_they_did(
    said: list[str], wrote: list[int], asked: list[int], chance: Random
) -> None:
    table = [f"p{n:02}" for n in range(30)]
    done: Done = {
        Kind.WRITING: dict(zip(table, wrote, strict=True)),
        Kind.ASKING: dict(zip(table, asked, strict=True)),
    }
    classes = classes_of(table, list(done.values()))
    stated = dict(zip(table, said, strict=True))
    exchanged = dict(stated)
    for people in classes:
        values = [stated[one] for one in sorted(people)]
        chance.shuffle(values)
        exchanged |= dict(zip(sorted(people), values, strict=True))
    before = shares(By.ROLE, stated, classes=classes, done=done)
    assert shares(By.ROLE, exchanged, classes=classes, done=done) == before


def all_tables(values: Sequence[str]) -> Iterator[tuple[Said, Report]]:
    """Everything that ten people can state, with the report of it; worked out once for each way of counting."""
    known: dict[Said, Report] = {}
    for said in product(values, repeat=10):
        same = ordered(said)
        if same not in known:
            known[same] = report(same)
        yield said, known[same]


def mask(said: Sequence[str], group: str) -> int:
    """Who of the ten is in the group, a bit for each."""
    return sum(1 << n for n, one in enumerate(said) if one == group)


@pytest.mark.parametrize("values", [(NOTHING, "africa"), (NOTHING, "africa", "oceania")])
def test_for_every_report_everybody_may_be_in_the_group_or_not_also_for_one_of_them(
    values: tuple[str, ...],
) -> None:
    """`certain` are those who are in the group in every table that gives this report, `possible` in any of them."""
    everybody = (1 << 10) - 1
    certain: dict[tuple[object, ...], int] = defaultdict(lambda: everybody)
    possible: dict[tuple[object, ...], int] = defaultdict(int)
    for said, found in all_tables(values):
        for group in groups(found):
            inside = mask(said, group)
            knows: list[tuple[object, ...]] = [(found, group, None, None)]
            knows += [(found, group, n, one) for n, one in enumerate(said)]
            for known in knows:
                certain[known] &= inside
                possible[known] |= inside
    assert len(certain) > 20
    for (_found, _group, insider, _own), inside in certain.items():
        own = 0 if insider is None else 1 << int(str(insider))
        assert inside & ~own == 0
    for (_found, _group, insider, _own), inside in possible.items():
        own = 0 if insider is None else 1 << int(str(insider))
        assert inside | own == everybody


def ways(size: int, values: Sequence[str]) -> list[Counter[str]]:
    """Every way in which a class of this size can have stated these, by how many."""
    cuts = combinations(range(size + len(values) - 1), len(values) - 1)
    found = []
    for places in cuts:
        ends = [-1, *places, size + len(values) - 1]
        sizes = [b - a - 1 for a, b in pairwise(ends)]
        found.append(Counter(dict(zip(values, sizes, strict=True))))
    return found


def unions(found: Report) -> Iterator[frozenset[str]]:
    """Every group that can be put together from those that are shown."""
    keys = sorted(groups(found))
    for count in range(1, len(keys) + 1):
        yield from map(frozenset, combinations(keys, count))


def test_two_groups_that_are_shown_together_tell_of_nobody_either() -> None:
    """Classes of eight and nine; here how many of each class stated what stands for all tables that have as many."""
    values = (NOTHING, "africa", "oceania")
    classes = [frozenset(f"a{n}" for n in range(8)), frozenset(f"b{n}" for n in range(9))]
    done = {Kind.WRITING: dict.fromkeys(classes[0], 5) | dict.fromkeys(classes[1], 1)}
    tables: dict[Report, list[tuple[Counter[str], ...]]] = defaultdict(list)
    for counts in product(ways(8, values), ways(9, values)):
        stated = {
            one: value
            for people, count in zip(classes, counts, strict=True)
            for one, value in zip(sorted(people), count.elements(), strict=True)
        }
        tables[tuple(shares(By.ROLE, stated, classes=classes, done=done))].append(counts)
    assert any(len(groups(found)) == 2 for found in tables)
    for found, fits in tables.items():
        for union, place, own in product(unions(found), range(2), values):
            others = [
                sum(counts[place][one] for one in union) - (own in union)
                for counts in fits
                if counts[place][own]
            ]
            size = len(classes[place]) - 1
            assert not others or (max(others) > 0 and min(others) < size)


# ------------------------------------------------------------------------------ a year later

# A year later the two in the middle have changed places: the one was a little more active than the other.
TURNED = [*TEN[:4], TEN[5], TEN[4], *TEN[6:]]
LATER: Done = {Kind.WRITING: {one: 40 - 4 * n for n, one in enumerate(TURNED)}}


def told(second: Sequence[Class]) -> list[int]:
    """For every pair of reports of the same statements, and each who knows their own: of whom else it is certain."""
    certain: dict[tuple[object, ...], tuple[int, int]] = {}
    for said in product((NOTHING, "africa"), repeat=10):
        both = report(said), report(said, classes=second, done=LATER)
        inside = mask(said, "africa")
        for n, own in [(None, None), *enumerate(said)] if any(both) else []:
            always, ever = certain.get((both, n, own), (inside, inside))
            certain[both, n, own] = always & inside, ever | inside
    return [
        (always | ~ever) & ((1 << 10) - 1) & ~(0 if n is None else 1 << int(str(n)))
        for (_both, n, _own), (always, ever) in certain.items()
    ]


def test_two_reports_of_the_same_classes_tell_of_nobody() -> None:
    second = classes_of(TEN, list(LATER.values()), earlier=FIVES)
    found = told(second)
    assert found
    assert not any(found)


def test_classes_cut_anew_would_tell_who_is_in_a_group() -> None:
    """Why they are kept: this is read from the difference, even where the first report showed nothing."""
    anew = classes_of(TEN, list(LATER.values()))
    assert [sorted(one ^ two) for one, two in zip(FIVES, anew, strict=True)] == [["p4", "p5"]] * 2
    assert any(told(anew))
