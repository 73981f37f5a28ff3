"""Who may say what about a slip, and what becomes of it, whatever is tried in whatever order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.slips.rules.refusals import FOR_OTHERS, NotPossible, Reason
from troth.slips.rules.states import (
    MOST_WORDS,
    NEEDS_WORDS,
    OPEN,
    OWNERS,
    Act,
    Standing,
    State,
    awaits,
    leads_to,
    possible,
    repair_is_due,
    why_not,
    words_missing,
)

LUMEN, KAVERI, TERN = (make_ulid(1, bytes([n]) * 10) for n in range(3))
PARTIES = (LUMEN, KAVERI, TERN)
TODAY = date(2026, 3, 12)
ACTS = st.lists(st.tuples(st.sampled_from(Act), st.sampled_from([*PARTIES, None])), max_size=25)


def slip(**said: object) -> Standing:
    """Lumen's slip towards Kaveri, that nobody has answered."""
    whole: dict[str, object] = {"state": State.OWNED, "owner": LUMEN, "towards": KAVERI, **said}
    return Standing(**whole)  # type: ignore[arg-type]  # a test's shorthand


def after(act: Act, one: Standing, party: Ulid) -> Standing:
    """The slip after an act that the rules allowed."""
    said = act is not Act.WITHDRAW
    heard = one.heard | ({party} - {one.owner} if said else frozenset())
    acknowledged = one.acknowledged | ({party} if act is Act.ACKNOWLEDGE else frozenset())
    return replace(
        one,
        state=leads_to(act, one.state),
        heard=heard,
        acknowledged=acknowledged,
        words=one.words + said,
    )


def played(tries: list[tuple[Act, Ulid | None]], towards: Ulid | None) -> list[Standing]:
    """Every state a slip comes through while all of this is tried."""
    one = slip(towards=towards)
    found = [one]
    for act, party in tries:
        if party is not None and why_not(act, one, party=party) is None:
            one = after(act, one, party)
            found.append(one)
    return found


# ------------------------------------------------------------------------------ whose word


@pytest.mark.parametrize("act", Act)
def test_each_act_is_for_one_side_alone(act: Act) -> None:
    for state in State:
        one = slip(state=state)
        owner, other = why_not(act, one, party=LUMEN), why_not(act, one, party=KAVERI)
        wrong = other if act in OWNERS else owner
        assert wrong is (Reason.OWNER_ONLY if act in OWNERS else Reason.OWN_SLIP)
        assert wrong in FOR_OTHERS


@pytest.mark.parametrize("act", Act)
def test_whoever_sits_for_nobody_says_nothing(act: Act) -> None:
    assert why_not(act, slip(), party=None) is Reason.NO_SIDE
    assert possible(slip(), party=None) == ()


@pytest.mark.parametrize("act", sorted(set(Act) - OWNERS))
def test_a_third_side_reads_along(act: Act) -> None:
    assert why_not(act, slip(), party=TERN) is Reason.FOR_ANOTHER
    assert why_not(act, slip(towards=None), party=TERN) is not Reason.FOR_ANOTHER


def test_what_each_side_can_do_at_first() -> None:
    assert set(possible(slip(), party=LUMEN)) == {Act.ADD, Act.SAY_REPAIRED, Act.WITHDRAW}
    assert set(possible(slip(), party=KAVERI)) == {Act.ACKNOWLEDGE, Act.ANSWER}


def test_what_each_side_can_do_once_the_repair_is_said() -> None:
    one = slip(state=State.SAID, heard=frozenset({KAVERI}), acknowledged=frozenset({KAVERI}))
    assert set(possible(one, party=LUMEN)) == {Act.ADD}
    assert set(possible(one, party=KAVERI)) == {Act.ANSWER, Act.CONFIRM}


def test_after_it_is_repaired_only_words_are_left() -> None:
    one = slip(state=State.REPAIRED, heard=frozenset({KAVERI}), acknowledged=frozenset({KAVERI}))
    assert set(possible(one, party=LUMEN)) == {Act.ADD}
    assert set(possible(one, party=KAVERI)) == {Act.ANSWER}


@pytest.mark.parametrize("party", PARTIES)
def test_what_was_taken_back_takes_nothing_more(party: Ulid) -> None:
    assert possible(slip(state=State.WITHDRAWN, towards=None), party=party) == ()


@pytest.mark.parametrize("act", [Act.ACKNOWLEDGE, Act.ANSWER, Act.ADD, Act.SAY_REPAIRED])
def test_where_enough_is_said_no_more_is_added(act: Act) -> None:
    party = LUMEN if act in OWNERS else KAVERI
    assert why_not(act, slip(words=MOST_WORDS), party=party) is Reason.ENOUGH_SAID
    assert why_not(act, slip(words=MOST_WORDS - 1), party=party) is None


def test_an_end_is_never_one_word_too_many() -> None:
    said = slip(state=State.SAID, words=MOST_WORDS)
    assert why_not(Act.CONFIRM, said, party=KAVERI) is None
    assert why_not(Act.WITHDRAW, slip(words=MOST_WORDS), party=LUMEN) is None


@pytest.mark.parametrize("words", ["", " ", "\n\t "])
@pytest.mark.parametrize("act", Act)
def test_blanks_are_no_words(act: Act, words: str) -> None:
    missing = Reason.WORDS_MISSING if act in NEEDS_WORDS else None
    assert words_missing(act, words) is missing
    assert words_missing(act, "Yes.") is None


# ------------------------------------------------------------------------------ what becomes of it


@given(ACTS, st.sampled_from([KAVERI, None]))
def test_nothing_makes_it_repaired_but_another_sides_yes_to_what_its_owner_said(
    tries: list[tuple[Act, Ulid | None]], towards: Ulid | None
) -> None:
    one = slip(towards=towards)
    for act, party in tries:
        if party is None or why_not(act, one, party=party) is not None:
            continue
        now = after(act, one, party)
        if now.state is State.REPAIRED and one.state is not State.REPAIRED:
            assert act is Act.CONFIRM
            assert party != LUMEN
            assert one.state is State.SAID
        one = now


@given(ACTS, st.sampled_from([KAVERI, None]))
def test_what_is_repaired_or_taken_back_stays_so(
    tries: list[tuple[Act, Ulid | None]], towards: Ulid | None
) -> None:
    states = [one.state for one in played(tries, towards)]
    ended = [n for n, state in enumerate(states) if state not in OPEN]
    assert all(states[n] is states[ended[0]] for n in ended)
    assert not ended or len(ended) == len(states) - ended[0]


@given(ACTS)
def test_what_another_side_has_answered_is_never_taken_back(
    tries: list[tuple[Act, Ulid | None]],
) -> None:
    for one in played(tries, None):
        assert one.state is not State.WITHDRAWN or not one.heard


@given(ACTS, st.sampled_from([KAVERI, None]))
def test_no_side_acknowledges_twice(
    tries: list[tuple[Act, Ulid | None]], towards: Ulid | None
) -> None:
    for one in played(tries, towards):
        for party in one.acknowledged:
            assert why_not(Act.ACKNOWLEDGE, one, party=party) is not None


@given(ACTS, st.sampled_from([KAVERI, None]), st.sampled_from(PARTIES))
def test_whoever_is_waited_for_can_say_something(
    tries: list[tuple[Act, Ulid | None]], towards: Ulid | None, party: Ulid
) -> None:
    for one in played(tries, towards):
        if awaits(one, party=party):
            assert party != LUMEN
            assert set(possible(one, party=party)) & {Act.ACKNOWLEDGE, Act.CONFIRM, Act.ANSWER}


# ------------------------------------------------------------------------------ whose turn


def test_it_waits_for_the_other_side_until_that_has_said_something() -> None:
    assert awaits(slip(), party=KAVERI)
    assert not awaits(slip(heard=frozenset({KAVERI})), party=KAVERI)
    assert not awaits(slip(), party=TERN)
    assert not awaits(slip(), party=LUMEN)


def test_a_repair_waits_to_be_confirmed_also_by_whoever_has_spoken() -> None:
    one = slip(state=State.SAID, heard=frozenset({KAVERI}))
    assert awaits(one, party=KAVERI)
    assert not awaits(replace(one, state=State.REPAIRED), party=KAVERI)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_owner_is_asked_from_the_day_it_named(days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert repair_is_due(slip(), repair_by=day, today=TODAY) is (days <= 0)


@pytest.mark.parametrize("state", sorted(set(State) - {State.OWNED}))
def test_nobody_is_asked_for_a_repair_that_was_said(state: State) -> None:
    assert not repair_is_due(slip(state=state), repair_by=TODAY, today=TODAY)


def test_without_a_day_nobody_is_asked() -> None:
    assert not repair_is_due(slip(), repair_by=None, today=TODAY)


def test_a_refusal_says_whether_somebody_else_could() -> None:
    assert NotPossible(Reason.OWNER_ONLY, who="Lumen").is_for_others
    assert not NotPossible(Reason.TAKEN_BACK).is_for_others
