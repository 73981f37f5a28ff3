"""What can be typed and ticked: every bound holds, and what is wrong is said in words. No database is asked."""

from dataclasses import fields
from datetime import date
from typing import get_type_hints

import pytest
from django.forms import Form
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.foundation.facts import voices as facts
from troth.foundation.facts.fact import SALTED, Fact, every_fact, names_person
from troth.inclusion.actions.naming import Named
from troth.inclusion.forgotten import FORGOTTEN
from troth.inclusion.forms import NameForm, ReasonForm, SpeakForm, StatedForm, TalkForm
from troth.inclusion.models.voices import LONGEST_HEARD, LONGEST_NAME, LONGEST_WORDS
from troth.inclusion.rules.report import month_after
from troth.inclusion.rules.standing import plain
from troth.inclusion.rules.stated import By
from troth.inclusion.shown import month_words, months
from troth.inclusion.stating import CALLED, REGIONS, ROLES
from troth.inclusion.views.voices import named_in

TALK = {"on": "2026-03-12", "how": "On the roof.", "heard": "The ladder is wet."}


def wrong(form: Form) -> list[str]:
    """The names of the fields that need another look."""
    return sorted(form.errors)


# ------------------------------------------------------------------------------ naming


def test_ticks_come_before_own_words() -> None:
    form = NameForm({"known": ["nights", "offline"], "name": " Guards ", "how": "At night."})
    assert form.is_valid()
    assert named_in(form) == [
        Named(template="nights"),
        Named(template="offline"),
        Named(name="Guards", how="At night."),
    ]


def test_ticks_alone_are_enough_and_so_are_own_words() -> None:
    ticks, words = NameForm({"known": ["nights"]}), NameForm({"name": "Guards"})
    assert ticks.is_valid()
    assert words.is_valid()
    assert [one.called for one in named_in(words)] == ["Guards"]
    assert [one.template for one in named_in(ticks)] == ["nights"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "name"),
        ({"name": " \n "}, "name"),
        ({"known": ["somebody"]}, "known"),
        ({"name": "x" * (LONGEST_NAME + 1)}, "name"),
        ({"name": "Guards", "how": "x" * (LONGEST_WORDS + 1)}, "how"),
        ({"name": "Gu\x00ards"}, "name"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(said: dict[str, object], field: str) -> None:
    assert field in wrong(NameForm(said))


def test_what_is_named_already_is_not_offered_again() -> None:
    form = NameForm(named={"nights", "offline"})
    offered = [value for value, _words in form.fields["known"].choices]  # type: ignore[attr-defined]  # a choice field
    assert offered == [key for key in FORGOTTEN if key not in {"nights", "offline"}]


def test_a_tick_somebody_else_has_made_meanwhile_is_no_fault() -> None:
    assert NameForm({"known": ["nights"]}).is_valid(), "the form that was sent offers all of them"


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=30).map(lambda some: (some * LONGEST_NAME)[:LONGEST_NAME]))
def test_a_key_always_fits_where_it_is_kept(name: str) -> None:
    assert len(Named(name=name).key) <= 3 * LONGEST_NAME


@given(st.text(max_size=60))
def test_a_name_is_plain_once_and_for_all(name: str) -> None:
    once = plain(name)
    assert plain(f"  {name}\t") == once
    assert "  " not in once


@pytest.mark.parametrize("template", FORGOTTEN)
def test_no_own_words_are_taken_for_one_of_those_often_forgotten(template: str) -> None:
    known = Named(template=template)
    assert known.called
    assert Named(name=known.called).key != known.key
    assert Named(template="unheard-of", name="Guards").key == "guards"


# ------------------------------------------------------------------------------ talks and reasons


def test_a_talk_needs_a_day_a_way_and_what_was_heard() -> None:
    assert TalkForm(TALK).is_valid()
    assert wrong(TalkForm({})) == ["heard", "how", "on"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("on", "2026-02-30"),
        ("on", "yesterday"),
        ("how", "x" * (LONGEST_WORDS + 1)),
        ("heard", "x" * (LONGEST_HEARD + 1)),
        ("heard", "\n\n"),
        ("changed", "x" * (LONGEST_HEARD + 1)),
        ("how", "\x00"),
    ],
)
def test_a_talk_that_cannot_be_kept_says_which_part(field: str, value: str) -> None:
    assert wrong(TalkForm(TALK | {field: value})) == [field]


def test_a_reason_is_called_after_what_it_is_for() -> None:
    assert ReasonForm().fields["reason"].label == "Why it goes on"
    assert ReasonForm(label="Why nobody else").fields["reason"].label == "Why nobody else"
    assert wrong(ReasonForm({"reason": " "})) == ["reason"]


def test_nobody_is_chosen_beforehand_to_speak() -> None:
    assert wrong(SpeakForm({}, seats=[])) == ["seat"]
    assert wrong(SpeakForm({"seat": "01J00000000000000000000000"}, seats=[])) == ["seat"]


# ------------------------------------------------------------------------------ stating


def test_nothing_has_to_be_stated() -> None:
    form = StatedForm({})
    assert form.is_valid()
    assert form.cleaned_data == {"region": "", "role": ""}


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_can_be_stated(region: str) -> None:
    assert StatedForm({"region": region}).is_valid()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_can_be_stated(role: str) -> None:
    assert StatedForm({"role": role}).is_valid()


@pytest.mark.parametrize("field", ["region", "role"])
def test_nothing_else_can(field: str) -> None:
    assert wrong(StatedForm({field: "the lighthouse keeper of Utsira"})) == [field]


@pytest.mark.parametrize("by", By)
def test_what_can_be_stated_is_a_short_list_that_fits_its_column(by: By) -> None:
    assert 5 <= len(CALLED[by]) <= 10
    assert all(0 < len(key) <= 16 for key in CALLED[by])
    assert len({str(words) for words in CALLED[by].values()}) == len(CALLED[by])


# ------------------------------------------------------------------------------ months and facts


def test_months_are_said_with_their_year() -> None:
    assert month_words(date(2026, 3, 1)) == "March 2026"
    assert months([], None) == []


def test_a_year_of_months_comes_back_to_the_same_month() -> None:
    month = date(2026, 3, 1)
    for _n in range(12):
        month = month_after(month)
    assert month == date(2027, 3, 1)


def ours() -> list[type[Fact]]:
    """The facts of missing voices."""
    return [fact for fact in every_fact() if fact.__module__ == facts.__name__]


@pytest.mark.parametrize("fact", ours(), ids=lambda one: one.kind)
def test_what_people_wrote_is_salted_and_nobody_is_named_in_clear(fact: type[Fact]) -> None:
    hints = get_type_hints(fact, include_extras=True)
    own = [one.name for one in fields(fact) if one.name not in {"room", "by"}]
    salted = {name for name in own if SALTED in getattr(hints[name], "__metadata__", ())}
    assert {"called", "how", "heard", "changed", "reason"} & set(own) == salted
    assert not [name for name in set(own) - salted if names_person(name)]
