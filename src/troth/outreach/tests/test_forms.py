"""What is typed: whom one asks, in how many words, which days; without a database."""

from datetime import UTC, date, datetime

import pytest

from troth.commitments.models import Commitment
from troth.foundation.web import clock
from troth.foundation.web.ids import new_ulid
from troth.outreach.forms import (
    DAY,
    AskForm,
    DatesForm,
    LineForm,
    OpenlyForm,
    RestForm,
    seat_choices,
)
from troth.outreach.models import LONGEST_WORDS
from troth.partnerships.models import Party, Seat
from troth.people.models import Person

KAVERI = Party(id=new_ulid(), name="Kaveri Analytics", called="Kaveri")
RAVI, MEERA = (
    Seat(id=new_ulid(), person=Person(name=name), party=KAVERI) for name in ("Ravi", "Meera")
)
TOR = Seat(id=new_ulid(), person=Person(name="Tor"), party=Party(name="Lumen"))


def asked(**said: str) -> AskForm:
    """Ravi is asked, unless something else is said."""
    given = {"person": RAVI.id, "words": "How is this for you?"} | said
    return AskForm(given, people=[RAVI, MEERA], colleagues=[TOR])


def test_people_are_offered_by_name_and_side() -> None:
    assert seat_choices([RAVI, TOR]) == [(RAVI.id, "Ravi, Kaveri"), (TOR.id, "Tor, Lumen")]
    assert seat_choices([Seat(id=RAVI.id, person=RAVI.person)]) == [(RAVI.id, "Ravi, ")]


def test_whom_and_with_whom() -> None:
    form = asked(mine=TOR.id, theirs=MEERA.id)
    assert form.is_valid()
    assert form.asked is RAVI
    assert form.also == [TOR, MEERA]
    alone = asked()
    assert alone.is_valid()
    assert alone.also == []


def test_nobody_is_chosen_beforehand_where_there_are_several() -> None:
    form = AskForm(people=[RAVI, MEERA], colleagues=[])
    assert form.fields["person"].choices[0] == ("", "")  # type: ignore[attr-defined]  # a ChoiceField
    assert "mine" not in form.fields
    only = AskForm(people=[RAVI], colleagues=[TOR])
    assert only.fields["person"].choices == [(RAVI.id, "Ravi, Kaveri")]  # type: ignore[attr-defined]  # the same
    assert "theirs" not in only.fields


def test_where_there_is_nobody_else_nobody_else_is_named() -> None:
    form = AskForm({"person": RAVI.id, "words": "And you?"}, people=[RAVI], colleagues=[])
    assert form.is_valid()
    assert form.also == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"person": ""}, "person"),
        ({"person": TOR.id}, "person"),
        ({"person": new_ulid()}, "person"),
        ({"words": ""}, "words"),
        ({"words": " \n\t "}, "words"),
        ({"words": "x" * (LONGEST_WORDS + 1)}, "words"),
        ({"words": "x\x00y"}, "words"),
        ({"mine": MEERA.id}, "mine"),
        ({"theirs": TOR.id}, "theirs"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field(said: dict[str, str], field: str) -> None:
    form = asked(**said)
    assert not form.is_valid()
    assert set(form.errors) == {field}


@pytest.mark.parametrize("words", ["x", "x" * LONGEST_WORDS, "धन्यवाद", "\U0001f64f"])
def test_words_as_people_write_them(words: str) -> None:
    assert LineForm({"words": words}).is_valid()
    assert OpenlyForm({"title": "How it is", "words": words}).is_valid()


@pytest.mark.parametrize("title", ["", "   ", "x" * 161])
def test_a_title_is_short_and_there(title: str) -> None:
    form = OpenlyForm({"title": title, "words": "It is a lot."})
    assert not form.is_valid()
    assert set(form.errors) == {"title"}


def dates(*days: str) -> tuple[DatesForm, list[Commitment]]:
    """As many promises as there are days, each with its day."""
    promises = [Commitment(id=new_ulid(), deliverable=f"Run {n}") for n in range(len(days))]
    given = {f"{DAY}{one.id}": day for one, day in zip(promises, days, strict=True)}
    return DatesForm(given, promises=promises), promises


def test_only_what_has_a_new_day_moves() -> None:
    form, promises = dates("2026-03-20", "", "2026-03-27")
    assert form.is_valid()
    assert form.days == {promises[0].id: date(2026, 3, 20), promises[2].id: date(2026, 3, 27)}
    assert [form.fields[name].label for name in form.fields] == ["Run 0", "Run 1", "Run 2"]


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "0000-01-01", "\x00", "2026-03-20T10:00"])
def test_what_is_no_day_is_said_beside_its_promise(day: str) -> None:
    form, promises = dates("2026-03-20", day)
    assert not form.is_valid()
    assert set(form.errors) == {f"{DAY}{promises[1].id}"}


def test_a_promise_that_was_not_offered_cannot_be_named() -> None:
    form = DatesForm({f"{DAY}{new_ulid()}": "2026-03-20"}, promises=[])
    assert form.is_valid()
    assert form.days == {}


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("2026-03-16", "2026-03-20", set()),
        ("", "2026-03-20", {"first"}),
        ("2026-03-16", "", {"last"}),
        ("x", "y", {"first", "last"}),
        ("2026-03-20", "2026-03-16", {"last"}),
        ("2026-02-16", "2026-03-16", {"last"}),
        ("2026-03-16", "2026-09-16", {"last"}),
        ("9999-12-31", "9999-12-31", {"first", "last"}),
        ("0001-01-01", "2026-03-16", {"first"}),
    ],
)
def test_a_pause_needs_days_on_which_there_can_be_one(
    first: str, last: str, wrong: set[str]
) -> None:
    with clock.at(datetime(2026, 3, 2, tzinfo=UTC)):
        assert set(RestForm({"first": first, "last": last}).errors) == wrong


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2036-12-31"])
def test_a_day_that_no_plan_reaches_is_said_beside_its_promise(day: str) -> None:
    one = Commitment(id=new_ulid(), deliverable="a report")
    with clock.at(datetime(2026, 3, 2, tzinfo=UTC)):
        form = DatesForm({f"{DAY}{one.id}": day}, promises=[one])
        assert set(form.errors) == {f"{DAY}{one.id}"}
