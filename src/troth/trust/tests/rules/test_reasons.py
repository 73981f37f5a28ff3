"""Why a chance stands where it stands: parts that add up, worked out by hand and over all orders."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from math import exp, log
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.promises import Move, Promise
from troth.trust.rules.reasons import RECENT, Reason, ReasonKind, shapley
from troth.trust.rules.reliability import Reading, read

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = BEGUN + timedelta(days=400)
KEPT, LATE, DROPPED, OPEN = Outcome
K = ReasonKind
parts = st.lists(st.floats(-6, 6), min_size=1, max_size=5)


def chance(logit: float) -> float:
    return 1 / (1 + exp(-logit))


# ------------------------------------------------------------------------------ shares


def test_one_part_has_the_whole_difference() -> None:
    assert shapley([2.0], start=1.0) == pytest.approx([chance(3) - chance(1)])


def test_two_parts_share_by_the_mean_of_both_orders() -> None:
    first = ((chance(3) - chance(1)) + (chance(2) - chance(0))) / 2
    second = ((chance(0) - chance(1)) + (chance(2) - chance(3))) / 2
    assert shapley([2.0, -1.0], start=1.0) == pytest.approx([first, second])


@settings(max_examples=30)
@given(parts, st.floats(-3, 3))
def test_they_are_the_mean_over_every_order_in_which_they_could_be_told(
    logits: list[float], start: float
) -> None:
    sums = [0.0] * len(logits)
    orders = list(permutations(range(len(logits))))
    for order in orders:
        at = start
        for place in order:
            sums[place] += chance(at + logits[place]) - chance(at)
            at += logits[place]
    by_hand = [one / len(orders) for one in sums]
    assert shapley(logits, start=start) == pytest.approx(by_hand, abs=1e-9)


@given(parts, st.floats(-3, 3))
def test_what_adds_nothing_gets_nothing_and_takes_nothing(
    logits: list[float], start: float
) -> None:
    *others, nothing = shapley([*logits, 0.0], start=start)
    assert nothing == 0
    assert others == pytest.approx(shapley(logits, start=start), abs=1e-9)


@given(parts, st.floats(-3, 3))
def test_seen_from_the_other_side_every_share_turns_round(
    logits: list[float], start: float
) -> None:
    turned = shapley([-one for one in logits], start=-start)
    assert [-one for one in turned] == pytest.approx(shapley(logits, start=start), abs=1e-9)


def test_no_parts_have_no_shares() -> None:
    assert shapley([], start=1.0) == []


# ------------------------------------------------------------------------------ of a reading


def promise(number: int, outcome: Outcome, *, ago: float, **more: Any) -> Promise:
    """Due so many days ago after ten days; kept two days before that, late by three, dropped on the third."""
    due = NOW - timedelta(days=ago)
    made = due - timedelta(days=10)
    ended = {KEPT: due - timedelta(days=2), LATE: due + timedelta(days=3)}
    ended[DROPPED] = made + timedelta(days=3)
    values: dict[str, Any] = {
        "commitment": f"{number:03}",
        "promiser": "kaveri",
        "receiver": "lumen",
        "promised_at": made,
        "due": due,
        "outcome": outcome,
        "ended_at": ended.get(outcome),
    }
    return Promise(**{**values, **more})


def kept(count: int, *, ago: float = 120) -> list[Promise]:
    """So many kept, a week apart, the last so many days ago."""
    return [promise(number, KEPT, ago=ago + 7 * number) for number in range(count)]


def reading(promises: list[Promise]) -> Reading:
    found = read(promises, at=NOW).reading
    assert found is not None
    return found


def reason(promises: list[Promise], kind: ReasonKind) -> Reason:
    (found,) = [one for one in reading(promises).reasons if one.kind is kind]
    return found


def kinds(promises: list[Promise]) -> set[ReasonKind]:
    return {one.kind for one in reading(promises).reasons}


@pytest.mark.parametrize(
    ("ago", "kind"),
    [(87.9, K.KEPT_RECENTLY), (88, K.KEPT_RECENTLY), (88.1, K.KEPT_BEFORE), (300, K.KEPT_BEFORE)],
)
def test_what_was_kept_in_the_last_ninety_days_is_told_apart(ago: float, kind: ReasonKind) -> None:
    """Delivered two days before its date."""
    assert timedelta(days=90) == RECENT
    told = [*kept(6, ago=200), promise(99, KEPT, ago=ago)]
    assert "099" in reason(told, kind).commitments


@pytest.mark.parametrize(
    ("outcome", "kind"), [(LATE, K.LATE), (DROPPED, K.DROPPED), (OPEN, K.PASSED)]
)
def test_each_way_of_missing_has_its_reason_and_takes_away(
    outcome: Outcome, kind: ReasonKind
) -> None:
    found = reason([*kept(6), promise(99, outcome, ago=20)], kind)
    assert found.commitments == ("099",)
    assert found.share < 0


def test_an_open_promise_before_its_date_is_named_as_open() -> None:
    """Others were delivered two days before their date; this one has half a day left."""
    found = reason([*kept(9), promise(99, OPEN, ago=-0.5)], K.OPEN)
    assert found.commitments == ("099",)
    assert found.share < 0
    assert found.newest == NOW - timedelta(days=9.5)


def test_a_fresh_promise_says_nothing_yet() -> None:
    assert K.OPEN not in kinds([*kept(9), promise(99, OPEN, ago=-9)])


def test_moves_and_what_is_contested_stand_last_with_nothing() -> None:
    move = Move(agreed_at=NOW - timedelta(days=31), due=NOW - timedelta(days=20))
    told = [
        *kept(6),
        promise(98, KEPT, ago=30, moves=(move,)),
        promise(99, LATE, ago=25, contested=True),
    ]
    *_others, moved, aside = reading(told).reasons
    assert (moved.kind, moved.share, moved.commitments) == (K.MOVED, 0, ("098",))
    assert (aside.kind, aside.share, aside.commitments) == (K.SET_ASIDE, 0, ("099",))


def test_the_largest_reason_stands_first_and_each_kind_once() -> None:
    told = [*kept(8), promise(97, LATE, ago=60), promise(98, DROPPED, ago=40)]
    found = reading(told).reasons
    sizes = [abs(one.share) for one in found]
    assert sizes == sorted(sizes, reverse=True)
    assert len({(one.kind, one.imported) for one in found}) == len(found)


def test_a_reason_names_its_newest_day() -> None:
    told = [*kept(6), promise(99, LATE, ago=20)]
    assert reason(told, K.LATE).newest == NOW - timedelta(days=20), "known at its date"
    assert reason(told, K.KEPT_BEFORE).newest == NOW - timedelta(days=122)


def test_thin_evidence_is_named_as_what_it_is() -> None:
    """Five kept: sure enough for a figure, and drawn toward the start by how little there is."""
    few, many = (reason(kept(count), K.EVIDENCE) for count in (5, 40))
    assert not few.commitments
    assert few.share < 0
    assert log(reading(kept(40)).forecast.chance) > log(reading(kept(5)).forecast.chance)
    assert many.newest is None
