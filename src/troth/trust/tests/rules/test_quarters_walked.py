"""Quarters as a whole: every moment lies in exactly one, and names and neighbours lead back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.hands import Dimension
from troth.trust.rules.periods import Happened, happened
from troth.trust.rules.pieces import Piece
from troth.trust.rules.quarters import Quarter, back_from
from troth.trust.rules.table import Kind

moments = st.datetimes(datetime(1001, 1, 1), datetime(2998, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # zones follow
quarters = st.builds(Quarter, st.integers(1001, 2998), st.integers(1, 4))


@given(moments)
def test_every_moment_lies_in_its_quarter_and_in_no_other(at: datetime) -> None:
    found = Quarter.of(at)
    assert found.begins <= at < found.ends
    assert at < found.next.begins
    assert at >= found.before.ends


@given(quarters)
def test_forward_and_back_is_nowhere(one: Quarter) -> None:
    assert one.next.before == one.before.next == one
    assert one.before < one < one.next


@given(quarters)
def test_a_name_leads_back_to_its_quarter(one: Quarter) -> None:
    assert Quarter.named(one.name) == one
    assert Quarter.of(one.begins) == one


@given(quarters)
def test_a_quarter_has_ninety_days_or_two_more(one: Quarter) -> None:
    assert timedelta(days=90) <= one.ends - one.begins <= timedelta(days=92)


@pytest.mark.parametrize("hours", [-12, -1, 1, 14])
def test_where_somebody_sits_does_not_move_a_quarter(hours: int) -> None:
    """New Year in Bengaluru is the old year still for the table."""
    at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert Quarter.of(at.astimezone(timezone(timedelta(hours=hours)))) == Quarter(2026, 4)


@pytest.mark.parametrize(
    "name",
    ["", "2026", "2026-q0", "2026-q5", "2026-Q1", " 2026-q1", "2026-q1\n", "٢٠٢٦-q1", "3026-q1"],
)
def test_other_words_name_no_quarter(name: str) -> None:
    assert Quarter.named(name) is None


@given(quarters, st.integers(0, 30), st.integers(0, 12))
def test_going_back_passes_every_quarter_once(last: Quarter, count: int, most: int) -> None:
    first = last
    for _ in range(count):
        first = first.before
    found = list(back_from(last, first=first, most=most))
    assert len(found) == min(count + 1, most)
    assert found == sorted(set(found), reverse=True)
    assert not found or found[0] == last


# ------------------------------------------------------------------------------ what happened in one

KINDS = st.sampled_from([kind for kind in Kind if kind is not Kind.EXPERIENCED])
IN_IT = Quarter(2026, 2)


def piece(kind: Kind, *, hours: int, of: Dimension | None = None) -> Piece:
    """So many hours after the quarter began."""
    return Piece(
        idx=hours,
        kind=kind,
        about="K",
        towards="L",
        at=IN_IT.begins + timedelta(hours=hours),
        subject="S",
        dimension=of,
    )


@given(st.lists(st.tuples(KINDS, st.integers(-400, 2600)), max_size=20))
def test_three_quarters_in_a_row_count_what_one_long_time_does(
    made: list[tuple[Kind, int]],
) -> None:
    told = [piece(kind, hours=hours) for kind, hours in made]

    def times(begins: datetime, ends: datetime) -> dict[Kind, int]:
        return {one.kind: one.times for one in happened(told, begins=begins, ends=ends)}

    parts = [times(one.begins, one.ends) for one in (IN_IT.before, IN_IT, IN_IT.next)]
    whole = times(IN_IT.before.begins, IN_IT.next.ends)
    assert {kind: sum(part.get(kind, 0) for part in parts) for kind in whole} == whole
    assert sum(whole.values()) == len(told)


def test_of_two_that_happened_as_often_the_one_of_the_table_stands_first() -> None:
    told = [piece(Kind.MOVED, hours=1), piece(Kind.KEPT, hours=2), piece(Kind.ANSWERED, hours=3)]
    told += [piece(Kind.ANSWERED, hours=4)]
    assert happened(told, begins=IN_IT.begins, ends=IN_IT.ends) == [
        Happened(Kind.ANSWERED, 2),
        Happened(Kind.KEPT, 1),
        Happened(Kind.MOVED, 1),
    ]
