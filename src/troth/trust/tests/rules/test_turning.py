"""What happened, told fact by fact, and what the table makes of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from troth.foundation.facts.commitments import (
    CommitmentAccepted,
    CommitmentAnswerMoved,
    CommitmentConfirmed,
    CommitmentDeclined,
    CommitmentDelivered,
    CommitmentDisputed,
    CommitmentDropped,
    CommitmentLetStand,
    CommitmentMissed,
    CommitmentMoveAsked,
    CommitmentMoved,
    CommitmentProposed,
    CommitmentWithdrawn,
)
from troth.foundation.facts.discussions import (
    MeaningAsked,
    MeaningConfirmed,
    MeaningCorrected,
    PostTakenBack,
    PostWritten,
    QuestionAnswered,
    QuestionAsked,
    QuestionReopened,
    TopicBegun,
)
from troth.foundation.facts.fact import CLOCK, Actor, Fact
from troth.foundation.facts.slips import SlipAcknowledged, SlipOwned, SlipRepaired, SlipWithdrawn
from troth.foundation.kernel.ulid import Ulid
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind
from troth.trust.rules.turning import Known, Place, replaced, subject_of, turn

ROOM, ONE, TOPIC, POST, SLIP, SECOND = (Ulid(letter * 26) for letter in "RSTPQW")
LUMEN, KAVERI, THIRD = (Ulid(letter * 26) for letter in "AKZ")
INGRID, RAVI = (Actor(Ulid(letter * 26), side) for letter, side in (("J", LUMEN), ("V", KAVERI)))
BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE = BEGUN + timedelta(days=10)
OWED = BEGUN + timedelta(days=2)
PARTIES = [LUMEN, KAVERI, THIRD]

Told = tuple[float, Fact]


def fact(kind: Callable[..., Fact], by: Actor = CLOCK, **more: Any) -> Fact:
    """A fact about the one promise."""
    return kind(room=ROOM, by=by, commitment=ONE, **more)


def told(*story: Told, owed: datetime | None = OWED) -> list[Piece]:
    """All that a story gives, each fact on its day."""
    known: dict[str, Known] = {}
    pieces: list[Piece] = []
    for idx, (day, one) in enumerate(story):
        subject = str(subject_of(one))
        beside = known.get(ONE) if subject in {SLIP, SECOND, POST} else None
        at = BEGUN + timedelta(days=day)
        place = Place(
            idx=idx, at=at, known=known.get(subject), parties=PARTIES, owed=owed, beside=beside
        )
        turned = turn(one, place)
        known |= {story.subject: story for story in turned.stories}
        instead = replaced(turned.pieces)
        pieces = [
            one
            for one in pieces
            if one.subject != turned.gone and one.kind not in instead.get(one.subject, ())
        ] + turned.pieces
    return pieces


def said(pieces: Sequence[Piece], about: str) -> list[str]:
    """The kinds that speak about one side."""
    return [one.kind.value for one in pieces if one.about == about]


def promised(**more: Any) -> Told:
    """Lumen promises Kaveri something for the tenth day."""
    common = {"promising_party": LUMEN, "receiving_party": KAVERI, "due": DUE}
    asked = {"zone": "Europe/Oslo", "deliverable": "weather data"}
    return 0, fact(CommitmentProposed, INGRID, **{**common, **asked, **more})


ACCEPTED: Told = (1, fact(CommitmentAccepted, RAVI, due=DUE))
DELIVERED: Told = (
    8,
    fact(CommitmentDelivered, INGRID, due=DUE, answer_by=BEGUN + timedelta(days=12)),
)
CONFIRMED: Told = (9, fact(CommitmentConfirmed, RAVI))
MISSED: Told = (10, fact(CommitmentMissed, due=DUE))
DROPPED: Told = (40, fact(CommitmentDropped, due=DUE))
SENT_BACK: Told = (9, fact(CommitmentDisputed, RAVI, missing="the labels"))


def test_kept_well_made_and_answered_in_time_on_both_sides() -> None:
    found = told(promised(), ACCEPTED, DELIVERED, CONFIRMED)
    assert said(found, LUMEN) == ["kept", "well-made"]
    assert said(found, KAVERI) == ["answered", "answered"]
    assert {one.towards for one in found if one.about == LUMEN} == {KAVERI}


def test_a_no_is_an_answer_too() -> None:
    found = told(promised(), (1, fact(CommitmentDeclined, RAVI, reason="First the pilots.")))
    assert said(found, KAVERI) == ["answered"]
    assert said(found, LUMEN) == []


@pytest.mark.parametrize(("day", "kind"), [(1.9, "answered"), (2.1, "answered-late")])
def test_an_answer_is_late_after_the_agreed_moment(day: float, kind: str) -> None:
    assert said(told(promised(), (day, ACCEPTED[1])), KAVERI) == [kind]


def test_nobody_owes_an_answer_to_what_was_promised_to_all() -> None:
    found = told(promised(receiving_party=None), ACCEPTED, DELIVERED, CONFIRMED, owed=None)
    assert sorted(one.towards for one in found if one.kind is Kind.KEPT) == [KAVERI, THIRD]


def test_one_cannot_answer_oneself() -> None:
    assert told(promised(), (1, fact(CommitmentAccepted, INGRID, due=DUE))) == []


def test_silence_after_a_delivery_counts_for_the_promise_and_against_the_answering_side() -> None:
    stand = (13, fact(CommitmentLetStand, answer_by=DUE))
    found = told(promised(), ACCEPTED, DELIVERED, stand)
    assert said(found, LUMEN) == ["kept"]
    assert said(found, KAVERI) == ["answered", "unanswered"]


def test_sent_back_says_something_about_the_work_once() -> None:
    found = told(promised(), ACCEPTED, DELIVERED, SENT_BACK, SENT_BACK, (11, CONFIRMED[1]))
    assert said(found, LUMEN) == ["sent-back", "kept"]
    assert said(found, KAVERI) == ["answered", "answered"]


def test_what_comes_late_was_counted_when_its_date_passed() -> None:
    found = told(promised(), ACCEPTED, MISSED, (12, DELIVERED[1]), (13, CONFIRMED[1]))
    assert said(found, LUMEN) == ["missed", "well-made"]


def test_a_miss_that_nobody_speaks_of_is_silent_at_its_end() -> None:
    assert said(told(promised(), ACCEPTED, MISSED, DROPPED), LUMEN) == ["missed", "silent"]


def test_the_clock_coming_by_twice_counts_once() -> None:
    assert said(told(promised(), ACCEPTED, MISSED, MISSED), LUMEN) == ["missed"]


def test_taken_back_before_the_date_is_not_kept_but_open() -> None:
    back = fact(CommitmentWithdrawn, INGRID, accepted=True)
    assert said(told(promised(), ACCEPTED, (5, back)), LUMEN) == ["missed", "announced"]
    assert said(told(promised(), ACCEPTED, MISSED, (12, back)), LUMEN) == ["missed"]


def test_taken_back_before_it_was_accepted_says_nothing() -> None:
    assert told(promised(), (0.5, fact(CommitmentWithdrawn, INGRID, accepted=False))) == []


@pytest.mark.parametrize(("asks", "kinds"), [(INGRID, ["moved"]), (RAVI, [])])
def test_asking_in_time_is_openness_of_whoever_promised(asks: Actor, kinds: list[str]) -> None:
    later = DUE + timedelta(days=4)
    ask = fact(CommitmentMoveAsked, asks, was=DUE, due=later, reason="customs")
    agree = fact(CommitmentMoved, RAVI, was=DUE, due=later)
    assert said(told(promised(), ACCEPTED, (3, ask), (4, agree)), LUMEN) == kinds


def test_the_third_move_of_one_promise_says_hardly_anything() -> None:
    later = DUE + timedelta(days=4)
    ask = fact(CommitmentMoveAsked, INGRID, was=DUE, due=later, reason="customs")
    agree = fact(CommitmentMoved, RAVI, was=DUE, due=later)
    found = told(promised(), ACCEPTED, *[(3.0, ask), (4.0, agree)] * 3)
    assert [one.nth for one in found if one.kind is Kind.MOVED] == [1, 2, 3]


def test_a_pause_says_nothing_about_anybody() -> None:
    rest = fact(CommitmentMoved, RAVI, was=DUE, due=DUE + timedelta(days=9), pause=POST)
    more = fact(CommitmentAnswerMoved, was=DUE, answer_by=DUE + timedelta(days=9), pause=POST)
    assert said(told(promised(), ACCEPTED, (3, rest), (4, more)), LUMEN) == []


@pytest.mark.parametrize(("sure", "kept"), [(100, 2.4), (50, 1.0), (0, -3.2)])
def test_how_sure_one_was_is_measured_by_what_came(sure: int, kept: float) -> None:
    found = told(promised(sure=sure), ACCEPTED, DELIVERED, CONFIRMED)
    (said_so,) = [one for one in found if one.kind is Kind.SURE]
    assert said_so.y == pytest.approx(kept)


def test_a_promise_whose_beginning_is_not_known_says_nothing() -> None:
    facts = (ACCEPTED, DELIVERED, SENT_BACK, CONFIRMED, MISSED, DROPPED)
    for story in facts:
        assert told(story) == []


def question(**more: Any) -> Told:
    """Ravi asks Lumen something, to be answered within two days."""
    common = {"topic": TOPIC, "question": ONE, "number": 1, "text": "Which port?"}
    asked = {"asked_party": LUMEN, "answer_by": OWED}
    return 0, QuestionAsked(room=ROOM, by=RAVI, **{**common, **asked, **more})


def reply(by: Actor) -> Fact:
    """A post under the question."""
    return PostWritten(room=ROOM, by=by, topic=TOPIC, post=POST, number=2, text="8883", answers=ONE)


MARKED = QuestionAnswered(
    room=ROOM, by=RAVI, topic=TOPIC, question=ONE, answer=POST, answer_by=OWED
)


@pytest.mark.parametrize("true", [0.3, 0.6, 0.7, 0.9])
def test_saying_what_one_believes_is_the_best_one_can_say(true: float) -> None:
    def expected(sure: int) -> float:
        (kept,) = ys(sure, CONFIRMED)
        (missed,) = ys(sure, MISSED)
        return true * kept + (1 - true) * missed

    def ys(sure: int, end: Told) -> list[float]:
        story = [promised(sure=sure), ACCEPTED, *([DELIVERED] if end is CONFIRMED else []), end]
        return [one.y for one in told(*story) if one.kind is Kind.SURE]

    assert max(range(0, 101, 10), key=expected) == round(true * 100)


def test_delivered_in_time_sent_back_and_brought_late_it_was_not_kept() -> None:
    again = (15, fact(CommitmentDelivered, INGRID, due=DUE, answer_by=DUE + timedelta(days=9)))
    found = told(promised(), ACCEPTED, DELIVERED, (11, SENT_BACK[1]), again, (16, CONFIRMED[1]))
    assert said(found, LUMEN) == ["sent-back", "missed"]


def test_delivered_in_time_sent_back_and_never_again_it_was_missed_and_not_in_silence() -> None:
    found = told(promised(), ACCEPTED, DELIVERED, (11, SENT_BACK[1]), DROPPED)
    assert said(found, LUMEN) == ["sent-back", "missed"]


def test_confirmed_after_all_what_was_delivered_in_time_was_not_missed() -> None:
    found = told(promised(sure=90), ACCEPTED, DELIVERED, SENT_BACK, MISSED, (12, CONFIRMED[1]))
    assert said(found, LUMEN) == ["sent-back", "kept", "sure"]


def test_let_stand_and_then_confirmed_the_answer_counts_once() -> None:
    stand = (13, fact(CommitmentLetStand, answer_by=DUE))
    found = told(promised(), ACCEPTED, DELIVERED, stand, (14, CONFIRMED[1]))
    assert said(found, KAVERI) == ["answered", "unanswered"]


def test_the_first_word_of_the_asked_side_counts_not_the_day_it_was_marked() -> None:
    assert said(told(question(), (1, reply(INGRID)), (30, MARKED)), LUMEN) == ["answered"]


def test_a_word_of_the_asking_side_is_no_answer() -> None:
    assert told(question(), (1, reply(RAVI)), (30, MARKED)) == []


def test_marked_by_the_asked_side_it_is_answered_now() -> None:
    own = replace(MARKED, by=INGRID)
    assert said(told(question(), (1, own)), LUMEN) == ["answered"]
    assert said(told(question(), (30, own)), LUMEN) == ["answered-late"]


def test_a_pause_gives_more_time_to_answer() -> None:
    later = replace(MARKED, by=INGRID, answer_by=OWED + timedelta(days=9))
    assert said(told(question(), (8, later)), LUMEN) == ["answered"]


def test_asking_back_is_a_word_too() -> None:
    back = QuestionAsked(
        room=ROOM,
        by=INGRID,
        topic=TOPIC,
        question=POST,
        number=2,
        text="Which gateway?",
        asked_party=KAVERI,
        answer_by=OWED,
        answers=ONE,
    )
    assert said(told(question(), (1, back), (30, MARKED)), LUMEN) == ["answered"]


def test_a_question_that_was_taken_back_says_nothing() -> None:
    back = PostTakenBack(room=ROOM, by=RAVI, topic=TOPIC, post=ONE)
    assert told(question(), (1, back), (30, replace(MARKED, by=INGRID))) == []


def test_a_question_that_is_opened_again_and_answered_counts_once() -> None:
    again = QuestionReopened(room=ROOM, by=RAVI, topic=TOPIC, question=ONE, answer_by=OWED)
    story = [question(), (1, reply(INGRID)), (1, MARKED), (2, again), (3, MARKED)]
    assert said(told(*story), LUMEN) == ["answered"]


@pytest.mark.parametrize("asked", [None, KAVERI])
def test_a_question_to_everybody_or_to_oneself_is_owed_by_nobody(asked: Ulid | None) -> None:
    assert told(question(asked_party=asked), (30, MARKED)) == []


def meaning(kind: Callable[..., Fact], by: Actor, **more: Any) -> Fact:
    """Something about one paraphrase."""
    return kind(room=ROOM, by=by, topic=TOPIC, post=POST, meaning=ONE, **more)


def test_a_paraphrase_that_is_confirmed_shows_listening_on_one_side_and_clarity_on_the_other() -> (
    None
):
    asked = meaning(MeaningAsked, RAVI, words="The week after?")
    found = told((0, asked), (1, meaning(MeaningConfirmed, INGRID)))
    assert [(one.kind, one.about, one.towards) for one in found] == [
        (Kind.MADE_CLEAR, LUMEN, KAVERI),
        (Kind.UNDERSTOOD, KAVERI, LUMEN),
    ]


def test_corrected_it_is_made_clear_and_that_is_all() -> None:
    asked = meaning(MeaningAsked, RAVI, words="The week after?")
    found = told((0, asked), (1, meaning(MeaningCorrected, INGRID, words="The week before.")))
    assert [one.kind for one in found] == [Kind.MADE_CLEAR]


def test_among_colleagues_it_says_nothing() -> None:
    asked = meaning(MeaningAsked, RAVI, words="The week after?")
    assert told((0, asked), (1, meaning(MeaningConfirmed, RAVI))) == []


def test_most_facts_are_about_nothing_that_is_followed() -> None:
    assert subject_of(TopicBegun(room=ROOM, by=RAVI, topic=TOPIC, title="Ports")) is None
    assert told((0, TopicBegun(room=ROOM, by=RAVI, topic=TOPIC, title="Ports"))) == []


def slip(**more: Any) -> SlipOwned:
    """Lumen owns up to Kaveri, about the promise."""
    common = {"slip": SLIP, "owning_party": LUMEN, "towards": KAVERI, "commitment": ONE}
    said = {"what": "Late.", "effect": "You waited.", "repair": "It is there.", "next": "Earlier."}
    return SlipOwned(room=ROOM, by=INGRID, **{**common, **said, **more})


HEARD = SlipAcknowledged(room=ROOM, by=RAVI, slip=SLIP)
REPAIRED = SlipRepaired(room=ROOM, by=RAVI, slip=SLIP)


def test_said_before_the_date_it_is_announced_once_the_date_has_passed() -> None:
    early = told(promised(), ACCEPTED, (5, slip()), (6, HEARD))
    assert said(early, LUMEN) == []
    found = told(promised(), ACCEPTED, (5, slip()), (6, HEARD), MISSED)
    assert said(found, LUMEN) == ["missed", "announced"]


def test_said_before_the_date_and_kept_after_all_it_was_no_slip() -> None:
    found = told(promised(), ACCEPTED, (5, slip()), DELIVERED, CONFIRMED)
    assert said(found, LUMEN) == ["kept", "well-made"]


def test_owned_afterwards_it_counts_when_the_other_side_has_heard_it() -> None:
    story = [promised(), ACCEPTED, MISSED, (12.0, slip())]
    assert said(told(*story), LUMEN) == ["missed"]
    assert said(told(*story, (13, HEARD), (14, HEARD)), LUMEN) == ["missed", "owned"]


def test_owned_it_is_not_silent_at_its_end() -> None:
    found = told(promised(), ACCEPTED, MISSED, (12, slip()), DROPPED)
    assert said(found, LUMEN) == ["missed"]


def test_of_one_promise_a_slip_counts_once() -> None:
    again, heard = slip(slip=SECOND), SlipAcknowledged(room=ROOM, by=RAVI, slip=SECOND)
    found = told(promised(), ACCEPTED, MISSED, (12, slip()), (13, HEARD), (14, again), (15, heard))
    assert said(found, LUMEN) == ["missed", "owned"]


def test_the_repair_counts_when_the_other_side_confirms_it_and_once() -> None:
    found = told(promised(), ACCEPTED, MISSED, (12, slip()), (14, REPAIRED), (15, REPAIRED))
    assert said(found, LUMEN) == ["missed", "owned", "repaired"]


@pytest.mark.parametrize("kind", [SlipAcknowledged, SlipRepaired])
def test_nobody_hears_or_confirms_its_own(kind: Callable[..., Fact]) -> None:
    own = kind(room=ROOM, by=INGRID, slip=SLIP)
    assert told((0, slip(commitment=None)), (1, own)) == []


def test_a_slip_about_nothing_promised_counts_when_it_was_heard_towards_whoever_heard_it() -> None:
    found = told((0, slip(commitment=None, towards=None)), (1, HEARD))
    assert [(one.kind, one.towards) for one in found] == [(Kind.OWNED, KAVERI)]


def test_taken_back_it_was_not_said_and_silence_weighs_again() -> None:
    back = SlipWithdrawn(room=ROOM, by=INGRID, slip=SLIP)
    found = told(promised(), ACCEPTED, MISSED, (12, slip()), (13, back), DROPPED)
    assert said(found, LUMEN) == ["missed", "silent"]


def test_a_promise_that_was_kept_has_no_slip() -> None:
    story = [promised(), ACCEPTED, DELIVERED, CONFIRMED, (12.0, slip()), (13.0, HEARD)]
    assert said(told(*story), LUMEN) == ["kept", "well-made"]


def test_another_sides_promise_makes_no_slip_of_ones_own() -> None:
    theirs = promised(promising_party=KAVERI, receiving_party=LUMEN)
    assert said(told(theirs, (3, slip()), (4, HEARD)), LUMEN) == ["owned"]
