"""From the record back to a life and to the two-sided story."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import TypedDict

import pytest

from troth.commitments.rules.life import Delivery, Life, Move
from troth.commitments.rules.replay import Told, life
from troth.commitments.rules.story import SENTENCES, Key, Line, Place, Reminded, story
from troth.foundation.facts.commitments import (
    CommitmentAccepted,
    CommitmentConfirmed,
    CommitmentDateKept,
    CommitmentDeclined,
    CommitmentDelivered,
    CommitmentDisputed,
    CommitmentDropped,
    CommitmentLetStand,
    CommitmentMissed,
    CommitmentMoveAsked,
    CommitmentMoved,
    CommitmentMoveSuggested,
    CommitmentProposed,
    CommitmentsImported,
    CommitmentWithdrawn,
)
from troth.foundation.facts.fact import CLOCK, Actor, Fact
from troth.foundation.kernel.ulid import Ulid, make_ulid

LUMEN, KAVERI, TOR, MEERA, ROOM, API, ARJUN = (make_ulid(n, bytes(10)) for n in range(1, 8))
DUE = datetime(2026, 3, 13, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1)
MONDAY = DUE + 3 * DAY
START = DUE - 18 * DAY
OF_MEERA, OF_TOR = Actor(person=MEERA, party=KAVERI), Actor(person=TOR, party=LUMEN)


class About(TypedDict):
    room: Ulid
    by: Actor
    commitment: Ulid


MEERAS = About(room=ROOM, by=OF_MEERA, commitment=API)
TORS = About(room=ROOM, by=OF_TOR, commitment=API)
CLOCKS = About(room=ROOM, by=CLOCK, commitment=API)
CUSTOMS = "The reference sensors cleared customs a day late."


def proposed(sure: int | None = 80) -> CommitmentProposed:
    return CommitmentProposed(
        room=ROOM,
        by=OF_MEERA,
        commitment=API,
        promising_party=KAVERI,
        receiving_party=LUMEN,
        due=DUE,
        zone="Asia/Kolkata",
        deliverable="Calibration API v1",
        sure=sure,
        holder=ARJUN,
    )


PROPOSED = Told(idx=41, at=START, fact=proposed())
ACCEPTED = Told(idx=43, at=START + DAY, fact=CommitmentAccepted(**TORS, due=DUE, words="Exactly."))
ASKED = Told(
    idx=88,
    at=DUE - 2 * DAY,
    fact=CommitmentMoveAsked(**MEERAS, was=DUE, due=MONDAY, reason=CUSTOMS),
)
MOVED = Told(idx=90, at=DUE - DAY, fact=CommitmentMoved(**TORS, was=DUE, due=MONDAY))
DELIVERED = Told(
    idx=95,
    at=MONDAY - DAY,
    fact=CommitmentDelivered(**MEERAS, due=MONDAY, answer_by=MONDAY + DAY),
)
DISPUTED = Told(idx=96, at=MONDAY, fact=CommitmentDisputed(**TORS, missing="The test set."))
CONFIRMED = Told(idx=97, at=MONDAY + DAY / 2, fact=CommitmentConfirmed(**TORS))


def lines(*told: Told, reminders: tuple[Reminded, ...] = ()) -> tuple[Line, ...]:
    return story(told, near=LUMEN, reminders=reminders)


def test_a_life_is_read_from_its_facts() -> None:
    told = (PROPOSED, ACCEPTED, ASKED, MOVED, DELIVERED, DISPUTED, CONFIRMED)
    assert life(told) == Life(
        promised_at=START,
        due=DUE,
        accepted_at=START + DAY,
        moves=(Move(agreed_at=DUE - DAY, due=MONDAY),),
        deliveries=(
            Delivery(
                at=MONDAY - DAY,
                answer_by=MONDAY + DAY,
                disputed_at=MONDAY,
                confirmed_at=MONDAY + DAY / 2,
            ),
        ),
    )


def test_a_withdrawal_and_other_terms_are_read_too() -> None:
    gone = Told(idx=50, at=DUE, fact=CommitmentWithdrawn(**MEERAS, accepted=True))
    lived = life((PROPOSED, ACCEPTED, gone), silence=7 * DAY)
    assert lived is not None
    assert (lived.withdrawn_at, lived.silence) == (DUE, 7 * DAY)


def test_without_a_beginning_there_is_no_life() -> None:
    assert life(()) is None
    assert life((ACCEPTED, DELIVERED)) is None


def test_the_story_stands_on_the_side_of_whoever_acted() -> None:
    promised, accepted, asked, moved = lines(PROPOSED, ACCEPTED, ASKED, MOVED)
    assert [line.place for line in (promised, asked)] == [Place.FAR] * 2
    assert [line.place for line in (accepted, moved)] == [Place.NEAR] * 2
    assert promised.key is Key.PROMISED_SURE
    assert (promised.idx, promised.due, promised.sure, promised.who) == (41, DUE, 80, OF_MEERA)
    assert (asked.key, asked.was, asked.due, asked.quote) == (Key.MOVE_ASKED, DUE, MONDAY, CUSTOMS)
    assert (accepted.key, accepted.quote) == (Key.ACCEPTED, "Exactly.")


def test_both_sides_read_the_same_lines_on_opposite_sides() -> None:
    told = (PROPOSED, ACCEPTED, ASKED, MOVED, DELIVERED)
    ours, theirs = story(told, near=LUMEN), story(told, near=KAVERI)
    assert [(line.key, line.idx, line.quote) for line in ours] == [
        (line.key, line.idx, line.quote) for line in theirs
    ]
    assert all(one.place is not other.place for one, other in zip(ours, theirs, strict=True))


def test_a_promise_without_a_number_says_only_that_it_was_made() -> None:
    (line,) = lines(Told(idx=1, at=START, fact=proposed(sure=None)))
    assert line.key is Key.PROMISED


@pytest.mark.parametrize(
    ("fact", "key"),
    [
        (CommitmentDeclined(**TORS, reason="Not now."), Key.DECLINED),
        (CommitmentWithdrawn(**MEERAS, accepted=False), Key.TAKEN_BACK),
        (CommitmentWithdrawn(**MEERAS, accepted=True), Key.WITHDRAWN),
        (CommitmentMoveSuggested(**TORS, was=DUE, due=MONDAY), Key.MOVE_SUGGESTED),
        (CommitmentDateKept(**TORS, due=DUE, reason="We fly."), Key.DATE_KEPT),
    ],
)
def test_each_answer_has_its_line(fact: Fact, key: Key) -> None:
    assert [line.key for line in lines(Told(idx=1, at=START, fact=fact))] == [key]


@pytest.mark.parametrize(
    ("fact", "key"),
    [
        (CommitmentMissed(**CLOCKS, due=DUE), Key.MISSED),
        (CommitmentLetStand(**CLOCKS, answer_by=DUE), Key.LET_STAND),
        (CommitmentDropped(**CLOCKS, due=DUE), Key.DROPPED),
    ],
)
def test_what_time_did_stands_between_both(fact: Fact, key: Key) -> None:
    (line,) = lines(Told(idx=1, at=START, fact=fact))
    assert (line.key, line.place) == (key, Place.BOTH)


def test_a_second_delivery_and_a_late_one_say_so() -> None:
    late = Told(
        idx=99,
        at=MONDAY + 2 * DAY,
        fact=CommitmentDelivered(**MEERAS, due=MONDAY, answer_by=MONDAY + 4 * DAY),
    )
    first, again, after = lines(DELIVERED, DELIVERED, late)
    assert first.key is Key.DELIVERED
    assert again.key is Key.DELIVERED_AGAIN
    assert (after.key, after.due) == (Key.DELIVERED_LATE, MONDAY)


def test_confirming_what_was_sent_back_is_told_as_that() -> None:
    *_, sent_back, confirmed = lines(DELIVERED, DISPUTED, CONFIRMED)
    assert (sent_back.key, sent_back.quote) == (Key.SENT_BACK, "The test set.")
    assert confirmed.key is Key.CONFIRMED_AFTER_ALL
    assert [line.key for line in lines(CONFIRMED)] == [Key.CONFIRMED]


def test_words_that_were_erased_are_said_to_be_erased() -> None:
    erased = Told(idx=5, at=START, fact=CommitmentDeclined(**TORS, reason=None))
    wordless = Told(idx=6, at=START, fact=CommitmentConfirmed(**TORS))
    assert [line.erased for line in lines(erased, wordless, DISPUTED)] == [True, False, False]


def test_a_reminder_stands_between_both_in_its_place_in_time() -> None:
    reminder = Reminded(at=DUE - 3 * DAY, days=3, person=MEERA, party=KAVERI)
    keys = [(line.key, line.days) for line in lines(PROPOSED, ASKED, reminders=(reminder,))]
    assert keys == [(Key.PROMISED_SURE, None), (Key.REMINDED, 3), (Key.MOVE_ASKED, None)]


def test_facts_of_other_stories_have_no_line() -> None:
    batch = CommitmentsImported(room=ROOM, by=OF_TOR, batch=API, rows=9, left_out=0)
    assert lines(Told(idx=1, at=START, fact=batch)) == ()


def test_every_line_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Key)
    named = {field.name for field in fields(Line)} | {"who", "ahead"}
    values = dict.fromkeys(named, "x")
    assert all((sentence % values).endswith(".") for sentence in SENTENCES.values())


def test_a_named_person_takes_their_name_along_when_erased() -> None:
    fact = proposed()
    assert fact.concerns("holder") == ARJUN
    assert fact.concerns("contact") is None
    assert fact.concerns("deliverable") == MEERA
