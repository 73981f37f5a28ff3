"""Which cells of a report can be shown so that no few people can be worked out, also by subtraction.

A cell is a set of people; its figure is a sum over them. Whoever knows some sums knows every linear combination of
them, so what counts is the span of what is shown. A cell is shown if it has enough people, if no set of 1 to k-1
people lies in the span of it and everything shown before (earlier reports of the series included, in which somebody
who stayed is taken to be the same unknown), and if the same holds when only those who took part are looked at: who
did nothing adds nothing, and everybody can know that.

The test looks for such a set in the null space: a set lies in the span exactly if its 0/1 vector is orthogonal to
every vector of the null space. One vector of it is drawn by a digest, modulo a prime of 61 bits; the sums of its
entries over small sets are compared instead of solving an equation for each set. A set in the span always has the
sum 0, so nothing slips through; one that is not has it by chance once in 2^61, and then a figure too many is hidden.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import combinations
from typing import Final

PRIME: Final = 2**61 - 1
FEWEST: Final = 5
People = frozenset[str]
Vector = list[int]


class Hidden(StrEnum):
    """Why a cell is not shown."""

    FEW_PEOPLE = "few-people"
    GIVES_AWAY = "gives-away"
    NOTHING_DONE = "nothing-done"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One line of a report: what it is called, and who is in it."""

    name: str
    people: People


def audit(
    cells: Sequence[Cell],
    *,
    active: Collection[str],
    earlier: Iterable[People] = (),
    fewest: int = FEWEST,
) -> dict[str, Hidden | None]:
    """For each cell, coarse to fine as they come, why it is hidden; None where it is shown."""
    shown = list(dict.fromkeys(earlier))
    took_part = frozenset(active)
    found: dict[str, Hidden | None] = {}
    for cell in cells:
        found[cell.name] = why_hidden(cell.people, shown=shown, active=took_part, fewest=fewest)
        if found[cell.name] is None and cell.people not in shown:
            shown.append(cell.people)
    return found


def why_hidden(
    people: People, *, shown: Sequence[People], active: People, fewest: int
) -> Hidden | None:
    """Why this cell cannot be shown beside what is shown already."""
    if len(people) < fewest:
        return Hidden.FEW_PEOPLE
    rows = [*shown, people]
    only_active = [row & active for row in rows]
    if small_set(rows, fewest=fewest) or small_set(only_active, fewest=fewest):
        return Hidden.GIVES_AWAY
    return None


def small_set(rows: Sequence[People], *, fewest: int) -> bool:
    """Whether some 1 to fewest-1 people can be worked out from the sums over these rows."""
    distinct = [row for row in dict.fromkeys(rows) if row]
    atoms = list(atoms_of(distinct).values())
    small = [n for n, atom in enumerate(atoms) if len(atom) < fewest]
    matrix = [[int(next(iter(atom)) in row) for atom in atoms] for row in distinct]
    values = null_vector(matrix, width=len(atoms))
    weights = [(values[n], len(atoms[n])) for n in small]
    return has_zero_sum(weights, fewest=fewest)


def atoms_of(rows: Sequence[People]) -> dict[tuple[int, ...], set[str]]:
    """People who stand in exactly the same rows: no sum can tell them apart."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for one in row:
            places[one].append(n)
    found: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for one, inside in places.items():
        found[tuple(inside)].add(one)
    return found


def null_vector(matrix: Sequence[Vector], *, width: int) -> Vector:
    """A vector that every row is orthogonal to, the free entries drawn by a digest."""
    reduced, pivots = echelon(matrix)
    free = [n for n in range(width) if n not in pivots]
    values = [0] * width
    for n in free:
        values[n] = int.from_bytes(sha256(f"free entry {n}".encode()).digest()) % PRIME
    for row, pivot in zip(reduced, pivots, strict=True):
        values[pivot] = -sum(row[n] * values[n] for n in free) % PRIME
    return values


def echelon(matrix: Sequence[Vector]) -> tuple[list[Vector], list[int]]:
    """The rows reduced modulo the prime, and the column each of them leads with."""
    rows: list[Vector] = []
    pivots: list[int] = []
    for given in matrix:
        row = given
        for known, pivot in zip(rows, pivots, strict=True):
            row = minus(row, known, times=row[pivot])
        lead = next((n for n, value in enumerate(row) if value), None)
        if lead is None:
            continue
        inverse = pow(row[lead], -1, PRIME)
        row = [value * inverse % PRIME for value in row]
        rows = [minus(known, row, times=known[lead]) for known in rows]
        rows.append(row)
        pivots.append(lead)
    return rows, pivots


def minus(row: Vector, other: Vector, *, times: int) -> Vector:
    """One row less so many times another."""
    if not times:
        return row
    return [(a - times * b) % PRIME for a, b in zip(row, other, strict=True)]


def has_zero_sum(weights: Sequence[tuple[int, int]], *, fewest: int) -> bool:
    """Whether 1 to fewest-1 people, in whole atoms, have the sum 0: two halves that meet."""
    half = fewest // 2
    seen: dict[int, list[tuple[frozenset[int], int]]] = defaultdict(list)
    for chosen, total, size in halves(weights, most=half, fewest=fewest):
        if total == 0:
            return True
        for other, more in seen[-total % PRIME]:
            if not other & chosen and size + more < fewest:
                return True
        seen[total].append((chosen, size))
    return False


def halves(
    weights: Sequence[tuple[int, int]], *, most: int, fewest: int
) -> Iterator[tuple[frozenset[int], int, int]]:
    """Every choice of 1 to `most` atoms with fewer than `fewest` people: which, their sum, how many people."""
    for count in range(1, most + 1):
        for chosen in combinations(range(len(weights)), count):
            size = sum(weights[n][1] for n in chosen)
            if size < fewest:
                yield frozenset(chosen), sum(weights[n][0] for n in chosen) % PRIME, size
