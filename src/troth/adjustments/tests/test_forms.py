"""What the forms take and what they refuse, each in plain words; no database is asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.adjustments.forms import OWN, AnswerForm, LookForm, ProposeForm, WordsForm
from troth.adjustments.ideas import WORDS
from troth.adjustments.models import LONGEST_TITLE, LONGEST_WORDS
from troth.adjustments.rules.catalogue import ideas_for
from troth.adjustments.views.proposing import words_of
from troth.foundation.facts.adjustments import Helped, Idea
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import make_ulid
from troth.partnerships.models import Party, Seat
from troth.people.models import Person

LUMEN, KAVERI, RAVI = (make_ulid(1, bytes([n]) * 10) for n in range(3))
SIDES = [Party(id=LUMEN, name="Lumen Sensors"), Party(id=KAVERI, name="Kaveri")]
PEOPLE = [Seat(id=RAVI, party=SIDES[1], person=Person(name="Ravi"))]
DAY = "2031-03-10"
Fields = dict[str, Any]


def propose(**more: object) -> ProposeForm:
    """The form for open communication, with an idea and nothing else."""
    fields: Fields = {"idea": "answer-rota", "keeper": KAVERI, "recheck_on": DAY, **more}
    ideas = [(idea, str(WORDS[idea].title)) for idea in ideas_for(Dimension.OPENNESS)]
    return ProposeForm(fields, ideas=ideas, sides=SIDES, people=PEOPLE)


def words(**more: object) -> WordsForm:
    """The form for other words."""
    fields: Fields = {"title": "Two lines", "change": "On Mondays.", "keeper": LUMEN}
    fields |= {"recheck_on": DAY, **more}
    return WordsForm(fields, sides=SIDES, people=PEOPLE)


def wrong(form: ProposeForm | WordsForm | AnswerForm | LookForm) -> dict[str, list[str]]:
    """What is said beside each field."""
    return {name: [str(one) for one in said] for name, said in form.errors.items()}


# ------------------------------------------------------------------------------ proposing


@pytest.mark.parametrize("idea", ideas_for(Dimension.OPENNESS))
def test_an_idea_alone_is_enough(idea: Idea) -> None:
    form = propose(idea=idea.value)
    assert wrong(form) == {}
    assert form.idea_of() is idea
    said = words_of(form, idea=idea)
    assert said.title == str(WORDS[idea].title).removesuffix(".")
    assert said.change == str(WORDS[idea].how)
    assert len(said.title) <= LONGEST_TITLE


def test_own_words_go_before_those_of_the_idea() -> None:
    form = propose(title="Tuesdays", change="Always on Tuesdays.")
    assert form.is_valid()
    said = words_of(form, idea=Idea.ANSWER_ROTA)
    assert (said.title, said.change) == ("Tuesdays", "Always on Tuesdays.")


@pytest.mark.parametrize("idea", ["", OWN])
def test_own_words_alone_name_no_idea(idea: str) -> None:
    form = propose(idea=idea, title="Tuesdays", change="Always.")
    assert form.is_valid()
    assert form.idea_of() is None


@pytest.mark.parametrize("idea", ["say-back-first", "OWN", "x", "answer-rota "])
def test_what_was_never_offered_cannot_be_chosen(idea: str) -> None:
    said = ["Choose one of the ideas shown here, or your own words."]
    assert wrong(propose(idea=idea)) == {"idea": said}


@pytest.mark.parametrize(
    ("keeper", "party", "person"),
    [(LUMEN, LUMEN, None), (KAVERI, KAVERI, None), (RAVI, KAVERI, RAVI)],
)
def test_a_side_or_somebody_of_it_sees_to_it(keeper: str, party: str, person: str | None) -> None:
    form = words(keeper=keeper)
    assert form.is_valid()
    side, seat = form.chosen()
    assert side == party
    assert (seat.id if seat else None) == person


@pytest.mark.parametrize("keeper", ["", "0" * 26, "everybody", RAVI.lower()])
def test_nobody_from_elsewhere_sees_to_it(keeper: str) -> None:
    said = ["Choose one of the two sides, or somebody of theirs."]
    assert wrong(words(keeper=keeper)) == {"keeper": said}


def test_people_are_named_with_their_side() -> None:
    names = [str(name) for _key, name in words().fields["keeper"].choices]  # type: ignore[attr-defined]  # a ChoiceField
    assert names == ["Lumen Sensors", "Kaveri", "Ravi of Kaveri"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Name the day on which you look at it again."),
        ("10.3.2031", "This is not a day. Write it as 2026-03-16."),
        ("2031-02-30", "This is not a day. Write it as 2026-03-16."),
        ("soon", "This is not a day. Write it as 2026-03-16."),
    ],
)
def test_a_day_is_a_day(typed: str, said: str) -> None:
    assert wrong(words(recheck_on=typed)) == {"recheck_on": [said]}


@pytest.mark.parametrize("name", ["title", "change"])
@pytest.mark.parametrize("typed", ["", "   ", "\n\t"])
def test_other_words_are_never_none(name: str, typed: str) -> None:
    said = ["Please write a few words. The other side will read them."]
    assert wrong(words(**{name: typed})) == {name: said}


@pytest.mark.parametrize(("name", "most"), [("title", LONGEST_TITLE), ("change", LONGEST_WORDS)])
def test_words_end_where_they_are_said_to(name: str, most: int) -> None:
    assert wrong(words(**{name: "x" * most})) == {}
    assert list(wrong(words(**{name: "x" * (most + 1)}))) == [name]


@given(title=st.text(max_size=200), change=st.text(max_size=300), day=st.text(max_size=20))
def test_whatever_is_typed_is_taken_or_told(title: str, change: str, day: str) -> None:
    form = words(title=title, change=change, recheck_on=day)
    assert form.is_valid() is (not wrong(form))
    assert set(wrong(form)) <= {"title", "change", "recheck_on"}


# ------------------------------------------------------------------------------ answering


@pytest.mark.parametrize("seen", ["1", "7", str(2**31 - 1)])
def test_an_answer_says_to_which_words(seen: str) -> None:
    form = AnswerForm({"seen": seen})
    assert form.is_valid()
    assert form.cleaned_data == {"seen": int(seen), "words": ""}


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "1.5", str(2**31), "9" * 5000])
def test_an_answer_to_no_words_is_none(seen: str) -> None:
    assert list(wrong(AnswerForm({"seen": seen}))) == ["seen"]


@pytest.mark.parametrize("said", Helped)
def test_one_click_says_how_it_went(said: Helped) -> None:
    form = LookForm({"seen": "1", "said": said.value})
    assert form.is_valid()
    assert form.helped is said
    assert (form.cleaned_data["words"], form.cleaned_data["again_on"]) == ("", None)


@pytest.mark.parametrize("said", ["", "HELPED", "helped ", "yes"])
def test_anything_else_is_no_answer(said: str) -> None:
    assert wrong(LookForm({"seen": "1", "said": said})) == {"said": ["Choose one of the four."]}


def test_a_reason_may_be_long_and_ends_somewhere() -> None:
    assert AnswerForm({"seen": "1", "words": "x" * LONGEST_WORDS}).is_valid()
    assert list(wrong(AnswerForm({"seen": "1", "words": "x" * (LONGEST_WORDS + 1)}))) == ["words"]
