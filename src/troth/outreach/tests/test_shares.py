"""Whose answer was awaited and whether it came in time: the small rules behind the counts, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.discussions.models import Post, Question
from troth.foundation.facts.outreach import Share
from troth.foundation.web.ids import new_ulid
from troth.outreach.models import Signal
from troth.outreach.queries.shares import MEASURES, asked_side, said_in_time
from troth.outreach.rules.states import SignalState
from troth.outreach.rules.unevenness import Tally
from troth.partnerships.models import Party, Seat

NOW = datetime(2026, 3, 13, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LUMEN, KAVERI, TERN = (Party(id=new_ulid(), name=name) for name in ("Lumen", "Kaveri", "Tern"))


def question(*, by: Party | None, of: Party | None) -> Question:
    """Somebody asks one side, or everybody else."""
    seat = Seat(id=new_ulid(), party=by) if by else None
    return Question(post=Post(seat=seat), asked=of)


@pytest.mark.parametrize(
    ("by", "of", "parties", "whose"),
    [
        (KAVERI, LUMEN, [KAVERI, LUMEN], LUMEN),
        (KAVERI, LUMEN, [KAVERI, LUMEN, TERN], LUMEN),
        # Asked of everybody else, where that is one side.
        (KAVERI, None, [KAVERI, LUMEN], LUMEN),
        (LUMEN, None, [KAVERI, LUMEN], KAVERI),
        # Where it is several, it waits for none of them in particular.
        (KAVERI, None, [KAVERI, LUMEN, TERN], None),
        (KAVERI, None, [KAVERI], None),
        # Unnamed, nobody knows who the others are.
        (None, None, [KAVERI, LUMEN], None),
        (None, LUMEN, [KAVERI, LUMEN], LUMEN),
    ],
)
def test_whose_answer_a_question_waits_for(
    by: Party | None, of: Party | None, parties: list[Party], whose: Party | None
) -> None:
    assert asked_side(question(by=by, of=of), parties) == (whose.id if whose else "")


@pytest.mark.parametrize(
    ("came", "owed", "said"),
    [
        (-2, -1, [True]),
        (-1, -1, [True]),
        (-1, -2, [False]),
        (-1, 2, [True]),
        (None, -1, [False]),
        (None, 1, []),
        (None, 0, []),
    ],
)
def test_an_answer_is_in_time_late_or_still_has_time(
    came: int | None, owed: int, said: list[bool]
) -> None:
    at = None if came is None else NOW + came * DAY
    found = said_in_time(LUMEN.id, at, owed=NOW + owed * DAY, now=NOW)
    assert found == [(LUMEN.id, one) for one in said]


@given(st.integers(-90, 90), st.one_of(st.none(), st.integers(-90, 0)))
def test_silence_is_only_ever_counted_once_its_time_is_over(owed: int, came: int | None) -> None:
    at = None if came is None else NOW + came * DAY
    found = said_in_time(LUMEN.id, at, owed=NOW + owed * DAY, now=NOW)
    assert len(found) == (1 if came is not None or owed < 0 else 0)


def test_every_share_is_measured_once() -> None:
    assert [one.kind for one in MEASURES] == list(Share)


def test_a_signal_gives_its_counts_as_tallies() -> None:
    one = Signal(did=5, of=16, others_did=13, others_of=14, state="set-aside")
    assert (one.own, one.others) == (Tally(5, 16), Tally(13, 14))
    assert one.stands is SignalState.SET_ASIDE
