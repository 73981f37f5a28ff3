"""The sentences that stand before the picture: the answer, what is weakest, what would move it, what is missing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from troth.foundation.web import clock
from troth.trust.clasp import telling
from troth.trust.clasp.seen import SeenHand, clasp
from troth.trust.clasp.specimens import KAVERI, LUMEN, finger, hand
from troth.trust.clasp.telling import MOVED_BY
from troth.trust.rules.hands import Dimension, Finger

UNTIL = datetime(2026, 3, 19, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 12, 12, tzinfo=UTC)
GOOD, FAIR, POOR = finger(9, 7, 8, 9), finger(9, 6, 7, 8), finger(9, 2, 4, 6)
NONE = finger(0)
FIRST = "Not enough yet: five finished promises bring the first reading."


def near(*fingers: Finger, reader: str = "lumen") -> SeenHand:
    """Lumen about Kaveri."""
    found = clasp(
        hand(LUMEN, KAVERI, *fingers, *[NONE] * (5 - len(fingers))),
        hand(KAVERI, LUMEN, *[NONE] * 5),
        reader=reader,
    )
    return found.near


def said(*fingers: Finger, reader: str = "lumen") -> list[str]:
    with clock.at(MARCH):
        return telling.sentences(near(*fingers, reader=reader))


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        (GOOD, "About 8 of 10 promises like these will be kept; probably between 7 and 9."),
        (finger(9, 1, 5, 9), "Anywhere between 1 and 9 of 10 promises like these will be kept."),
        (finger(4), FIRST),
        (NONE, FIRST),
        (finger(0, set_aside=2), "Reliability: all evidence is set aside for now."),
        (finger(7), "Reliability: being worked out."),
        (
            replace(GOOD, held_until=UNTIL),
            "Reliability: Kaveri sees this first, until Thursday 19 March.",
        ),
    ],
)
def test_the_answer_comes_first(first: Finger, answer: str) -> None:
    assert said(first)[0] == answer


def test_the_weakest_part_is_named_with_what_would_move_it() -> None:
    found = said(GOOD, GOOD, GOOD, POOR, GOOD)
    assert found[1:] == [
        "Weakest part: open communication.",
        "Answers within the agreed time would change it most.",
    ]


def test_a_weakest_part_that_fell_says_from_where() -> None:
    fallen = replace(POOR, before=7.0)
    assert "Weakest part: truth, down from 7." in said(GOOD, fallen, GOOD)


@pytest.mark.parametrize("number", range(5))
def test_each_part_is_moved_by_something_of_its_own(number: int) -> None:
    fingers = [GOOD] * 5
    fingers[number] = POOR
    dimension = list(Dimension)[number]
    assert said(*fingers)[-1] == str(MOVED_BY[dimension])
    assert len({str(one) for one in MOVED_BY.values()}) == 5


def test_between_equals_nothing_is_weakest() -> None:
    found = said(*[FAIR] * 5)
    assert not any("Weakest" in one for one in found)
    assert found[1] == "The next promise kept by its date would change it most."


def test_alone_it_is_not_the_weakest_of_anything() -> None:
    assert not any("Weakest" in one for one in said(GOOD))


@pytest.mark.parametrize(
    ("fingers", "words"),
    [
        ((GOOD,), "No reading yet of truth, ability, open communication and care."),
        ((GOOD, GOOD, finger(3), GOOD, GOOD), "No reading yet of ability."),
        ((NONE, GOOD, GOOD, NONE, NONE), "No reading yet of open communication and care."),
    ],
)
def test_what_is_missing_is_named_in_the_order_of_the_hand(
    fingers: tuple[Finger, ...], words: str
) -> None:
    assert said(*fingers)[-1] == words


@pytest.mark.parametrize(
    "other", [replace(GOOD, held_until=UNTIL), finger(3, hidden=True), finger(0, set_aside=1)]
)
def test_what_is_kept_back_is_not_called_missing(other: Finger) -> None:
    assert not any("No reading yet" in one for one in said(GOOD, other, GOOD, GOOD, GOOD))


def test_the_described_side_reads_its_widest_gap() -> None:
    fingers = (
        replace(GOOD, own=9.0),
        replace(FAIR, own=2.0),
        GOOD,
        replace(GOOD, own=6.0),
        GOOD,
    )
    words = "Truth: Kaveri about itself: 2; Lumen about Kaveri: 7 (6–8)."
    assert words in said(*fingers, reader="kaveri")
    assert words not in said(*fingers, reader="lumen")
    assert words not in said(*fingers, reader="")


def test_without_a_word_of_its_own_there_is_no_gap() -> None:
    assert not any("itself" in one for one in said(*[GOOD] * 5, reader="kaveri"))


def test_every_part_of_the_description_is_in_its_place() -> None:
    told = telling.described(near(GOOD, finger(2)))
    assert told == (
        "Lumen Sensors about Kaveri Analytics: Reliability 8 of 10, between 7 and 9, from 9 items; "
        "Truth not enough yet, 2 of 5 needed; Ability nothing yet; Open communication nothing yet; "
        "Care nothing yet."
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (GOOD, "8/10 (7–9, n 9)"),
        (finger(2), "not enough yet (2 of 5)"),
        (NONE, "nothing yet"),
        (finger(0, set_aside=1), "all evidence is set aside for now"),
        (replace(GOOD, held_until=UNTIL), "Kaveri sees this first, until Thursday 19 March"),
    ],
)
def test_the_plain_line_has_a_few_words_for_each_state(one: Finger, words: str) -> None:
    with clock.at(MARCH):
        assert f"reliability {words}, truth" in telling.one_line(near(one))


def test_the_plain_line_is_one_line_in_plain_letters() -> None:
    line = telling.one_line(near(*[GOOD] * 5))
    assert "\n" not in line
    assert "<" not in line


def test_small_signs_speak_of_reliability_in_both_directions() -> None:
    found = clasp(hand(LUMEN, KAVERI, *[GOOD] * 5), hand(KAVERI, LUMEN, *[FAIR] * 5))
    assert telling.brief(found) == (
        "Lumen about Kaveri: reliability 8 of 10, between 7 and 9, from 9 items; "
        "Kaveri about Lumen: reliability 7 of 10, between 6 and 8, from 9 items"
    )


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_answer_is_said_in_the_readers_language(language: str) -> None:
    with translation.override(language):
        assert telling.answer(near(GOOD)) != "About 8 of 10 promises like these will be kept"
        assert "promises like these" not in telling.answer(near(GOOD))
