"""Half a year of balances while people come, go and change groups: nobody is found in any of them.

Groups that cross each other are harder than a balance's own lines, which are organisations alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from random import Random

import numpy as np
import pytest

from troth.inclusion.rules.audit import PRIME, atoms_of, echelon, has_zero_sum, null_vector
from troth.inclusion.rules.report import Cut, Kind, Line, lines_of

FEWEST = 5
MONTHS = 6
REGIONS = ("", "north", "south")
ROLES = ("", "field", "care")


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """Somebody who stands in up to three groups that cross each other."""

    id: str
    party: str
    region: str
    role: str


@dataclass
class Story:
    """A table whose people change from month to month, by chance that can be told again."""

    chance: Random
    sitters: list[Sitter] = field(default_factory=list)
    arrived: int = 0

    def arrive(self, party: str) -> None:
        """Somebody sits down for this organisation, and stands in other groups or in none."""
        self.arrived += 1
        region, role = self.chance.choice(REGIONS), self.chance.choice(ROLES)
        self.sitters.append(Sitter(id=f"p{self.arrived}", party=party, region=region, role=role))

    def begin(self) -> None:
        """Nine to thirteen people of two organisations."""
        for n in range(self.chance.randint(9, 13)):
            self.arrive("lumen" if n % 2 else "kaveri")

    def month(self) -> None:
        """Somebody comes, somebody goes, somebody changes a group; or nothing happens."""
        what = self.chance.random()
        if what < 0.35:
            self.arrive(self.chance.choice(("lumen", "kaveri")))
        elif what < 0.6 and len(self.sitters) > 8:
            self.sitters.pop(self.chance.randrange(len(self.sitters)))
        elif what < 0.8:
            n = self.chance.randrange(len(self.sitters))
            self.sitters[n] = replace(self.sitters[n], role=self.chance.choice(ROLES))

    @property
    def cells(self) -> dict[tuple[Cut, str], frozenset[str]]:
        """Everybody, then each group, coarse to fine."""
        found = {(Cut.ALL, ""): frozenset(one.id for one in self.sitters)}
        for cut in ("party", "region", "role"):
            for key in sorted({getattr(one, cut) for one in self.sitters} - {""}):
                people = frozenset(one.id for one in self.sitters if getattr(one, cut) == key)
                found[Cut.PARTY, f"{cut} {key}"] = people
        return found

    @property
    def done(self) -> dict[str, int]:
        """Most write; some are silent in this month."""
        return {one.id: self.chance.choice((0, 1, 1, 2, 9)) for one in self.sitters}


def told(seed: int) -> Iterator[tuple[list[frozenset[str]], frozenset[str]]]:
    """After each month: everything of writing that was shown so far, and who wrote in it."""
    story = Story(Random(seed))  # a story that can be told again, no secret
    story.begin()
    shown: list[frozenset[str]] = []
    for _month in range(MONTHS):
        done = story.done
        lines = lines_of(Kind.WRITING, story.cells, done, earlier=shown)
        shown += [one.people for one in lines if is_shown(one)]
        yield shown, frozenset(one for one, n in done.items() if n)
        story.month()


def is_shown(line: Line) -> bool:
    """Whether the line says something."""
    return line.hidden is None


def found_people(rows: Sequence[frozenset[str]]) -> set[frozenset[str]]:
    """Every set of one to four people whose sum follows from these rows, by the rank of matrices."""
    if not rows:
        return set()
    everybody = sorted(frozenset[str]().union(*rows))
    matrix = np.array([[one in row for one in everybody] for row in set(rows)], dtype=float)
    base = np.linalg.matrix_rank(matrix)
    few = (frozenset(some) for size in range(1, FEWEST) for some in combinations(everybody, size))
    return {
        some
        for some in few
        if np.linalg.matrix_rank(np.vstack([matrix, [one in some for one in everybody]])) == base
    }


@pytest.mark.parametrize("seed", range(3))
def test_in_no_month_of_a_changing_table_a_few_can_be_worked_out(seed: int) -> None:
    *_, (shown, _active) = told(seed)
    assert found_people(shown) == set()


def test_most_tables_see_something_in_most_years() -> None:
    """Hiding everything would be safe as well, and of no use."""
    seen = [len(list(told(seed))[-1][0]) for seed in range(20)]
    assert sum(count > 0 for count in seen) >= 12
    assert sum(count > 1 for count in seen) >= 6


@pytest.mark.parametrize("seed", range(10, 20))
def test_nor_at_any_of_ten_other_tables(seed: int) -> None:
    for shown, _active in told(seed):
        assert found_people(shown) == set()


def test_a_plain_threshold_would_have_given_people_away_at_most_of_these_tables() -> None:
    """What the audit is for: the same stories, each line of five or more shown without it."""
    leaking = 0
    for seed in range(6):
        story = Story(Random(seed))  # as above
        story.begin()
        rows: list[frozenset[str]] = []
        for _month in range(2):
            rows += [cell for cell in story.cells.values() if len(cell) >= FEWEST]
            story.month()
        leaking += bool(found_people(rows))
    assert leaking >= 4


@pytest.mark.parametrize("seed", range(40, 46))
def test_nothing_shown_is_about_fewer_than_five_or_the_work_of_fewer(seed: int) -> None:
    story = Story(Random(seed))  # as above
    story.begin()
    done = story.done
    active = {one for one, n in done.items() if n}
    for line in lines_of(Kind.WRITING, story.cells, done, earlier=()):
        if is_shown(line):
            assert len(line.people) >= FEWEST
            assert len(line.people & active) == 0 or len(line.people & active) >= FEWEST


@pytest.mark.parametrize("seed", range(46, 50))
def test_the_same_story_told_again_shows_the_same(seed: int) -> None:
    assert list(told(seed))[-1] == list(told(seed))[-1]


# ------------------------------------------------------------------------------ the parts of the test


def test_people_who_stand_in_the_same_rows_cannot_be_told_apart() -> None:
    rows = [frozenset("abcd"), frozenset("cdef")]
    assert sorted(map(sorted, atoms_of(rows).values())) == [["a", "b"], ["c", "d"], ["e", "f"]]


@pytest.mark.parametrize("seed", range(8))
def test_every_row_is_orthogonal_to_the_vector_of_the_null_space(seed: int) -> None:
    chance = Random(seed)  # as above
    width = chance.randint(1, 9)
    matrix = [[chance.randint(0, 1) for _ in range(width)] for _ in range(chance.randint(0, 6))]
    vector = null_vector(matrix, width=width)
    for row in matrix:
        assert sum(a * b for a, b in zip(row, vector, strict=True)) % PRIME == 0


@pytest.mark.parametrize("seed", range(8))
def test_as_many_rows_stay_as_the_matrix_has_rank(seed: int) -> None:
    chance = Random(seed)  # as above
    matrix = [[chance.randint(0, 1) for _ in range(6)] for _ in range(7)]
    rows, pivots = echelon(matrix)
    assert len(rows) == len(pivots) == np.linalg.matrix_rank(np.array(matrix))
    for n, pivot in enumerate(pivots):
        assert [row[pivot] for row in rows] == [int(n == m) for m in range(len(rows))]


@pytest.mark.parametrize(
    ("weights", "fewest", "found"),
    [
        ([(0, 1)], 2, True),
        ([(0, 2)], 2, False),
        ([(3, 1), (PRIME - 3, 1)], 3, True),
        ([(3, 1), (PRIME - 3, 1)], 2, False),
        ([(3, 2), (PRIME - 3, 2)], 4, False),
        ([(1, 1), (2, 1), (PRIME - 3, 1)], 4, True),
        ([(1, 1), (2, 1), (4, 1), (PRIME - 7, 1)], 5, True),
        ([(1, 1), (2, 1), (4, 1), (PRIME - 7, 1)], 4, False),
        ([(1, 1), (2, 1), (4, 1)], 5, False),
        ([], 5, False),
        # Twice the same atom is no set of people.
        ([(PRIME // 2, 1), (1, 1)], 5, False),
    ],
)
def test_a_sum_of_nothing_is_found_among_the_few(
    weights: list[tuple[int, int]], fewest: int, *, found: bool
) -> None:
    assert has_zero_sum(weights, fewest=fewest) is found
