"""Who may do what with a promise, and the reason where somebody may not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.acts import (
    Ask,
    Standing,
    new_date_refusal,
    possible,
    proposal_refusal,
    refusal,
    waits_for,
    words_refusal,
)
from troth.commitments.rules.refusals import SENTENCES, Refusal
from troth.commitments.rules.states import (
    DOERS,
    LEADS_TO,
    MOVING,
    Act,
    Side,
    State,
    may_move,
    origins,
)
from troth.foundation.kernel.ulid import Ulid, make_ulid

LUMEN, KAVERI, HARBOUR = (make_ulid(number, bytes(10)) for number in (1, 2, 3))
FRIDAY = datetime(2026, 3, 13, 11, 30, tzinfo=UTC)
WEDNESDAY, SATURDAY = FRIDAY - timedelta(days=2), FRIDAY + timedelta(days=1)
LAST_DAY = FRIDAY.replace(year=9999, month=12, day=31)
MONDAY = FRIDAY + timedelta(days=3)

PROMISED = Standing(state=State.PROPOSED, promiser=KAVERI, receiver=LUMEN, due=FRIDAY)
ACCEPTED = replace(PROMISED, state=State.ACCEPTED)
DELIVERED = replace(PROMISED, state=State.DELIVERED, answer_by=SATURDAY)
SENT_BACK = replace(DELIVERED, state=State.DISPUTED)
ASKED = replace(ACCEPTED, ask=Ask(by=Side.PROMISER, due=MONDAY))


def for_kaveri(standing: Standing, now: datetime = WEDNESDAY) -> set[Act]:
    return set(possible(standing, party=KAVERI, now=now))


def for_lumen(standing: Standing, now: datetime = WEDNESDAY) -> set[Act]:
    return set(possible(standing, party=LUMEN, now=now))


def test_a_promise_is_answered_by_the_receiver_and_withdrawn_by_the_promiser() -> None:
    assert for_lumen(PROMISED) == {Act.ACCEPT, Act.DECLINE}
    assert for_kaveri(PROMISED) == {Act.WITHDRAW}


def test_an_accepted_promise_is_delivered_by_the_promiser_and_moved_by_both() -> None:
    assert for_kaveri(ACCEPTED) == {Act.DELIVER, Act.WITHDRAW, Act.ASK_MOVE}
    assert for_lumen(ACCEPTED) == {Act.ASK_MOVE}


def test_a_delivery_waits_for_the_receiver_alone() -> None:
    assert for_lumen(DELIVERED) == {Act.CONFIRM, Act.SEND_BACK}
    assert for_kaveri(DELIVERED) == set()


def test_what_was_sent_back_can_be_delivered_again_or_confirmed_after_all() -> None:
    assert for_kaveri(SENT_BACK) == {Act.DELIVER, Act.WITHDRAW, Act.ASK_MOVE}
    assert for_lumen(SENT_BACK) == {Act.CONFIRM, Act.ASK_MOVE}


@pytest.mark.parametrize("state", [State.DECLINED, State.CONFIRMED, State.WITHDRAWN])
def test_nothing_can_be_done_with_what_has_ended(state: State) -> None:
    ended = replace(PROMISED, state=state)
    assert for_kaveri(ended) == for_lumen(ended) == set()


def test_a_wish_to_move_is_answered_by_the_other_side() -> None:
    assert for_lumen(ASKED) == {Act.AGREE_MOVE, Act.KEEP_DATE, Act.SUGGEST_DATE}
    assert for_kaveri(ASKED) == {Act.DELIVER, Act.WITHDRAW, Act.ASK_MOVE}


def test_a_suggestion_of_the_receiver_is_answered_by_the_promiser() -> None:
    suggested = replace(ACCEPTED, ask=Ask(by=Side.RECEIVER, due=MONDAY))
    assert for_kaveri(suggested) >= {Act.AGREE_MOVE, Act.KEEP_DATE, Act.SUGGEST_DATE}
    assert for_lumen(suggested) == {Act.ASK_MOVE}


def test_a_date_moves_until_the_instant_it_is_due() -> None:
    just_before = FRIDAY - timedelta(microseconds=1)
    assert Act.AGREE_MOVE in for_lumen(ASKED, just_before)
    assert for_lumen(ASKED, FRIDAY) == set()
    assert for_kaveri(ASKED, FRIDAY) == {Act.DELIVER, Act.WITHDRAW}


def test_nobody_agrees_to_a_date_that_has_passed_meanwhile() -> None:
    earlier = replace(ACCEPTED, ask=Ask(by=Side.PROMISER, due=WEDNESDAY))
    why = refusal(Act.AGREE_MOVE, earlier, party=LUMEN, now=WEDNESDAY)
    assert why is Refusal.DATE_HAS_PASSED
    assert refusal(Act.SUGGEST_DATE, earlier, party=LUMEN, now=WEDNESDAY) is None


def test_a_delivery_can_be_sent_back_to_the_last_moment_of_the_answer_time() -> None:
    assert Act.SEND_BACK in for_lumen(DELIVERED, SATURDAY)
    assert for_lumen(DELIVERED, SATURDAY + timedelta(seconds=1)) == {Act.CONFIRM}


def test_a_delivery_can_be_made_long_after_the_date() -> None:
    assert for_kaveri(ACCEPTED, FRIDAY + timedelta(days=99)) == {Act.DELIVER, Act.WITHDRAW}


@pytest.mark.parametrize(
    ("act", "standing", "party", "now", "why"),
    [
        (Act.ACCEPT, PROMISED, None, WEDNESDAY, Refusal.NO_PARTY),
        (Act.ACCEPT, PROMISED, KAVERI, WEDNESDAY, Refusal.ONLY_RECEIVER),
        (Act.DELIVER, ACCEPTED, LUMEN, WEDNESDAY, Refusal.ONLY_PROMISER),
        (Act.ASK_MOVE, ACCEPTED, HARBOUR, WEDNESDAY, Refusal.ONLY_THE_TWO),
        (Act.CONFIRM, DELIVERED, HARBOUR, WEDNESDAY, Refusal.ONLY_RECEIVER),
        (Act.DELIVER, PROMISED, KAVERI, WEDNESDAY, Refusal.NOT_ACCEPTED_YET),
        (Act.ASK_MOVE, PROMISED, KAVERI, WEDNESDAY, Refusal.NOT_ACCEPTED_YET),
        (Act.ACCEPT, PROMISED, LUMEN, FRIDAY, Refusal.DAY_HAS_PASSED),
        (Act.ACCEPT, ACCEPTED, LUMEN, WEDNESDAY, Refusal.ALREADY_ACCEPTED),
        (Act.DECLINE, SENT_BACK, LUMEN, WEDNESDAY, Refusal.ALREADY_ACCEPTED),
        (Act.CONFIRM, ACCEPTED, LUMEN, WEDNESDAY, Refusal.NOT_DELIVERED_YET),
        (Act.DELIVER, DELIVERED, KAVERI, WEDNESDAY, Refusal.ALREADY_DELIVERED),
        (Act.WITHDRAW, DELIVERED, KAVERI, WEDNESDAY, Refusal.ALREADY_DELIVERED),
        (Act.SEND_BACK, SENT_BACK, LUMEN, WEDNESDAY, Refusal.ALREADY_SENT_BACK),
        (Act.SEND_BACK, DELIVERED, LUMEN, MONDAY, Refusal.ANSWER_TIME_HAS_PASSED),
        (Act.ASK_MOVE, ACCEPTED, KAVERI, FRIDAY, Refusal.NO_MOVE_AFTER_THE_DAY),
        (Act.AGREE_MOVE, ACCEPTED, LUMEN, WEDNESDAY, Refusal.NOBODY_ASKED_TO_MOVE),
        (Act.AGREE_MOVE, ASKED, KAVERI, WEDNESDAY, Refusal.OWN_MOVE),
        (Act.ASK_MOVE, ASKED, LUMEN, WEDNESDAY, Refusal.MOVE_WAITS_FOR_ANSWER),
    ],
)
def test_what_is_not_possible_has_its_reason(
    act: Act, standing: Standing, party: Ulid | None, now: datetime, why: Refusal
) -> None:
    assert refusal(act, standing, party=party, now=now) is why


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.CONFIRMED, Refusal.ALREADY_CONFIRMED),
        (State.DECLINED, Refusal.DECLINED),
        (State.WITHDRAWN, Refusal.WITHDRAWN),
    ],
)
def test_whoever_comes_second_is_told_what_happened(state: State, why: Refusal) -> None:
    ended = replace(PROMISED, state=state)
    assert refusal(Act.DELIVER, ended, party=KAVERI, now=WEDNESDAY) is why
    assert refusal(Act.ACCEPT, ended, party=LUMEN, now=WEDNESDAY) is why


def test_a_promise_to_all_can_be_answered_by_each_other_party() -> None:
    to_all = replace(PROMISED, receiver=None)
    assert for_lumen(to_all) == {Act.ACCEPT, Act.DECLINE}
    assert set(possible(to_all, party=HARBOUR, now=WEDNESDAY)) == {Act.ACCEPT, Act.DECLINE}
    assert for_kaveri(to_all) == {Act.WITHDRAW}


def test_a_delivery_to_all_can_be_sent_back_by_another_than_who_accepted() -> None:
    to_all = replace(DELIVERED, receiver=None)
    assert Act.SEND_BACK in possible(to_all, party=HARBOUR, now=WEDNESDAY)


def test_a_third_party_only_looks_on() -> None:
    for standing in (PROMISED, ACCEPTED, ASKED, DELIVERED, SENT_BACK):
        assert possible(standing, party=HARBOUR, now=WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("standing", "now", "side"),
    [
        (PROMISED, WEDNESDAY, Side.RECEIVER),
        (ACCEPTED, WEDNESDAY, Side.PROMISER),
        (ASKED, WEDNESDAY, Side.RECEIVER),
        (ASKED, FRIDAY, Side.PROMISER),
        (replace(ASKED, ask=Ask(by=Side.RECEIVER, due=MONDAY)), WEDNESDAY, Side.PROMISER),
        (replace(ASKED, state=State.DELIVERED), WEDNESDAY, Side.RECEIVER),
        (DELIVERED, MONDAY, Side.RECEIVER),
        (SENT_BACK, WEDNESDAY, Side.PROMISER),
        (replace(PROMISED, state=State.CONFIRMED), WEDNESDAY, None),
    ],
)
def test_a_promise_waits_for_one_side(standing: Standing, now: datetime, side: Side) -> None:
    assert waits_for(standing, now=now) is side


def test_a_new_date_lies_ahead_and_differs() -> None:
    assert new_date_refusal(MONDAY, due=FRIDAY, now=WEDNESDAY) is None
    assert new_date_refusal(FRIDAY, due=FRIDAY, now=WEDNESDAY) is Refusal.SAME_DATE
    assert new_date_refusal(WEDNESDAY, due=FRIDAY, now=WEDNESDAY) is Refusal.DATE_HAS_PASSED
    assert new_date_refusal(LAST_DAY, due=FRIDAY, now=WEDNESDAY) is Refusal.TOO_FAR


@pytest.mark.parametrize("act", [Act.DECLINE, Act.SEND_BACK, Act.KEEP_DATE, Act.ASK_MOVE])
def test_a_no_and_a_wish_to_move_come_with_a_reason(act: Act) -> None:
    assert words_refusal(act, " \n") is Refusal.WORDS_MISSING
    assert words_refusal(act, "Customs took a day.") is None


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.CONFIRM, Act.DELIVER, Act.AGREE_MOVE])
def test_a_yes_needs_no_reason(act: Act) -> None:
    assert words_refusal(act, "") is None


@pytest.mark.parametrize(
    ("receiver", "due", "sure", "why"),
    [
        (LUMEN, FRIDAY, None, None),
        (None, FRIDAY, 0, None),
        (LUMEN, FRIDAY, 100, None),
        (LUMEN, FRIDAY, 101, Refusal.SURENESS_OUT_OF_RANGE),
        (LUMEN, FRIDAY, -1, Refusal.SURENESS_OUT_OF_RANGE),
        (KAVERI, FRIDAY, None, Refusal.PROMISE_TO_ITSELF),
        (LUMEN, WEDNESDAY, None, Refusal.DATE_HAS_PASSED),
        (LUMEN, LAST_DAY, None, Refusal.TOO_FAR),
    ],
)
def test_a_promise_goes_to_somebody_else_and_lies_ahead(
    receiver: Ulid | None, due: datetime, sure: int | None, why: Refusal | None
) -> None:
    said = proposal_refusal(promiser=KAVERI, receiver=receiver, due=due, sure=sure, now=WEDNESDAY)
    assert said is why


def test_each_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Refusal)
    names = {"promiser": "Kaveri", "receiver": "Lumen", "due": "Friday", "answer_by": "Monday"}
    for sentence in SENTENCES.values():
        assert (sentence % names).endswith(".")


def test_the_table_of_states_is_whole() -> None:
    assert set(LEADS_TO) == set(State)
    assert set(DOERS) == set(Act)
    assert {act for acts in LEADS_TO.values() for act in acts} == set(Act)


def test_states_follow_each_other_only_as_the_table_says() -> None:
    assert may_move(State.DELIVERED, State.CONFIRMED)
    assert not may_move(State.CONFIRMED, State.DELIVERED)
    assert origins(Act.DELIVER) == {State.ACCEPTED, State.DISPUTED}


parties = st.sampled_from([LUMEN, KAVERI, HARBOUR, None])
standings = st.builds(
    Standing,
    state=st.sampled_from(State),
    promiser=st.just(KAVERI),
    receiver=st.sampled_from([LUMEN, None]),
    due=st.just(FRIDAY),
    ask=st.none() | st.builds(Ask, by=st.sampled_from(Side), due=st.just(MONDAY)),
    answer_by=st.none() | st.just(SATURDAY),
)


@given(standings, parties, st.sampled_from([WEDNESDAY, FRIDAY, SATURDAY, MONDAY]))
def test_what_is_offered_is_what_the_table_and_the_sides_allow(
    standing: Standing, party: Ulid | None, now: datetime
) -> None:
    for act in possible(standing, party=party, now=now):
        assert party is not None
        side = standing.side(party)
        assert side is not None
        assert side in DOERS[act]
        assert act in LEADS_TO[standing.state]
        assert act not in MOVING or now < standing.due


@given(standings, st.sampled_from([WEDNESDAY, FRIDAY, SATURDAY, MONDAY]))
def test_the_two_sides_never_have_the_same_answer_to_give(
    standing: Standing, now: datetime
) -> None:
    shared = for_kaveri(standing, now) & for_lumen(standing, now)
    assert shared <= {Act.ASK_MOVE}
