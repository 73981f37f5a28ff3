"""Every refusal has its sentence, and every sentence can be filled."""

import re

import pytest

from troth.foundation.facts.partnerships import MotionOutcome
from troth.partnerships.rules.consent import RULES
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.sentences import OUTCOME_WORDS, RULE_WORDS, WHY_NOT, rule_words, why_not

BLAMING = re.compile(r"\b(failed|violation|user|error|invalid|forbidden|denied)\b|!", re.IGNORECASE)


def test_every_reason_has_a_sentence() -> None:
    assert WHY_NOT.keys() == set(Reason)
    assert OUTCOME_WORDS.keys() == set(MotionOutcome)
    assert RULE_WORDS.keys() == set(RULES)


@pytest.mark.parametrize("reason", sorted(Reason))
def test_sentences_are_plain_and_end(reason: Reason) -> None:
    sentence = str(WHY_NOT[reason])
    assert sentence.endswith(".")
    assert not BLAMING.search(sentence)


def test_a_refusal_names_who_was_quicker() -> None:
    assert why_not(NotPossible(Reason.SOMEBODY_WAS_QUICKER, who="Ravi")).startswith("Ravi was")


def test_a_settled_motion_says_by_whom_and_how() -> None:
    refused = NotPossible(Reason.ALREADY_SETTLED, who="Ravi", outcome="refused")
    assert why_not(refused).startswith("Ravi settled this a moment before you: not carried.")
    assert why_not(NotPossible(Reason.ALREADY_SETTLED)).startswith("This was settled already")


def test_a_rule_nobody_offers_is_still_said() -> None:
    assert rule_words("majority:4/5") == "more than 4/5 must say yes"
    assert rule_words("unanimous") == "every organisation must say yes"
