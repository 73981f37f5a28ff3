"""How our own forecasts came out: from what was known strictly before, in bins with counts, beside plain ways."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import inf, isclose, log
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.calibration import (
    BINS,
    NEEDED,
    account,
    added,
    against,
    bin_of,
    calibration,
    lost,
    place,
    scores,
    sums,
    tenths,
    wilson,
)
from troth.trust.rules.hindsight import Foretold, foretold
from troth.trust.rules.promises import Move, Promise, days

BEGUN = datetime(2026, 1, 5, 9, tzinfo=UTC)
LUMEN, KAVERI = "lumen", "kaveri"
chances = st.floats(0, 1)


def promise(
    number: int, *, kept: bool | None = True, by: str = KAVERI, long: float = 5, **more: Any
) -> Promise:
    """A promise a day; kept a day before its date, late a day after it, or open."""
    made = BEGUN + timedelta(days=number)
    due = made + timedelta(days=long)
    ended = {True: due - timedelta(days=1), False: due + timedelta(days=1), None: None}[kept]
    outcome = {True: Outcome.KEPT, False: Outcome.LATE, None: Outcome.OPEN}[kept]
    one = Promise(
        commitment=f"{by}{number:04}",
        promiser=by,
        receiver=LUMEN if by == KAVERI else KAVERI,
        promised_at=made,
        due=due,
        outcome=outcome,
        ended_at=ended,
    )
    return replace(one, **more)


def history(count: int, *, share: float = 0.8, seed: int = 1) -> list[Promise]:
    """Promises of both sides, this share of them kept."""
    chance = random.Random(seed)  # made-up promises
    return [
        promise(number, kept=chance.random() < share, by=(KAVERI, LUMEN)[number % 2])
        for number in range(count)
    ]


def said(ours: float, *, kept: bool, usual: float = 0.5, own: float = 0.5) -> Foretold:
    return Foretold(at=0, ours=ours, usual=usual, own=own, kept=kept)


def test_of_the_first_promise_nobody_knows_anything() -> None:
    (first, *_rest) = foretold(history(3), until=inf)
    assert (first.usual, first.own) == (0.5, 0.5)
    assert 0.2 < first.ours < 0.9


def test_every_promise_with_an_outcome_is_there_once_in_order_of_its_making() -> None:
    found = foretold(history(40), until=inf)
    assert len(found) == 40
    assert all(one.at <= other.at for one, other in pairwise(found))


def after(number: float) -> float:
    """So many days after the first promise was made."""
    return days(BEGUN + timedelta(days=number))


def test_what_is_contested_or_not_yet_two_weeks_past_its_date_is_no_outcome() -> None:
    told = [
        promise(0, kept=None, long=60),
        promise(1, contested=True),
        promise(2, kept=False),
        promise(3, kept=True),
    ]
    # The third is due on the seventh day, the fourth on the eighth.
    for day, expected in ((20.9, []), (21, [False]), (21.9, [False]), (22, [False, True])):
        assert [one.kept for one in foretold(told, until=after(day))] == expected


def test_what_is_still_open_two_weeks_after_its_date_did_not_come_by_it() -> None:
    told = [promise(0, kept=None), promise(1, kept=True)]
    assert foretold(told, until=after(18.9)) == []
    assert [one.kept for one in foretold(told, until=after(20))] == [False, True]


def test_what_was_delivered_in_time_is_no_miss_while_the_receiver_has_not_answered() -> None:
    assert foretold([promise(0, kept=None, waits=True)], until=inf) == []


def test_a_promise_kept_early_counts_on_the_day_a_missed_one_would() -> None:
    """Made together for one day: one delivered the next morning, one never, one taken back at once."""
    common: dict[str, Any] = {"promised_at": BEGUN, "due": BEGUN + timedelta(days=30)}
    told = [
        promise(0, ended_at=BEGUN + timedelta(days=1), **common),
        promise(1, kept=None, ended_at=None, **common),
        promise(
            2, kept=False, outcome=Outcome.DROPPED, ended_at=BEGUN + timedelta(hours=1), **common
        ),
    ]
    assert foretold(told, until=after(43.9)) == []
    assert [one.kept for one in foretold(told, until=after(44))] == [True, False, False]


def test_a_moved_promise_counts_by_the_date_both_agreed_on() -> None:
    later = BEGUN + timedelta(days=40)
    moved = promise(0, moves=(Move(agreed_at=BEGUN + timedelta(days=2), due=later),))
    assert foretold([moved], until=after(53.9)) == []
    assert [one.kept for one in foretold([moved], until=after(54))] == [True]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 40)), max_size=12), st.integers(0, 80))
def test_how_a_promise_ends_never_says_whether_it_counts_yet(
    made: list[tuple[bool, int]], day: int
) -> None:
    """The same past with every end exchanged has the same outcomes at every moment."""
    told = [promise(n, kept=kept, long=long) for n, (kept, long) in enumerate(made)]
    other = [promise(n, kept=not kept, long=long) for n, (kept, long) in enumerate(made)]
    found, exchanged = (foretold(one, until=after(day)) for one in (told, other))
    assert [one.at for one in found] == [one.at for one in exchanged]
    assert [one.kept for one in found] == [not one.kept for one in exchanged]


def test_a_side_that_always_keeps_half_is_read_as_half_at_every_moment() -> None:
    """Kept the day after, due in two months: counted as they come they would read as all kept until then."""
    kept = [promise(n, long=60, ended_at=begun(n + 1)) for n in range(0, 120, 2)]
    told = [*kept, *(promise(n, kept=False, long=60) for n in range(1, 120, 2))]
    for day in (80, 90, 100):
        found = foretold(told, until=after(day))
        assert found
        assert 2 * sum(one.kept for one in found) - len(found) in {0, 1}


def begun(number: float) -> datetime:
    """The same as a moment."""
    return BEGUN + timedelta(days=number)


@pytest.mark.parametrize("cut", [5, 12, 20, 31])
def test_no_forecast_knows_what_came_after_it(cut: int) -> None:
    whole = history(40)
    moment = whole[cut].promised_at
    other = [
        one
        if one.decided_at < moment
        else replace(one, outcome=Outcome.DROPPED, ended_at=one.due_in_force)
        for one in whole
    ]
    same = [(one.ours, one.usual, one.own) for one in foretold(whole, until=inf)[: cut + 1]]
    assert [(one.ours, one.usual, one.own) for one in foretold(other, until=inf)[: cut + 1]] == same


def test_a_promise_made_in_the_moment_another_was_due_does_not_know_of_it() -> None:
    before = promise(0, kept=True, long=3)
    then = replace(promise(9), promised_at=before.due, due=before.due + timedelta(days=2))
    later = replace(then, promised_at=then.promised_at + timedelta(seconds=1))
    same, known = (foretold([before, one], until=inf)[1] for one in (then, later))
    assert same.own == same.usual == 0.5
    assert known.own == known.usual == 2 / 3


def test_no_plain_way_learns_of_a_keep_before_it_could_learn_of_a_miss() -> None:
    early = promise(0, kept=True, long=30, ended_at=begun(1))
    asked = [promise(number, long=50) for number in (2, 29, 31)]
    found = foretold([early, *asked], until=inf)[1:]
    assert [one.own for one in found] == [0.5, 0.5, 2 / 3]


def test_our_own_way_hears_of_a_keep_at_once() -> None:
    early = promise(0, kept=True, long=30, ended_at=begun(1))
    late = replace(early, outcome=Outcome.LATE, ended_at=begun(31))
    asked = promise(2, long=50)
    kept, open_ = (foretold([one, asked], until=inf)[1] for one in (early, late))
    assert kept.ours > open_.ours
    assert kept.own == open_.own


def test_the_plain_ways_count_what_was_kept_of_what_was_due() -> None:
    told = [promise(number, kept=number != 3) for number in range(12)]
    last = foretold(told, until=inf)[-1]
    # Of eleven before it those due before the eleventh day: six, of which the fourth was missed.
    assert last.usual == (5 + 1) / (6 + 2)
    assert last.own == last.usual


def test_below_thirty_outcomes_nothing_is_said() -> None:
    found = [said(0.8, kept=True)] * (NEEDED - 1)
    assert calibration(found) is None
    assert calibration([*found, found[0]]) is not None


def test_eight_of_ten_kept_where_eight_of_ten_were_expected_is_no_gap() -> None:
    told = calibration([said(0.8, kept=number % 5 != 0) for number in range(50)])
    assert told is not None
    assert (told.count, told.kept) == (50, 40)
    assert isclose(told.expected, 40)
    assert abs(told.gap) < 1e-6
    (only,) = told.bins
    assert (only.begin, only.count, only.kept) == (0.8, 50, 40)
    assert only.low < 0.8 < only.high


def test_forecasts_that_hope_too_much_have_a_gap_below_nothing() -> None:
    told = calibration([said(0.9, kept=number % 2 == 0) for number in range(60)])
    assert told is not None
    assert told.gap < -3
    assert told.bins[0].high < told.bins[0].said


def test_losses_of_the_known_case() -> None:
    found = [said(0.8, kept=True), said(0.6, kept=False)]
    told = scores(lost(found, [one.ours for one in found]), 2)
    assert isclose(told.brier, (0.04 + 0.36) / 2)
    assert isclose(told.log_loss, (-log(0.8) - log(0.4)) / 2)


def test_whoever_was_certain_and_wrong_is_far_off_and_not_infinitely_so() -> None:
    found = [said(1.0, kept=False), said(0.0, kept=True)]
    assert 10 < scores(lost(found, [1.0, 0.0]), 2).log_loss < 20


def test_ways_that_say_the_same_cannot_be_told_apart() -> None:
    found = [said(0.7, kept=number % 3 > 0, usual=0.7) for number in range(40)]
    same = against(lost(found, [one.usual for one in found]), 40)
    assert (same.better, same.low, same.high) == (0, 0, 0)
    assert not same.is_told_apart


def test_a_way_that_knows_more_is_told_apart() -> None:
    found = [said(0.9 if number % 3 else 0.1, kept=number % 3 > 0) for number in range(60)]
    plain = against(lost(found, [0.66] * 60), 60)
    assert plain.better > 0
    assert plain.low > 0
    assert plain.is_told_apart


@given(st.lists(st.tuples(chances, st.booleans()), min_size=1, max_size=60))
def test_every_forecast_stands_in_one_bin(given_: list[tuple[float, bool]]) -> None:
    found = [said(ours, kept=kept) for ours, kept in given_]
    there = list(map(bin_of, tenths(found)))
    assert sum(one.count for one in there) == len(found)
    assert sum(one.kept for one in there) == sum(kept for _ours, kept in given_)
    for one in there:
        assert one.begin <= one.said <= one.end + 1e-9
        assert 0 <= one.low <= one.share <= one.high <= 1
    assert len({one.begin for one in there}) == len(there)


@given(chances)
def test_every_chance_has_its_bin(chance: float) -> None:
    assert 0 <= place(chance) < BINS
    assert place(chance) / BINS <= chance + 1e-12


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share_and_is_the_same_seen_from_the_other_side(
    count: int, data: st.DataObject
) -> None:
    kept = data.draw(st.integers(0, count))
    low, high = wilson(kept, count)
    assert 0 <= low <= kept / count <= high <= 1
    other = wilson(count - kept, count)
    assert isclose(low, 1 - other[1], abs_tol=1e-9)
    assert isclose(high, 1 - other[0], abs_tol=1e-9)


@given(st.integers(1, 40), st.integers(2, 10))
def test_more_of_the_same_makes_it_narrower(kept: int, times: int) -> None:
    few, many = wilson(kept, kept + 5), wilson(kept * times, (kept + 5) * times)
    assert many[1] - many[0] < few[1] - few[0]


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_the_order_in_which_promises_are_given_changes_no_digit(seed: int) -> None:
    told = history(20, seed=seed)
    mixed = random.Random(seed).sample(told, len(told))  # an order
    assert foretold(mixed, until=inf) == foretold(told, until=inf)


def test_our_own_way_is_closer_than_the_usual_where_sides_differ() -> None:
    chance = random.Random(5)  # made-up promises
    told = [
        promise(
            number,
            kept=chance.random() < (0.95 if number % 2 else 0.35),
            by=(KAVERI, LUMEN)[number % 2],
        )
        for number in range(240)
    ]
    found = calibration(foretold(told, until=inf))
    assert found is not None
    assert found.usual.better > 0
    assert found.ours.brier < found.usual.scores.brier


@settings(max_examples=40)
@given(st.lists(st.tuples(chances, chances, st.booleans()), min_size=4, max_size=60), st.data())
def test_pasts_added_up_say_what_they_would_have_said_as_one(
    given_: list[tuple[float, float, bool]], data: st.DataObject
) -> None:
    found = [said(ours, kept=kept, usual=usual) for ours, usual, kept in given_] * 10
    cut = data.draw(st.integers(1, len(found) - 1))
    whole = calibration(found)
    parts = account(added([sums(found[:cut]), sums(found[cut:])]))
    assert whole is not None
    assert parts is not None
    assert [(one.count, one.kept) for one in parts.bins] == [
        (one.count, one.kept) for one in whole.bins
    ]
    for one, other in (
        (parts.gap, whole.gap),
        (parts.ours.brier, whole.ours.brier),
        (parts.usual.better, whole.usual.better),
        (parts.usual.low, whole.usual.low),
        (parts.usual.scores.log_loss, whole.usual.scores.log_loss),
    ):
        assert isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)


def test_nothing_added_up_is_nothing() -> None:
    assert added([]).count == 0
    assert account(added([])) is None
