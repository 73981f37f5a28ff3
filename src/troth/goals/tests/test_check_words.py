"""Sustainability checks in words: how one stands, what holds a launch, which goals it serves, what shows it."""

from dataclasses import replace

import pytest
from django import forms

from troth.foundation.facts.checks import Outcome
from troth.foundation.facts.fact import every_fact
from troth.goals.check_forms import AimsField
from troth.goals.check_words import CHOICES, OUTCOMES, OWED, SENTENCES, TAGS, WAITING, aims_words
from troth.goals.evidence import chosen
from troth.goals.models import Goal
from troth.goals.offers import gate
from troth.goals.queries.checks import check_of
from troth.goals.rules.checks import Owes
from troth.goals.tests.checked import WHAT, agree, anew, propose, settle
from troth.partnerships.testing import Cast


@pytest.mark.parametrize(
    ("typed", "aims"),
    [
        ("", []),
        ("7, 13", [7, 13]),
        ("13;7 7", [7, 13]),
        (" 1 ,17 ", [1, 17]),
        ("007", [7]),
    ],
)
def test_goals_of_the_united_nations_are_typed_by_number(typed: str, aims: list[int]) -> None:
    assert AimsField().clean(typed) == aims


@pytest.mark.parametrize("typed", ["0", "18", "7.5", "-7", "seven", "²", "٧", "9" * 40, "7, x"])
def test_what_is_no_such_goal_is_refused_in_words(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="goals 1 to 17"):
        AimsField().clean(typed)


@pytest.mark.parametrize(
    ("aims", "words"), [([], ""), ([7], "UN goal 7"), ([7, 13], "UN goals 7, 13")]
)
def test_goals_are_named_by_number_alone(aims: list[int], words: str) -> None:
    assert aims_words(aims) == words


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("", None),
        ("resource:", None),
        ("resource:01J", ("resource", "01J")),
        ("commitment:a:b", ("commitment", "a:b")),
    ],
)
def test_a_choice_names_a_noun_and_one_of_its_items(
    value: str, named: tuple[str, str] | None
) -> None:
    assert chosen(value) == named


def test_every_outcome_has_its_word_its_choice_and_its_tag() -> None:
    for words in (OUTCOMES, CHOICES, TAGS):
        assert set(words) == set(Outcome)
    assert len({str(one) for one in OUTCOMES.values()}) == len(Outcome)


def test_everything_a_side_can_owe_is_said_on_both_pages() -> None:
    assert set(WAITING) == set(OWED) == set(Owes)


def test_every_fact_of_checks_and_results_has_its_sentence() -> None:
    wanted = ("goal:check-", "goal:results-")
    kinds = {one.kind for one in every_fact() if one.kind.startswith(wanted)}
    assert set(SENTENCES) == kinds


@pytest.mark.django_db
def test_the_gate_of_a_launch_names_the_check_and_leads_to_it(cast: Cast, agreed: Goal) -> None:
    assert gate(agreed) is None
    propose(agreed, by=cast.ravi, holds=True)
    assert gate(agreed) is None, "what is only proposed holds nothing"
    one = agree(agreed, cast, holds=True)
    held = gate(agreed)
    assert held is not None
    assert WHAT in held.sentence
    assert (held.url_name, held.url_kwargs) == ("goals.check", {"pk": one.id})
    settle(one, cast.ravi, cast.ingrid, outcome=Outcome.PASSED)
    assert gate(agreed) is None


@pytest.mark.django_db
def test_of_several_checks_that_hold_it_the_gate_says_how_many(cast: Cast, agreed: Goal) -> None:
    for _ in range(2):
        agree(agreed, cast, holds=True)
    held = gate(agreed)
    assert held is not None
    assert held.sentence.startswith("2 sustainability checks hold it")


@pytest.mark.django_db
def test_a_row_and_the_rules_speak_of_the_same_check(cast: Cast, agreed: Goal) -> None:
    one = agree(agreed, cast, holds=True)
    settle(one, cast.ravi, cast.ingrid)
    told = check_of(anew(one), frozenset())
    assert (told.proposer, told.answering) == (cast.kaveri.id, cast.kaveri.id)
    assert told.assents == {cast.kaveri.id, cast.lumen.id}
    assert (told.agreed, told.gone, told.holds) == (True, False, True)
    assert told.outcome is Outcome.FAILED
    assert replace(told, results=()).outcome is None
