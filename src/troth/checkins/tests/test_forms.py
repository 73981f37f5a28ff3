"""The forms of check-ins, load and pauses, field by field: bounds, choices, and nothing that is lost."""

from datetime import timedelta
from typing import Any

import pytest

from troth.checkins.forms import (
    EVERYBODY,
    TICKED,
    AnswerForm,
    EndForm,
    LoadForm,
    PauseForm,
    ReportForm,
    SkipForm,
    WordForm,
)
from troth.checkins.models import LONGEST_PART
from troth.checkins.rules.load import About, Openness
from troth.foundation.web.clock import now
from troth.partnerships.testing import Cast

PARTS = ("progress", "hard", "wish")
TODAY = now().date()
ODD_DAYS = ("", "soon", "30 February", "2026-13-01", "2026-02-30", "0000-00-00", "99999-01-01")
ODD_WORDS = ("मौसम", "مرحبا", "<b>bold</b>", "a\u202eb", "'; drop", "🙂" * 9, "%(who)s {who}")


def report(cast: Cast | None = None, /, **said: Any) -> ReportForm:
    """A check-in as it is sent; with the cast, Lumen writes and Kaveri is the other side."""
    others = [cast.kaveri] if cast else []
    return ReportForm({"seen": "0"} | said, others=others)


# ------------------------------------------------------------------------------------- check-ins


@pytest.mark.parametrize("name", PARTS)
def test_each_part_may_be_long_and_ends_somewhere(name: str) -> None:
    assert report(**{name: "x" * LONGEST_PART}).is_valid()
    assert list(report(**{name: "x" * (LONGEST_PART + 1)}).errors) == [name]


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("words", ODD_WORDS)
def test_words_come_through_as_they_were_written(name: str, words: str) -> None:
    form = report(**{name: words})
    assert form.is_valid()
    assert form.cleaned_data[name] == words


@pytest.mark.parametrize("name", PARTS)
def test_a_byte_that_no_text_holds_is_refused(name: str) -> None:
    assert list(report(**{name: "a\x00b"}).errors) == [name]


@pytest.mark.parametrize("seen", ["-1", "x", "1.5", "²"])
def test_what_was_seen_is_a_number(seen: str) -> None:
    assert list(report(progress="Fine.", seen=seen).errors) == ["seen"]


def test_what_was_seen_may_be_left_out() -> None:
    assert report(progress="Fine.", seen="").is_valid()


@pytest.mark.django_db
def test_of_two_sides_the_other_one_is_asked_without_choosing(cast: Cast) -> None:
    form = report(cast, wish="Two sensors.", asks="on")
    assert form.is_valid(), form.errors
    assert form.asked_party() == cast.kaveri
    assert form.fields["asks"].label == "We ask Kaveri for this"


@pytest.mark.django_db
def test_of_more_sides_one_or_whoever_can_help_is_asked(cast: Cast) -> None:
    others = [cast.lumen, cast.kaveri]

    def asked(whom: str) -> ReportForm:
        return ReportForm({"wish": "Tea.", "asks": "on", "asked_of": whom}, others=others)

    one, anybody = asked(str(cast.lumen.id)), asked(EVERYBODY)
    assert one.is_valid()
    assert anybody.is_valid()
    assert (one.asked_party(), anybody.asked_party()) == (cast.lumen, None)
    assert "asked_of" in asked("somebody").errors


@pytest.mark.parametrize("words", ["", " ", "\n\t"])
def test_skipping_and_answering_need_a_word(words: str) -> None:
    assert SkipForm({"reason": words}).errors["reason"] == [
        "Please say why, in a few words. The other side will read it."
    ]
    assert AnswerForm({"answer": words}).errors["answer"] == [
        "Write one line, so that they know what to expect."
    ]


@pytest.mark.parametrize("words", ODD_WORDS)
def test_a_word_is_a_word_in_any_script(words: str) -> None:
    assert SkipForm({"reason": words}).is_valid()
    assert AnswerForm({"answer": words}).is_valid()
    assert WordForm({"reason": words}).is_valid()


def test_reasons_and_answers_end_somewhere() -> None:
    long = "x" * (LONGEST_PART + 1)
    assert list(SkipForm({"reason": long}).errors) == ["reason"]
    assert list(AnswerForm({"answer": long}).errors) == ["answer"]
    assert list(WordForm({"reason": "x" * 1001}).errors) == ["reason"]
    assert WordForm({"reason": ""}).is_valid()


# ------------------------------------------------------------------------------------ it is a lot


def load(cast: Cast, **more: str) -> LoadForm:
    """A signal as Lumen sends it."""
    said = {"about": "us", "openness": "table", "until": TODAY.isoformat(), "words": ""}
    return LoadForm(said | more, party=cast.lumen, others=[cast.kaveri])


@pytest.mark.django_db
@pytest.mark.parametrize("about", About)
@pytest.mark.parametrize("openness", Openness)
def test_it_can_be_said_to_anybody_but_for_us_to_oneself_alone(
    cast: Cast, about: About, openness: Openness
) -> None:
    form = load(cast, about=about.value, openness=openness.value)
    to_nobody = about is About.US and openness is Openness.ME
    assert form.is_valid() is not to_nobody
    assert list(form.errors) == (["openness"] if to_nobody else [])


@pytest.mark.django_db
@pytest.mark.parametrize("day", ODD_DAYS)
def test_it_is_a_lot_until_a_day(cast: Cast, day: str) -> None:
    assert list(load(cast, until=day).errors) == ["until"]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "typed"), [("about", "them"), ("openness", "all"), ("about", "")])
def test_what_was_never_offered_is_no_choice(cast: Cast, name: str, typed: str) -> None:
    assert list(load(cast, **{name: typed}).errors) == [name]


@pytest.mark.django_db
def test_the_choices_say_by_name_who_comes_to_know(cast: Cast) -> None:
    said = [str(words) for _value, words in load(cast).fields["openness"].choices]  # type: ignore[attr-defined]  # a ChoiceField
    assert said == [
        "Lumen and Kaveri",
        "Only Lumen: nobody else sees a sign of it",
        "Only me: it is kept nowhere but on this page",
    ]


# ----------------------------------------------------------------------------------------- pauses


def pause(**more: Any) -> PauseForm:
    """A pause of a week with everything resting; there is nothing open."""
    last = (TODAY + timedelta(days=6)).isoformat()
    said = {
        "first": TODAY.isoformat(),
        "last": last,
        "whose": EVERYBODY,
        "reason": "The yards close.",
    }
    return PauseForm(said | more, parties=[], promises=[])


@pytest.mark.parametrize("name", ["first", "last"])
@pytest.mark.parametrize("day", ODD_DAYS)
def test_a_pause_has_two_days(name: str, day: str) -> None:
    assert list(pause(**{name: day}).errors) == [name]


@pytest.mark.parametrize("day", ODD_DAYS)
def test_an_earlier_end_is_a_day(day: str) -> None:
    assert list(EndForm({"end": day}).errors) == ["end"]


@pytest.mark.parametrize("whose", [EVERYBODY, TICKED])
def test_where_nothing_is_open_nothing_rests(whose: str) -> None:
    form = pause(whose=whose)
    assert form.is_valid(), form.errors
    assert form.chosen() == []


@pytest.mark.parametrize("whose", ["", "nobody", "01ARZ3NDEKTSV4RRFFQ69G5FAV"])
def test_only_a_side_of_the_table_can_be_chosen(whose: str) -> None:
    assert list(pause(whose=whose).errors) == ["whose"]


def test_a_promise_that_is_not_open_cannot_be_ticked() -> None:
    form = pause(whose=TICKED, ticked=["01ARZ3NDEKTSV4RRFFQ69G5FAV"])
    assert list(form.errors) == ["ticked"]
