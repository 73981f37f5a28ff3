"""Who can do what with an adjustment, in every state."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.adjustments.rules.refusals import FOR_OTHERS, NotPossible, Reason
from troth.adjustments.rules.states import (
    ENDED,
    Act,
    Standing,
    State,
    awaits,
    is_due,
    possible,
    why_not,
)
from troth.foundation.kernel.ulid import Ulid

LUMEN, KAVERI, FJORD = (Ulid(letter * 26) for letter in "LKF")
SIDES = frozenset({LUMEN, KAVERI})
NOBODY: frozenset[Ulid] = frozenset()
PROPOSED = Standing(state=State.PROPOSED, sides=SIDES, agreed=frozenset({LUMEN}))
AGREED = Standing(state=State.AGREED, sides=SIDES, agreed=SIDES)
some_sides = st.frozensets(st.sampled_from([LUMEN, KAVERI]))
standings = st.builds(
    Standing,
    state=st.sampled_from(State),
    sides=st.just(SIDES),
    agreed=some_sides,
    looked=some_sides,
)
parties = st.sampled_from([LUMEN, KAVERI, FJORD, None])


def test_the_other_side_answers_and_whoever_wrote_the_words_takes_them_back() -> None:
    assert possible(PROPOSED, party=KAVERI) == (Act.AGREE, Act.DECLINE, Act.CHANGE)
    assert possible(PROPOSED, party=LUMEN) == (Act.CHANGE, Act.WITHDRAW)


def test_after_other_words_the_two_have_changed_places() -> None:
    changed = Standing(state=State.PROPOSED, sides=SIDES, agreed=frozenset({KAVERI}))
    assert possible(changed, party=LUMEN) == (Act.AGREE, Act.DECLINE, Act.CHANGE)
    assert possible(changed, party=KAVERI) == (Act.CHANGE, Act.WITHDRAW)


def test_what_is_agreed_can_only_be_looked_at_again_by_each_side_once_a_round() -> None:
    assert possible(AGREED, party=LUMEN) == possible(AGREED, party=KAVERI) == (Act.LOOK,)
    half = Standing(state=State.AGREED, sides=SIDES, agreed=SIDES, looked=frozenset({LUMEN}))
    assert possible(half, party=LUMEN) == ()
    assert possible(half, party=KAVERI) == (Act.LOOK,)


@pytest.mark.parametrize("state", ENDED)
def test_what_is_over_stays_as_it_is(state: State) -> None:
    over = Standing(state=state, sides=SIDES, agreed=SIDES)
    assert {why_not(act, over, party=LUMEN) for act in Act} == {ENDED[state]}


@pytest.mark.parametrize(
    ("act", "standing", "party", "reason"),
    [
        (Act.AGREE, PROPOSED, LUMEN, Reason.OWN_WORDS),
        (Act.DECLINE, PROPOSED, LUMEN, Reason.OWN_WORDS),
        (Act.WITHDRAW, PROPOSED, KAVERI, Reason.NOT_YOUR_WORDS),
        (Act.LOOK, PROPOSED, LUMEN, Reason.NOT_AGREED_YET),
        (Act.AGREE, AGREED, KAVERI, Reason.AGREED_ALREADY),
        (Act.CHANGE, AGREED, LUMEN, Reason.AGREED_ALREADY),
        (Act.WITHDRAW, AGREED, LUMEN, Reason.AGREED_ALREADY),
        (Act.AGREE, PROPOSED, FJORD, Reason.BETWEEN_OTHERS),
        (Act.LOOK, AGREED, FJORD, Reason.BETWEEN_OTHERS),
        (Act.AGREE, PROPOSED, None, Reason.NO_SIDE),
    ],
)
def test_each_refusal_has_its_reason(
    act: Act, standing: Standing, party: Ulid | None, reason: Reason
) -> None:
    assert why_not(act, standing, party=party) is reason


@given(standing=standings, act=st.sampled_from(Act))
def test_whoever_it_is_not_between_can_do_nothing(standing: Standing, act: Act) -> None:
    assert why_not(act, standing, party=FJORD) is Reason.BETWEEN_OTHERS
    assert why_not(act, standing, party=None) is Reason.NO_SIDE


@given(standing=standings)
def test_both_sides_have_the_same_rights(standing: Standing) -> None:
    """Exchange the two everywhere, and each can do what the other could."""

    def other(found: frozenset[Ulid]) -> frozenset[Ulid]:
        return frozenset(LUMEN if one == KAVERI else KAVERI for one in found)

    turned = Standing(
        state=standing.state,
        sides=SIDES,
        agreed=other(standing.agreed),
        looked=other(standing.looked),
    )
    assert possible(standing, party=LUMEN) == possible(turned, party=KAVERI)


@given(standing=standings, party=parties)
def test_nobody_can_both_agree_and_take_back(standing: Standing, party: Ulid | None) -> None:
    can = possible(standing, party=party)
    assert not {Act.AGREE, Act.WITHDRAW} <= set(can)
    assert (Act.AGREE in can) is (Act.DECLINE in can)


@given(standing=standings, party=st.sampled_from([LUMEN, KAVERI]), due=st.booleans())
def test_nothing_waits_for_a_side_that_could_not_answer(
    standing: Standing, party: Ulid, due: bool
) -> None:
    if awaits(standing, party=party, due=due):
        assert {Act.AGREE, Act.LOOK} & set(possible(standing, party=party))


def test_a_proposal_waits_for_the_side_that_has_not_agreed() -> None:
    assert awaits(PROPOSED, party=KAVERI, due=False)
    assert not awaits(PROPOSED, party=LUMEN, due=False)
    assert not awaits(PROPOSED, party=FJORD, due=False)


def test_a_look_waits_from_its_day_on_or_once_the_other_side_has_spoken() -> None:
    assert not awaits(AGREED, party=LUMEN, due=False)
    assert awaits(AGREED, party=LUMEN, due=True)
    early = Standing(state=State.AGREED, sides=SIDES, agreed=SIDES, looked=frozenset({KAVERI}))
    assert awaits(early, party=LUMEN, due=False)
    assert not awaits(early, party=KAVERI, due=True)


@pytest.mark.parametrize(
    ("state", "days", "due"),
    [
        (State.AGREED, 0, True),
        (State.AGREED, 1, True),
        (State.AGREED, -1, False),
        (State.PROPOSED, 5, False),
        (State.CLOSED, 5, False),
    ],
)
def test_only_what_is_agreed_falls_due_and_on_its_day(state: State, days: int, due: bool) -> None:
    day = date(2026, 3, 10)
    assert is_due(state, recheck_on=day, today=date(2026, 3, 10 + days)) is due


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_says_whether_somebody_else_could(reason: Reason) -> None:
    assert NotPossible(reason).is_for_others is (reason in FOR_OTHERS)
