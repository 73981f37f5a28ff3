"""How long before their deadline promises are kept, and what an open one says by still being open."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.bank import COMMUNITY, PARTY, RECEIVER, View, unlearned
from troth.trust.rules.keep_times import (
    LAST,
    KeepTimes,
    Waiting,
    place,
    places,
    share_by_now,
    shares_of_waiting,
)
from troth.trust.rules.waiting import shifted

left = st.floats(0, 5_000)


def times(*kept: float) -> KeepTimes:
    made = KeepTimes()
    for days in kept:
        made.add(days)
    return made


def test_the_last_step_is_the_deadline_and_the_first_is_years_away() -> None:
    assert place(0.0) == LAST
    assert place(-3.0) == LAST
    assert place(1.0) == 20
    assert place(4_000.0) == 0


@given(st.lists(left, min_size=1, max_size=30))
def test_many_at_once_stand_where_each_stands_alone(several: list[float]) -> None:
    assert places(np.array(several)).tolist() == [place(one) for one in several]


def test_a_party_that_delivers_a_week_early_has_delivered_all_by_the_last_day() -> None:
    weekly = times(*[8.0] * 50)
    assert share_by_now(weekly, weekly, left=20.0) == 0
    assert share_by_now(weekly, weekly, left=1.0) == pytest.approx(1.0, abs=0.01)


def test_a_party_without_keeps_is_taken_to_be_like_the_others() -> None:
    usual = times(*[8.0] * 50, *[0.5] * 50)
    assert share_by_now(KeepTimes(), usual, left=2.0) == pytest.approx(0.5, abs=0.01)


@given(st.lists(left, max_size=30), st.lists(left, max_size=30), left, left)
def test_the_share_is_one_and_grows_toward_the_deadline(
    own: list[float], all_: list[float], sooner: float, later: float
) -> None:
    more, less = max(sooner, later), min(sooner, later)
    early = share_by_now(times(*own), times(*own, *all_), left=more)
    late = share_by_now(times(*own), times(*own, *all_), left=less)
    assert 0 <= early <= late <= 1


@given(st.lists(left, max_size=20), st.lists(left, min_size=1, max_size=20))
def test_shares_of_many_are_those_of_each_together(kept: list[float], open_: list[float]) -> None:
    known = times(*kept)
    waiting = shares_of_waiting(known, known, left=open_)
    each = [share_by_now(known, known, left=one) for one in open_]
    assert waiting.total == pytest.approx(sum(each))
    assert waiting.squares == pytest.approx(sum(share**2 for share in each))


def test_open_promises_near_their_deadline_lower_the_estimate_and_fresh_ones_do_not() -> None:
    view = View(0.0, unlearned(COMMUNITY), unlearned(RECEIVER), unlearned(PARTY))
    fresh, late = shifted(view, Waiting(0.0, 0.0)), shifted(view, Waiting(0.9, 0.81))
    assert (fresh == view.z).all()
    assert (late < view.z).all()
    assert (shifted(view, Waiting(1.8, 1.62)) < late).all()
