"""Counting voices: what each rule makes of them, in any order, with any number of them."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.decisions.rules.count import Because, Counts, count, needed_yes, result, settled
from troth.decisions.rules.rule import CHOICES, Rule, read_share
from troth.foundation.facts.decisions import Choice, DecisionOutcome, Method

YES, NO, ASIDE, OBJECT = Choice.YES, Choice.NO, Choice.ASIDE, Choice.OBJECT
CARRIED, REFUSED, TOO_FEW = (
    DecisionOutcome.CARRIED,
    DecisionOutcome.REFUSED,
    DecisionOutcome.TOO_FEW,
)
SHARES = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)])


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any rule with any quorum."""
    method = draw(st.sampled_from(Method))
    return Rule(method=method, quorum=draw(st.integers(1, 8)), share=draw(SHARES))


@st.composite
def votes(draw: st.DrawFn) -> tuple[Rule, list[Choice | None]]:
    """A rule and what the voices on its roll have said, some of them nothing."""
    rule = draw(rules())
    can_say = st.sampled_from([None, *CHOICES[rule.method]])
    return rule, draw(st.lists(can_say, min_size=1, max_size=8))


def outcome(rule: Rule, *choices: Choice | None) -> DecisionOutcome:
    return result(rule, count(choices)).outcome


# ------------------------------------------------------------------------------ each rule


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((YES, None), CARRIED),
        ((YES, ASIDE), CARRIED),
        ((ASIDE, ASIDE), CARRIED),
        ((YES, OBJECT), REFUSED),
        ((OBJECT, None), REFUSED),
        ((None, None), TOO_FEW),
    ],
)
def test_consent_is_that_nobody_objects(
    said: Sequence[Choice | None], expected: DecisionOutcome
) -> None:
    assert outcome(Rule(method=Method.CONSENT), *said) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((YES, YES), CARRIED),
        ((YES, ASIDE), CARRIED),
        ((YES, None), TOO_FEW),
        ((YES, NO), REFUSED),
        ((NO, None), REFUSED),
        ((ASIDE, ASIDE), REFUSED),
    ],
)
def test_unanimity_needs_everybody_less_those_who_stand_aside(
    said: Sequence[Choice | None], expected: DecisionOutcome
) -> None:
    assert outcome(Rule(method=Method.UNANIMITY), *said) is expected


@pytest.mark.parametrize("method", [Method.ORGANISATIONS, Method.PEOPLE])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((YES, YES, NO), CARRIED),
        ((YES, NO), REFUSED),
        ((YES, NO, None), REFUSED),
        ((YES, None, None), CARRIED),
        ((YES, NO, ASIDE), REFUSED),
        ((ASIDE, ASIDE), REFUSED),
    ],
)
def test_more_than_half_of_those_who_say_yes_or_no(
    method: Method, said: Sequence[Choice | None], expected: DecisionOutcome
) -> None:
    assert outcome(Rule(method=method), *said) is expected


def test_a_consortium_of_seven_with_a_quorum_of_five_and_two_thirds() -> None:
    rule = Rule(method=Method.ORGANISATIONS, quorum=5, share=Fraction(2, 3))
    assert outcome(rule, YES, YES, YES, YES, None, None, None) is TOO_FEW
    assert outcome(rule, YES, YES, YES, YES, NO, None, None) is CARRIED
    assert outcome(rule, YES, YES, YES, NO, NO, None, None) is REFUSED
    # Four of six are two thirds and not more than that.
    assert outcome(rule, YES, YES, YES, YES, NO, NO, None) is REFUSED
    assert outcome(rule, YES, YES, YES, YES, YES, NO, NO) is CARRIED


def test_who_stands_aside_is_there_for_the_quorum_and_in_no_share() -> None:
    rule = Rule(method=Method.ORGANISATIONS, quorum=3)
    assert outcome(rule, YES, ASIDE, ASIDE) is CARRIED
    assert outcome(rule, YES, ASIDE, None) is TOO_FEW


@given(st.integers(0, 60), st.integers(0, 60), SHARES)
def test_the_yes_that_are_needed_are_the_fewest_that_pass_the_share(
    yes: int, no: int, share: Fraction
) -> None:
    counts = Counts(yes=yes, no=no)
    needed = needed_yes(Rule(method=Method.ORGANISATIONS, share=share), counts)
    assert needed > share * (yes + no) >= needed - 1


@pytest.mark.parametrize("text", ["", "half", "1/0", "0/2", "1/3", "2/2", "5/4", "-1/2", "1/2/3"])
def test_what_is_no_share_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="share"):
        read_share(text)


# ------------------------------------------------------------------------------ whatever the rule


@given(votes(), st.randoms())
def test_the_order_of_votes_never_matters(
    said: tuple[Rule, list[Choice | None]], dice: object
) -> None:
    rule, choices = said
    mixed = list(choices)
    dice.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random of hypothesis
    assert result(rule, count(mixed)) == result(rule, count(choices))


@given(votes(), st.data())
def test_one_more_yes_never_turns_carried_into_anything_else(
    said: tuple[Rule, list[Choice | None]], data: st.DataObject
) -> None:
    rule, choices = said
    place = data.draw(st.integers(0, len(choices) - 1))
    more = [*choices[:place], YES, *choices[place + 1 :]]
    if outcome(rule, *choices) is CARRIED:
        assert outcome(rule, *more) is CARRIED


@given(votes())
def test_nothing_is_carried_below_its_quorum(said: tuple[Rule, list[Choice | None]]) -> None:
    rule, choices = said
    if outcome(rule, *choices) is CARRIED:
        counts = count(choices)
        assert counts.present >= rule.quorum_of(counts.voices)


@given(votes())
def test_every_voice_is_counted_once(said: tuple[Rule, list[Choice | None]]) -> None:
    _rule, choices = said
    assert count(choices).voices == len(choices)


@given(votes())
def test_what_is_settled_early_is_what_any_further_voice_leaves_as_it_is(
    said: tuple[Rule, list[Choice | None]],
) -> None:
    rule, choices = said
    found = settled(rule, count(choices))
    missing = [n for n, one in enumerate(choices) if one is None]
    if found is None or len(missing) > 4:
        return
    for rest in product([None, *CHOICES[rule.method]], repeat=len(missing)):
        later = list(choices)
        for n, one in zip(missing, rest, strict=True):
            later[n] = one
        assert outcome(rule, *later) is found.outcome or found.because is Because.ROLL_TOO_SHORT


@given(votes())
def test_once_everybody_has_spoken_it_is_settled(said: tuple[Rule, list[Choice | None]]) -> None:
    rule, choices = said
    everybody = [one or ASIDE for one in choices]
    assert settled(rule, count(everybody)) == result(rule, count(everybody))


def test_a_no_waits_for_those_who_have_not_spoken() -> None:
    rule = Rule(method=Method.UNANIMITY)
    assert settled(rule, count([NO, None])) is None
    assert settled(rule, count([NO, YES])) == result(rule, count([NO, YES]))


def test_three_of_five_end_a_vote_by_majority_early() -> None:
    rule = Rule(method=Method.ORGANISATIONS, quorum=3)
    assert settled(rule, count([YES, YES, None, None, None])) is None
    found = settled(rule, count([YES, YES, YES, None, None]))
    assert found is not None
    assert (found.outcome, found.needed) == (CARRIED, 2)


def test_consent_is_never_early_while_somebody_could_still_object() -> None:
    assert settled(Rule(method=Method.CONSENT), count([YES, YES, None])) is None


def test_a_roll_that_became_shorter_than_its_quorum_ends_at_once() -> None:
    found = settled(Rule(method=Method.ORGANISATIONS, quorum=5), count([YES, YES, None, None]))
    assert found is not None
    assert found.because is Because.ROLL_TOO_SHORT


@given(votes())
def test_the_reason_fits_the_outcome(said: tuple[Rule, list[Choice | None]]) -> None:
    rule, choices = said
    found = result(rule, count(choices))
    carried = {Because.NO_OBJECTION, Because.ALL_YES, Because.SHARE_PASSED}
    assert (found.because in carried) == found.carried


@given(votes())
def test_a_silent_voice_that_leaves_the_roll_takes_no_yes_away(
    said: tuple[Rule, list[Choice | None]],
) -> None:
    rule, choices = said
    counts = count(choices)
    if counts.silent and result(rule, counts).carried and counts.voices > rule.quorum:
        assert result(rule, replace(counts, silent=counts.silent - 1)).carried
