"""When the answers of the parties carry a motion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.facts.partnerships import Act
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.rules.consent import (
    RULES,
    UNANIMOUS,
    ConsentRule,
    Verdict,
    is_rule,
    rule_for,
    verdict,
    voters,
    why_not_remove,
)
from troth.partnerships.rules.refusals import Reason

A, B, C, D = (Ulid(letter) for letter in "ABCD")
rules = st.sampled_from(RULES)
answers = st.dictionaries(st.sampled_from([A, B, C, D]), st.booleans())


@pytest.mark.parametrize(
    ("rule", "parties", "needed"),
    [
        ("unanimous", 2, 2),
        ("unanimous", 7, 7),
        ("all-but-one", 1, 1),
        ("all-but-one", 2, 2),
        ("all-but-one", 3, 2),
        ("all-but-one", 7, 6),
        ("majority:1/2", 2, 2),
        ("majority:1/2", 3, 2),
        ("majority:1/2", 4, 3),
        ("majority:2/3", 3, 3),
        ("majority:2/3", 7, 5),
        ("majority:3/4", 8, 7),
    ],
)
def test_how_many_must_say_yes(rule: str, parties: int, needed: int) -> None:
    assert ConsentRule(rule).needed(parties) == needed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dice",
        "majority",
        "majority:",
        "majority:1/3",
        "majority:1/1",
        "majority:x",
        "majority:1/0",
    ],
)
def test_a_rule_nobody_can_read_is_refused(text: str) -> None:
    assert not is_rule(text)
    with pytest.raises(ValueError):
        ConsentRule(text).needed(3)


def test_every_offered_rule_can_be_read() -> None:
    assert all(is_rule(rule) for rule in RULES)


@given(rule=rules, said=answers)
def test_one_of_two_never_decides_alone(rule: str, said: dict[Ulid, bool]) -> None:
    carried = verdict(ConsentRule(rule), voters={A, B}, answers=said) is Verdict.CARRIED
    assert carried == (said.get(A) is True and said.get(B) is True)


@given(rule=rules, said=answers, extra=st.booleans())
def test_whoever_has_no_vote_changes_nothing(
    rule: str, said: dict[Ulid, bool], extra: bool
) -> None:
    voting = {A, B, C}
    with_stranger = {**said, D: extra}
    without = {party: yes for party, yes in said.items() if party != D}
    assert verdict(ConsentRule(rule), voters=voting, answers=with_stranger) is verdict(
        ConsentRule(rule), voters=voting, answers=without
    )


@given(rule=rules, said=answers)
def test_a_further_yes_never_turns_it_down(rule: str, said: dict[Ulid, bool]) -> None:
    voting = {A, B, C, D}
    before = verdict(ConsentRule(rule), voters=voting, answers=said)
    for party in voting - said.keys():
        after = verdict(ConsentRule(rule), voters=voting, answers={**said, party: True})
        assert before is not Verdict.CARRIED or after is Verdict.CARRIED
        assert before is Verdict.REFUSED or after is not Verdict.REFUSED


def test_nobody_with_a_vote_carries_nothing() -> None:
    assert verdict(ConsentRule("unanimous"), voters=(), answers={A: True}) is Verdict.OPEN


def test_the_party_concerned_has_no_vote_on_leaving_but_on_everything_else() -> None:
    assert voters(Act.REMOVE_PARTY, parties={A, B, C}, about=C) == {A, B}
    assert voters(Act.CLOSE, parties={A, B, C}, about=C) == {A, B, C}


def test_who_can_be_asked_to_leave() -> None:
    assert why_not_remove(B, parties={A, B}, by=A) is Reason.TWO_ALONE
    assert why_not_remove(A, parties={A, B, C}, by=A) is Reason.LEAVE_INSTEAD
    assert why_not_remove(B, parties={A, B, C}, by=A) is None


def test_a_facilitator_needs_everybody() -> None:
    assert rule_for(Act.SEAT_FACILITATOR, agreed="majority:1/2") == UNANIMOUS
    assert rule_for(Act.CLOSE, agreed="majority:1/2") == "majority:1/2"
