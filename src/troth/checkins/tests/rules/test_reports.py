"""How one side's part stands, and every reason why something cannot be done with it; without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.checkins.rules.refusals import FOR_OTHERS, SENTENCES, Refusal
from troth.checkins.rules.reports import (
    Standing,
    Stands,
    State,
    Wish,
    Words,
    stands,
    waits_for,
    why_not_answer,
    why_not_skip,
    why_not_write,
)
from troth.foundation.kernel.ulid import Ulid, make_ulid

LUMEN, KAVERI, DELTA = (make_ulid(n, bytes(10)) for n in (1, 2, 3))
BEGINS = datetime(2026, 6, 4, 8, tzinfo=UTC)
UNTIL = BEGINS + timedelta(days=5)

parties = st.sampled_from([LUMEN, KAVERI, DELTA])
moments = st.integers(-20, 40).map(lambda days: BEGINS + timedelta(days=days, minutes=7))
reports = st.builds(
    Standing,
    state=st.sampled_from(State),
    party=parties,
    begins=st.just(BEGINS),
    answer_by=st.just(UNTIL),
    closed=st.booleans(),
)
wishes = st.builds(
    Wish, by=parties, of=st.none() | parties, asked=st.booleans(), answered=st.booleans()
)


def report(state: State = State.WAITING, *, closed: bool = False) -> Standing:
    """Lumen's part of a round."""
    return Standing(state=state, party=LUMEN, begins=BEGINS, answer_by=UNTIL, closed=closed)


# ------------------------------------------------------------------------------------ how it stands


@pytest.mark.parametrize(
    ("moment", "how"),
    [
        (BEGINS - timedelta(seconds=1), Stands.TO_COME),
        (BEGINS, Stands.WAITING),
        (UNTIL, Stands.WAITING),
        (UNTIL + timedelta(seconds=1), Stands.MISSED),
    ],
)
def test_it_waits_from_its_first_second_to_its_last(moment: datetime, how: Stands) -> None:
    assert stands(report(), now=moment) is how


@given(one=reports, now=moments)
def test_what_was_said_stays_said_whatever_the_clock_says(one: Standing, now: datetime) -> None:
    how = stands(one, now=now)
    if one.state is State.WAITING:
        assert how in {Stands.TO_COME, Stands.WAITING, Stands.MISSED}
    else:
        assert how.value == one.state.value


@given(now=moments)
def test_once_the_next_has_begun_a_silent_one_was_missed(now: datetime) -> None:
    assert stands(report(closed=True), now=now) is Stands.MISSED


@given(days=st.lists(st.integers(-20, 40), min_size=2, max_size=9))
def test_a_silent_one_only_ever_moves_from_to_come_to_waiting_to_missed(days: list[int]) -> None:
    order = [Stands.TO_COME, Stands.WAITING, Stands.MISSED]
    seen = [stands(report(), now=BEGINS + timedelta(days=day)) for day in sorted(days)]
    places = [order.index(one) for one in seen]
    assert places == sorted(places)


# ------------------------------------------------------------------------------------- what may be


@given(one=reports, party=st.none() | parties)
def test_nobody_but_the_side_itself_writes_or_skips(one: Standing, party: Ulid | None) -> None:
    if party != one.party:
        assert why_not_write(one, party=party) is Refusal.NOT_OURS
        assert why_not_skip(one, party=party, reason="Why not.") is Refusal.NOT_OURS


@given(one=reports)
def test_a_part_is_written_exactly_while_it_is_silent_and_the_last(one: Standing) -> None:
    free = one.state is State.WAITING and not one.closed
    assert (why_not_write(one, party=one.party) is None) == free


@given(one=reports, reason=st.sampled_from(["", "  ", "Sailing."]))
def test_a_missed_one_can_still_be_skipped_and_always_with_a_reason(
    one: Standing, reason: str
) -> None:
    free = one.state is State.WAITING and bool(reason.strip())
    assert (why_not_skip(one, party=one.party, reason=reason) is None) == free


@pytest.mark.parametrize(
    ("state", "why"),
    [(State.GIVEN, Refusal.ALREADY_GIVEN), (State.SKIPPED, Refusal.ALREADY_SKIPPED)],
)
def test_who_comes_second_is_told_what_the_colleague_did(state: State, why: Refusal) -> None:
    for closed in (True, False):
        one = report(state, closed=closed)
        assert why_not_write(one, party=LUMEN) is why
        assert why_not_skip(one, party=LUMEN, reason="Sailing.") is why


def test_who_writes_into_a_round_that_is_over_is_sent_to_the_next() -> None:
    assert why_not_write(report(closed=True), party=LUMEN) is Refusal.NEXT_HAS_BEGUN


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_one_visible_character_in_any_part_is_a_check_in(
    progress: str, hard: str, wish: str
) -> None:
    empty = not (progress + hard + wish).strip()
    assert Words(progress=progress, hard=hard, wish=wish).is_empty == empty


# -------------------------------------------------------------------------------------------- help


@given(one=wishes, party=st.none() | parties)
def test_help_waits_for_exactly_those_whose_answer_is_taken(one: Wish, party: Ulid | None) -> None:
    taken = why_not_answer(one, party=party, answer="On Monday.") is None
    assert waits_for(one, party) == taken


@given(one=wishes)
def test_nobody_is_asked_for_help_by_themselves(one: Wish) -> None:
    assert not waits_for(one, one.by)
    assert not waits_for(one, None)


@given(one=wishes, party=parties)
def test_an_answer_needs_a_word(one: Wish, party: Ulid) -> None:
    assert why_not_answer(one, party=party, answer=" \n") is not None
    if waits_for(one, party):
        assert why_not_answer(one, party=party, answer=" \n") is Refusal.ANSWER_MISSING


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (Wish(by=LUMEN, of=KAVERI, asked=False, answered=False), Refusal.NOBODY_ASKED),
        (Wish(by=LUMEN, of=KAVERI, asked=True, answered=True), Refusal.ALREADY_ANSWERED),
        (Wish(by=LUMEN, of=DELTA, asked=True, answered=False), Refusal.NOT_ASKED_OF_US),
        (Wish(by=KAVERI, of=None, asked=True, answered=False), Refusal.NOT_ASKED_OF_US),
        (Wish(by=LUMEN, of=None, asked=True, answered=False), None),
    ],
)
def test_the_reason_fits_what_stands_in_the_way(wish: Wish, why: Refusal | None) -> None:
    assert why_not_answer(wish, party=KAVERI, answer="On Monday.") is why


# ---------------------------------------------------------------------------------------- in words


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_is_a_sentence_that_blames_nobody(reason: Refusal) -> None:
    said = SENTENCES[reason]
    assert said[0].isupper()
    assert said.endswith((".", "?"))
    assert not {"error", "invalid", "forbidden", "failed"} & set(said.lower().split())


def test_what_is_for_another_side_says_whose_it_is() -> None:
    words = ("own", "side", "somebody else", "organisation", "whoever")
    for reason in FOR_OTHERS:
        assert any(word in SENTENCES[reason].lower() for word in words), reason
