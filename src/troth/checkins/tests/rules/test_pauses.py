"""Which days a pause may take, who may answer it, and what an earlier end gives back; without a database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.checkins.rules.load import FARTHEST as FARTHEST_LOAD
from troth.checkins.rules.load import why_not_until
from troth.checkins.rules.pauses import (
    FARTHEST,
    LONGEST,
    Days,
    Standing,
    State,
    day_after,
    is_affected,
    is_complete,
    unused,
    why_not_agree_end,
    why_not_answer,
    why_not_ask_end,
    why_not_propose,
    why_not_withdraw,
)
from troth.checkins.rules.refusals import Refusal
from troth.foundation.kernel.ulid import Ulid, make_ulid

TODAY = date(2026, 6, 1)
LUMEN, KAVERI, DELTA = (make_ulid(n, bytes(10)) for n in (1, 2, 3))
ALL = frozenset({LUMEN, KAVERI, DELTA})
parties = st.sampled_from([LUMEN, KAVERI, DELTA])
shifts = st.integers(-10, 480)
pauses = st.builds(
    lambda first, length: days(first, first + length), st.integers(0, 200), st.integers(0, 91)
)


def days(first: int, last: int) -> Days:
    """Days counted from today."""
    return Days(TODAY + timedelta(days=first), TODAY + timedelta(days=last))


def pause(state: State = State.AGREED, **more: object) -> Standing:
    """Lumen's pause of a week, from in a week on; Kaveri and Delta are asked."""
    usual: dict[str, object] = {
        "state": state,
        "days": days(7, 13),
        "by": LUMEN,
        "asked": ALL - {LUMEN},
    }
    return Standing(**(usual | more))  # type: ignore[arg-type]  # the fields of a Standing


# --------------------------------------------------------------------------------------------- days


@given(first=shifts, last=shifts)
def test_a_pause_that_can_be_proposed_is_to_come_in_order_short_and_near(
    first: int, last: int
) -> None:
    why = why_not_propose(days(first, last), today=TODAY, others=[])
    fits = 0 <= first <= last and last - first < LONGEST and first <= FARTHEST
    assert (why is None) == fits


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (0, 0, None),
        (-1, 5, Refusal.DAY_HAS_PASSED),
        (5, 4, Refusal.ENDS_BEFORE_IT_BEGINS),
        (0, LONGEST - 1, None),
        (0, LONGEST, Refusal.TOO_LONG),
        (FARTHEST, FARTHEST, None),
        (FARTHEST + 1, FARTHEST + 1, Refusal.TOO_FAR),
    ],
)
def test_the_edges_are_where_the_words_say(first: int, last: int, why: Refusal | None) -> None:
    assert why_not_propose(days(first, last), today=TODAY, others=[]) is why


@given(one=pauses, others=st.lists(pauses, max_size=4))
def test_no_day_ever_belongs_to_two_pauses(one: Days, others: list[Days]) -> None:
    why = why_not_propose(one, today=TODAY, others=others)
    every = [one.first + timedelta(days=n) for n in range(one.length)]
    shared = any(other.takes(day) for other in others for day in every)
    assert why is (Refusal.OVERLAPS if shared else None)


@given(one=pauses, other=pauses)
def test_who_overlaps_is_overlapped(one: Days, other: Days) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)
    assert one.takes(one.first)
    assert one.takes(one.last)
    assert not one.takes(day_after(one.last))


@given(hours=st.integers(-400, 900), zone=st.sampled_from(["UTC", "Asia/Kolkata", "Pacific/Apia"]))
def test_what_has_passed_or_falls_due_before_it_is_not_moved(hours: int, zone: str) -> None:
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    due = now + timedelta(hours=hours)
    moved = is_affected(due, zone=zone, days=days(7, 13), now=now)
    there = due.astimezone(ZoneInfo(zone)).date()
    assert moved == (hours > 0 and there >= days(7, 13).first)


# -------------------------------------------------------------------------------------------- answers


def test_each_of_the_others_answers_once_while_its_days_are_to_come() -> None:
    waiting = pause(State.PROPOSED, yes=frozenset({DELTA}))
    assert why_not_answer(waiting, party=KAVERI, today=TODAY) is None
    assert why_not_answer(waiting, party=LUMEN, today=TODAY) is Refusal.OWN_PROPOSAL
    assert why_not_answer(waiting, party=DELTA, today=TODAY) is Refusal.ANSWERED_ALREADY
    assert why_not_answer(waiting, party=None, today=TODAY) is Refusal.NO_PARTY
    last = days(13, 13).last
    assert why_not_answer(waiting, party=KAVERI, today=last) is None
    late = day_after(last)
    assert why_not_answer(waiting, party=KAVERI, today=late) is Refusal.DAY_HAS_PASSED


@pytest.mark.parametrize("state", [one for one in State if one is not State.PROPOSED])
def test_what_has_its_answer_takes_no_other(state: State) -> None:
    one = pause(state)
    assert why_not_answer(one, party=KAVERI, today=TODAY) is Refusal.NOT_WAITING
    assert why_not_withdraw(one, party=LUMEN) is Refusal.NOT_WAITING


@given(state=st.sampled_from(State), party=st.none() | parties)
def test_only_whoever_proposed_takes_it_back(state: State, party: Ulid | None) -> None:
    why = why_not_withdraw(pause(state), party=party)
    assert (why is Refusal.ONLY_THE_PROPOSER) == (party != LUMEN)


@given(yes=st.frozensets(parties), party=parties)
def test_it_is_complete_with_the_last_yes_of_those_who_were_asked(
    yes: frozenset[Ulid], party: Ulid
) -> None:
    assert is_complete(pause(yes=yes), party) == ((ALL - {LUMEN}) <= yes | {party})


# ------------------------------------------------------------------------------------ an earlier end


@given(end=st.integers(-5, 30), now=st.integers(-5, 30))
def test_it_can_end_on_any_day_from_today_on_before_its_last(end: int, now: int) -> None:
    why = why_not_ask_end(
        pause(), end=TODAY + timedelta(days=end), today=TODAY + timedelta(days=now)
    )
    if now > 13:
        assert why is Refusal.HAS_ENDED
    elif max(now, 7) <= end < 13:
        assert why is None
    else:
        assert why is Refusal.END_IS_NOT_EARLIER


@pytest.mark.parametrize("state", [one for one in State if one is not State.AGREED])
def test_what_was_never_agreed_does_not_end(state: State) -> None:
    why = why_not_ask_end(pause(state), end=days(8, 8).first, today=TODAY)
    assert why is Refusal.NOT_AGREED


def test_of_two_wishes_to_end_it_the_second_waits_for_the_first() -> None:
    wished = pause(end=days(9, 9).first, end_by=KAVERI)
    assert why_not_ask_end(wished, end=days(8, 8).first, today=TODAY) is Refusal.END_WAITS


def test_the_earlier_end_is_agreed_by_the_others_in_time() -> None:
    end = days(9, 9).first
    wished = pause(end=end, end_by=KAVERI, yes=frozenset({DELTA}))
    assert why_not_agree_end(wished, party=LUMEN, today=end) is None
    assert why_not_agree_end(wished, party=KAVERI, today=end) is Refusal.OWN_PROPOSAL
    assert why_not_agree_end(wished, party=DELTA, today=end) is Refusal.ANSWERED_ALREADY
    assert why_not_agree_end(wished, party=None, today=end) is Refusal.NO_PARTY
    assert why_not_agree_end(wished, party=LUMEN, today=day_after(end)) is Refusal.HAS_ENDED
    assert why_not_agree_end(pause(), party=LUMEN, today=TODAY) is Refusal.NOBODY_ASKED_TO_END


@given(end=st.integers(7, 12))
def test_the_days_given_back_are_those_after_the_new_last_one(end: int) -> None:
    one = pause(end=days(end, end).first)
    after = Days(one.days.first, days(end, end).first)
    assert unused(one) == one.days.length - after.length > 0
    assert unused(pause()) == 0


# --------------------------------------------------------------------------------------- it is a lot


@given(ahead=st.integers(-30, 800))
def test_it_is_a_lot_until_a_day_from_today_on_within_a_year(ahead: int) -> None:
    why = why_not_until(TODAY + timedelta(days=ahead), today=TODAY)
    assert (why is None) == (0 <= ahead <= FARTHEST_LOAD)
    if why is not None:
        assert why is (Refusal.DAY_HAS_PASSED if ahead < 0 else Refusal.TOO_FAR)
