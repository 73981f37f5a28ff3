"""What the documentation says happens with odd input, worked out again: every figure of its table."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.promises import Promise
from troth.trust.rules.reliability import Reading, Reliability, read

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
KEPT, LATE = Outcome.KEPT, Outcome.LATE
DOCS = Path(__file__).parents[5] / "docs" / "trust-model.md"
A_DAY = timedelta(days=1)
BEFORE = 1500.0  # days over which a file tells its past


def said_of(case: str) -> str:
    """What the documentation says of a case."""
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].startswith(case):
            return cells[1]
    raise AssertionError(f"the documentation has no case {case!r}")


def promise(name: str, outcome: Outcome, *, at: float, long: float = 14, **more: str) -> Promise:
    """A promise of so many days: kept in their middle, or late by three."""
    made = BEGUN + timedelta(days=at)
    ended = made + timedelta(days=long / 2 if outcome is KEPT else long + 3)
    due = made + timedelta(days=long)
    return Promise(
        commitment=name,
        promiser="kaveri",
        receiver="lumen",
        promised_at=made,
        due=due,
        outcome=outcome,
        ended_at=ended,
        kind=more.get("kind", ""),
        imported=name.startswith("file"),
    )


def weekly(outcomes: Sequence[Outcome], *, since: float = 0) -> list[Promise]:
    """Two weeks each, one a week."""
    return [
        promise(f"{since}-{n:03}", outcome, at=since + 7 * n) for n, outcome in enumerate(outcomes)
    ]


def of_a_day(kind: str = "", *, count: int = 100, apart: float = 0.001) -> list[Promise]:
    """Half a day each, all made on one day."""
    return [promise(f"{n:03}", KEPT, at=n * apart, long=0.5, kind=kind) for n in range(count)]


def in_a_row() -> list[Promise]:
    """All of one kind and day, each over before the next is made."""
    return [promise(f"{n:03}", KEPT, at=n / 101, long=0.005, kind="reply") for n in range(100)]


def from_a_file(count: int = 3000) -> list[Promise]:
    """A long past without a miss, told by a file."""
    return [promise(f"file-{n:04}", KEPT, at=n / 2 - BEFORE) for n in range(count)]


def found(promises: Sequence[Promise]) -> Reliability:
    """What is said when the last date is over; of longer ones three weeks after it."""
    last = max(promises, key=lambda one: one.due)
    at = last.due + timedelta(days=21 if last.due - last.promised_at > A_DAY else 0.5)
    return read(promises, at=at)


def reading(promises: Sequence[Promise]) -> Reading:
    told = found(promises).reading
    assert told is not None
    return told


def in_short(promises: Sequence[Promise]) -> str:
    """As the table writes it: `9 (7-10)` with the dash of figures."""
    one = reading(promises).of_ten
    return f"{one.middle} ({one.low}\N{EN DASH}{one.high})"


@pytest.mark.parametrize(
    ("case", "promises"),
    [
        ("five kept, one after the other", weekly([KEPT] * 5)),
        ("five missed", weekly([LATE] * 5)),
        ("eight kept, then two late", weekly([KEPT] * 8 + [LATE] * 2)),
        ("a partnership one day old", of_a_day(count=5, apart=0.01)),
        ("a hundred tiny promises of one kind", of_a_day("reply")),
        ("the same, each over before", in_a_row()),
        (
            "3,000 imported keeps, then three signed misses",
            [*from_a_file(), *weekly([LATE] * 3 + [KEPT] * 2, since=14)],
        ),
        (
            "3,000 imported keeps, then six signed misses",
            [*from_a_file(), *weekly([LATE] * 6, since=14)],
        ),
    ],
)
def test_the_documentation_says_what_comes_out(case: str, promises: list[Promise]) -> None:
    assert in_short(promises) in said_of(case)


def test_a_hundred_different_ones_say_what_the_table_says_beside_them() -> None:
    assert f"instead of {in_short(of_a_day())}" in said_of("a hundred tiny promises of one kind")


def test_five_of_one_kind_leave_it_wider_than_five_different_ones() -> None:
    alike, different = (reading(of_a_day(kind, count=5, apart=0.01)).forecast for kind in ("x", ""))
    assert alike.high - alike.low > different.high - different.low
    assert alike.chance < different.chance


def test_tiny_promises_of_one_kind_and_day_are_one_unit() -> None:
    assert "weight 1;" in said_of("a hundred tiny promises of one kind")
    assert found(of_a_day("reply")).tally.weight == pytest.approx(1)
    assert found(of_a_day()).tally.weight == pytest.approx(100)


def test_many_in_a_row_teach_no_more_than_some_five_of_another_kind() -> None:
    """1 + 1/2 + … + 1/100 is 5.19, so a day of tiny keeps is never worth more than a handful."""
    row, six = (reading(one).forecast for one in (in_a_row(), of_a_day(count=6, apart=0.01)))
    assert reading(of_a_day(count=5, apart=0.01)).forecast.chance < row.chance < six.chance


def test_all_contested_they_are_counted_as_set_aside_and_give_no_figure() -> None:
    aside = [Promise(**{**vars(one), "contested": True}) for one in weekly([KEPT] * 6 + [LATE] * 3)]
    told = found(aside)
    assert "counts as set aside, no figure" in said_of("all contested")
    assert told.reading is None
    assert (len(told.tally.set_aside), told.tally.finished) == (9, 0)


def test_signed_misses_bring_a_long_imported_past_down_by_themselves() -> None:
    chances = [
        reading([*from_a_file(), *weekly([LATE] * count, since=14)]).forecast.chance
        for count in (1, 3, 6)
    ]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] - chances[-1] > 0.2
