"""The filter bank: what one outcome teaches, and how it fades."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.bank import (
    ALL,
    COMMUNITY,
    PARTY,
    RATES,
    RECEIVER,
    SETTINGS,
    SHARED,
    START,
    VARIANCE,
    Terms,
    View,
    unlearned,
)

Three = tuple[Terms, Terms, Terms]


def nobody() -> Three:
    """Community, receiver and party of whom nothing is known."""
    return unlearned(COMMUNITY), unlearned(RECEIVER), unlearned(PARTY)


def test_without_evidence_every_setting_says_the_same_at_any_time() -> None:
    early, late = View(0.0, *nobody()), View(5_000.0, *nobody())
    assert (early.z == START).all()
    assert (early.chance == late.chance).all()
    assert early.variance == pytest.approx(VARIANCE.sum(axis=0))


def test_the_chance_is_the_mean_drawn_toward_a_half_by_the_variance() -> None:
    view = View(0.0, *nobody())
    expected = 1 / (1 + np.exp(-START / np.sqrt(1 + 0.3927 * view.variance)))
    assert view.chance == pytest.approx(expected)


def test_a_keep_raises_and_a_miss_lowers_every_setting() -> None:
    before = View(0.0, *nobody()).chance
    for kept in (True, False):
        subjects = nobody()
        View(0.0, *subjects).learn(kept=kept, weight=1.0, rows=ALL)
        after = View(0.0, *subjects).chance
        assert ((after > before) if kept else (after < before)).all()


def test_one_step_is_the_kalman_step_by_hand() -> None:
    subjects = nobody()
    view = View(0.0, *subjects)
    q, total = view.chance[0], view.variance[0]
    w = q * (1 - q)
    change = view.learn(kept=False, weight=1.0, rows=ALL)
    for term in range(8):
        variance = VARIANCE[term, 0]
        assert change[term, 0] == pytest.approx(-variance * q / (1 + w * total))
    less = np.concatenate([terms.state for terms in subjects])[:, SETTINGS]
    assert less == pytest.approx(-(VARIANCE[:, 0] ** 2) * w / (1 + w * total))


def test_the_party_learns_alone_and_the_others_without_it() -> None:
    community, receiver, party = nobody()
    View(1.0, community, receiver, party).learn(kept=True, weight=1.0, rows=PARTY)
    assert party.state.any()
    assert not community.state.any()
    View(2.0, community, receiver, party).learn(kept=True, weight=1.0, rows=SHARED)
    assert community.state.any()
    assert receiver.state.any()
    assert (community.at, receiver.at, party.at) == (2.0, 2.0, 1.0)


def test_half_a_promise_teaches_less_than_a_whole_one() -> None:
    whole = View(0.0, *nobody()).learn(kept=True, weight=1.0, rows=ALL)
    half = View(0.0, *nobody()).learn(kept=True, weight=0.5, rows=ALL)
    known = whole > 0
    assert (half[known] < whole[known]).all()
    assert (half[known] > whole[known] / 2).all()


def test_what_was_learned_fades_by_half_in_a_half_life() -> None:
    subjects = nobody()
    View(0.0, *subjects).learn(kept=True, weight=1.0, rows=ALL)
    fast = RATES[2, 0]  # the community's fast term in the first setting
    half_life = -np.log(2) / fast
    now, then = View(0.0, *subjects).now, View(half_life, *subjects).now
    assert then[2, 0] == pytest.approx(now[2, 0] / 2)
    assert then[2, SETTINGS] == pytest.approx(now[2, SETTINGS] / 4)
    assert (then[0] == now[0]).all()


outcomes = st.lists(
    st.tuples(st.booleans(), st.floats(0, 400), st.floats(0.01, 1.0)), min_size=1, max_size=40
)


@given(outcomes)
def test_chances_stay_inside_and_variances_between_nothing_and_the_prior(
    told: list[tuple[bool, float, float]],
) -> None:
    subjects, at = nobody(), 0.0
    for kept, wait, weight in told:
        at += wait
        View(at, *subjects).learn(kept=kept, weight=weight, rows=ALL)
        view = View(at, *subjects)
        assert ((view.chance > 0) & (view.chance < 1)).all()
        left = view.now[:, SETTINGS:] + VARIANCE
        assert (left >= 0).all()
        assert (left <= VARIANCE + 1e-12).all()


@given(outcomes, st.floats(0, 400))
def test_a_keep_never_leaves_less_than_a_miss_in_its_place(
    told: list[tuple[bool, float, float]], wait: float
) -> None:
    after = []
    for last in (False, True):
        subjects, at = nobody(), 0.0
        for kept, pause, weight in told:
            at += pause
            View(at, *subjects).learn(kept=kept, weight=weight, rows=ALL)
        View(at, *subjects).learn(kept=last, weight=1.0, rows=ALL)
        after.append(View(at + wait, *subjects).chance)
    assert (after[1] >= after[0]).all()
