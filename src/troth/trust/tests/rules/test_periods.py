"""What happened in a quarter: counted once, by kind, and nothing from outside of it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.periods import Happened, happened
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind

BEGINS = datetime(2026, 7, 1, tzinfo=UTC)
ENDS = datetime(2026, 10, 1, tzinfo=UTC)


def piece(kind: Kind, *, at: datetime) -> Piece:
    return Piece(idx=1, kind=kind, about="K", towards="L", at=at, subject="one")


def test_what_happened_most_comes_first() -> None:
    told = [piece(Kind.MOVED, at=BEGINS), *(piece(Kind.KEPT, at=BEGINS) for _one in range(3))]
    assert happened(told, begins=BEGINS, ends=ENDS) == [
        Happened(Kind.KEPT, 3),
        Happened(Kind.MOVED, 1),
    ]


def test_its_first_moment_belongs_to_it_and_the_first_after_it_does_not() -> None:
    told = [piece(Kind.KEPT, at=BEGINS), piece(Kind.KEPT, at=ENDS)]
    assert happened(told, begins=BEGINS, ends=ENDS) == [Happened(Kind.KEPT, 1)]


@given(st.lists(st.tuples(st.sampled_from(list(Kind)), st.integers(-100, 200)), max_size=40))
def test_every_piece_of_the_time_is_counted_once(said: list[tuple[Kind, int]]) -> None:
    told = [piece(kind, at=BEGINS + timedelta(days=day)) for kind, day in said]
    found = happened(told, begins=BEGINS, ends=ENDS)
    assert sum(one.times for one in found) == sum(BEGINS <= one.at < ENDS for one in told)
    assert len({one.kind for one in found}) == len(found)
    assert found == happened(reversed(told), begins=BEGINS, ends=ENDS)
