"""Who says what the answer is, and for whom a question waits."""

import pytest

from troth.discussions.rules.questions import (
    Asked,
    QuestionState,
    mark_refusal,
    may_mark,
    reopen_refusal,
    waits_for,
)
from troth.discussions.rules.refusals import SENTENCES, Refusal
from troth.foundation.kernel.ulid import Ulid

LUMEN, KAVERI, TERN = Ulid("lumen"), Ulid("kaveri"), Ulid("tern")
SIRI, MEERA, FIONA = Ulid("siri"), Ulid("meera"), Ulid("fiona")


def asked(state: QuestionState = QuestionState.OPEN, to: Ulid | None = KAVERI) -> Asked:
    return Asked(state=state, asking_person=SIRI, asking_party=LUMEN, asked_party=to)


@pytest.mark.parametrize(
    ("person", "party", "may"),
    [
        (SIRI, None, True),
        (Ulid("tor"), LUMEN, True),
        (MEERA, KAVERI, True),
        (FIONA, TERN, False),
        (Ulid("guest"), None, False),
    ],
)
def test_the_asker_and_the_asked_side_mark_and_nobody_else(
    person: Ulid, party: Ulid | None, may: bool
) -> None:
    assert may_mark(asked(), person=person, party=party) is may


def test_a_question_to_everybody_is_everybodys_to_answer() -> None:
    assert may_mark(asked(to=None), person=FIONA, party=TERN)
    assert waits_for(asked(to=None), TERN)
    assert not waits_for(asked(to=None), LUMEN)


def test_only_what_is_open_waits_and_can_be_marked() -> None:
    for state in (QuestionState.ANSWERED, QuestionState.TAKEN_BACK):
        assert not waits_for(asked(state), KAVERI)
        assert mark_refusal(asked(state), person=MEERA, party=KAVERI) is Refusal.NOT_OPEN
    assert mark_refusal(asked(), person=MEERA, party=KAVERI) is None


def test_the_asking_side_alone_reopens_what_was_answered() -> None:
    answered = asked(QuestionState.ANSWERED)
    assert reopen_refusal(answered, person=SIRI, party=LUMEN) is None
    assert reopen_refusal(answered, person=MEERA, party=KAVERI) is Refusal.ONLY_THE_ASKER
    assert reopen_refusal(asked(), person=SIRI, party=LUMEN) is Refusal.OPEN_ALREADY


def test_every_refusal_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Refusal)
