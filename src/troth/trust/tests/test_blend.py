"""The blend: who forecasts well is heard more, and what is too high is corrected."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.bank import SETTINGS
from troth.trust.rules.blend import Blend, Opinion, chance_of, logit

logits = st.lists(st.floats(-8, 8), min_size=SETTINGS, max_size=SETTINGS).map(np.array)


def test_before_anything_is_learned_all_settings_count_alike() -> None:
    blend = Blend()
    opinion = blend.opinion(np.full(SETTINGS, 0.7), 0.7)
    assert opinion.chances == pytest.approx([chance_of(0.7)] * 3)
    assert blend.chance(opinion) == pytest.approx(chance_of(0.7))


def test_a_setting_that_knows_better_is_heard_more() -> None:
    blend = Blend()
    said = np.array([2.0] + [-2.0] * (SETTINGS - 1))
    for _ in range(20):
        blend.learn(blend.opinion(said, 0.0), kept=True, weight=1.0)
    assert blend.settings[0] > 0.95
    assert blend.settings.sum() == pytest.approx(1)


def test_a_setting_that_was_wrong_for_long_can_come_back() -> None:
    blend = Blend()
    said = np.array([2.0] + [-2.0] * (SETTINGS - 1))
    for kept in [False] * 400 + [True] * 40:
        blend.learn(blend.opinion(said, 0.0), kept=kept, weight=1.0)
    assert blend.settings[0] > 0.9


def test_the_regression_corrects_what_is_always_too_high() -> None:
    blend, misses = Blend(), [True, False, False, False]
    for number in range(400):
        opinion = blend.opinion(np.full(SETTINGS, 1.0), 1.0)
        blend.learn(opinion, kept=misses[number % 4], weight=1.0)
    said = blend.chance(blend.opinion(np.full(SETTINGS, 1.0), 1.0))
    assert said == pytest.approx(0.25, abs=0.07)


def test_evidence_without_much_weight_changes_little() -> None:
    light, whole = Blend(), Blend()
    said = np.linspace(-2, 2, SETTINGS)
    light.learn(light.opinion(said, 0.0), kept=True, weight=0.01)
    whole.learn(whole.opinion(said, 0.0), kept=True, weight=1.0)
    start = Blend().settings
    assert np.abs(light.settings - start).max() < np.abs(whole.settings - start).max() / 10


@given(st.lists(st.tuples(logits, st.floats(-8, 8), st.booleans()), max_size=15))
def test_weights_stay_shares_and_chances_stay_inside(
    told: list[tuple[np.ndarray, float, bool]],
) -> None:
    blend = Blend()
    for said, pooled, kept in told:
        opinion = blend.opinion(said, pooled)
        assert 0 < blend.chance(opinion) < 1
        blend.learn(opinion, kept=kept, weight=1.0)
        assert sum(blend.opinions) == pytest.approx(1)
        assert float(blend.settings.sum()) == pytest.approx(1)


@given(st.floats(-13, 13))
def test_log_odds_and_chance_undo_each_other(value: float) -> None:
    assert logit(chance_of(value)) == pytest.approx(value, abs=1e-6)


def test_nothing_is_ever_quite_certain() -> None:
    assert 0 < chance_of(-1e6) < chance_of(1e6) < 1
    assert logit(0.0) == pytest.approx(-logit(1.0))
    assert isinstance(Blend().opinion(np.zeros(SETTINGS), 0.0), Opinion)
