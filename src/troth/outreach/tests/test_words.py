"""The sentences of this noun, as they are read: neutral, in the side's own days, and never with more than is needed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.models import Commitment
from troth.foundation.facts.outreach import Share
from troth.foundation.web import clock
from troth.outreach.models import Exchange, Signal
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.rules.states import SignalState
from troth.outreach.words import (
    asks_words,
    first_name,
    moved_words,
    names_of,
    openly_for,
    pause_words,
    question_for,
    sentence_of,
    state_words,
    title_of,
    until_words,
    why_not,
)
from troth.partnerships.models import Party, Seat
from troth.people.models import Person

FRIDAY = datetime(2026, 3, 13, 12, tzinfo=UTC)
LUMEN = Party(name="Lumen Sensors", called="Lumen", zone="Europe/Oslo")


def counted(kind: Share = Share.RESPONSE, **said: object) -> Signal:
    """A signal about Lumen, as the clock writes it; stored nowhere."""
    given_: dict[str, object] = {"did": 5, "of": 16, "others_did": 13, "others_of": 14}
    days = {"since": FRIDAY - timedelta(days=60), "until": FRIDAY + timedelta(days=7)}
    return Signal(party=LUMEN, kind=kind.value, **(given_ | days | said))


def person(name: str) -> Seat:
    """A seat of somebody."""
    return Seat(person=Person(name=name))


def promise(zone: str = "Europe/Oslo") -> Commitment:
    """A promise."""
    return Commitment(deliverable="Drift run", due=FRIDAY, zone=zone)


# ------------------------------------------------------------------------------ what is uneven


def test_answers_are_counted_for_both_sides_from_a_day_on() -> None:
    with clock.at(FRIDAY):
        said = sentence_of(counted())
    assert said == (
        "Since 12 January Lumen answered 5 of 16 within the agreed time, and the other side 13 of 14."
    )


@pytest.mark.parametrize(
    ("before", "of", "usual"), [((0, 0), 12, 6), ((90, 100), 12, 10), ((0, 100), 24, 2)]
)
def test_load_is_held_against_what_is_usual_here(
    before: tuple[int, int], of: int, usual: int
) -> None:
    one = counted(Share.LOAD, did=of, of=of, others_did=before[0], others_of=before[1])
    said = sentence_of(one)
    assert f"{of} wait for Lumen" in said
    assert f"about {usual} would be usual here" in said


def test_a_share_that_nobody_has_words_for_says_nothing_wrong() -> None:
    one = counted()
    one.kind = "attendance"
    assert (sentence_of(one), title_of(one.kind), openly_for(one.kind)) == ("", "", "")
    assert question_for(one.kind) == question_for("")


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Oslo", "Friday 20 March"), ("Pacific/Kiritimati", "Saturday 21 March")],
)
def test_the_last_day_is_the_side_s_own(zone: str, day: str) -> None:
    one = counted()
    one.party = Party(name="Lumen", zone=zone)
    with clock.at(FRIDAY):
        assert until_words(one) == f"Only Lumen sees this until {day}."


def test_a_day_of_another_year_names_its_year() -> None:
    one = counted(until=datetime(2027, 1, 4, 12, tzinfo=UTC))
    with clock.at(datetime(2026, 12, 28, 12, tzinfo=UTC)):
        assert "Monday 4 January 2027" in until_words(one)


@pytest.mark.parametrize("state", SignalState)
def test_every_state_has_its_words(state: SignalState) -> None:
    with clock.at(FRIDAY):
        said = {one: state_words(counted(state=one.value)) for one in SignalState}
    assert said[state]
    assert len(set(said.values())) == len(SignalState)


def test_what_others_were_offered_is_said_to_whom_it_is_about() -> None:
    assert "were offered a private question" in state_words(counted(state="offered"))


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_no_count_breaks_a_sentence(did: int, more: int, others: int, rest: int) -> None:
    counts = {"did": did, "of": did + more, "others_did": others, "others_of": others + rest}
    for kind in Share:
        said = sentence_of(counted(kind, **counts))
        assert "%" not in said
        assert said.endswith(".")
        assert str(did) in said


# ------------------------------------------------------------------------------ private questions


@pytest.mark.parametrize(
    ("name", "first"), [("Ravi Kumar", "Ravi"), ("Ravi", "Ravi"), ("Anne Marie Dahl", "Anne")]
)
def test_people_are_called_by_their_first_name(name: str, first: str) -> None:
    assert first_name(person(name)) == first


def test_who_asks_whom() -> None:
    one = Exchange(asker=person("Ravi Kumar"), asked=person("Ingrid Dahl"))
    assert names_of(one) == "Ravi and Ingrid"
    assert asks_words(one) == "Ravi asks how something is for you"


@pytest.mark.parametrize("kind", [*(one.value for one in Share), ""])
def test_a_draft_is_a_question_about_how_it_is(kind: str) -> None:
    said = question_for(kind)
    assert "for you" in said
    assert "?" in said
    assert "late" not in said.split()


def test_a_moved_date_is_told_on_the_clock_of_the_promise() -> None:
    with clock.at(FRIDAY):
        said = moved_words(promise(), was=FRIDAY, due=FRIDAY + timedelta(days=7))
        late = datetime(2026, 3, 13, 22, tzinfo=UTC)
        east = moved_words(promise("Asia/Kolkata"), was=late, due=late + timedelta(days=7))
    assert said == (
        "“Drift run” is due Friday 20 March and no longer Friday 13 March, by agreement."
    )
    assert "Saturday 21 March and no longer Saturday 14 March" in east


def test_a_pause_is_told_with_what_rests() -> None:
    with clock.at(FRIDAY):
        said = pause_words(date(2026, 3, 16), date(2026, 3, 20), [promise()])
    assert said == [
        "A pause from 16 March to 20 March, by agreement.",
        "“Drift run” rests, and is due as many days later.",
    ]


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_is_a_sentence_that_says_what_one_can_do(reason: Reason) -> None:
    said = why_not(NotPossible(reason))
    assert said.endswith(".")
    assert said[0].isupper()
    assert "!" not in said
