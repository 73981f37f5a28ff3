"""Reading one line of a file strictly: where columns stand, what a name and a time may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.file_lines import (
    BadLine,
    Problem,
    check_names,
    days,
    needed_days,
    picked,
    places,
)

TWO = ("who", "whom")


def problem(call: object, *args: object, **kwargs: object) -> tuple[Problem, str]:
    """Why it is refused."""
    assert callable(call)
    with pytest.raises(BadLine) as refusal:
        call(*args, **kwargs)
    return refusal.value.problem, refusal.value.about


@given(st.permutations(["who", "whom", "when", "note"]))
def test_columns_are_found_wherever_they_stand(header: list[str]) -> None:
    assert [header[place] for place in places(header, TWO)] == list(TWO)


def test_spaces_around_the_name_of_a_column_do_no_harm() -> None:
    assert places([" who ", "\twhom"], TWO) == (0, 1)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["who"], (Problem.COLUMNS_MISSING, "whom")),
        ([], (Problem.NO_HEADER, "")),
        ([" ", ""], (Problem.NO_HEADER, "")),
        (["Who", "Whom"], (Problem.COLUMNS_MISSING, "who, whom")),
        (["who", "whom", "who"], (Problem.COLUMN_TWICE, "who")),
        (["who;whom"], (Problem.SEMICOLONS, "")),
        (["who;whom", "when"], (Problem.COLUMNS_MISSING, "who, whom")),
    ],
)
def test_a_first_line_that_does_not_name_them_is_refused(
    header: list[str], expected: tuple[Problem, str]
) -> None:
    assert problem(places, header, TWO) == expected


def test_other_columns_may_have_one_name_twice() -> None:
    assert places(["note", "who", "note", "whom"], TWO) == (1, 3)


def test_fields_are_taken_from_their_places_without_spaces_around() -> None:
    assert picked(["x", " Lumen ", "Kaveri"], (2, 1), width=3) == ["Kaveri", "Lumen"]


@pytest.mark.parametrize("fields", [[], ["a"], ["a", "b", "c"]])
def test_a_line_with_more_or_fewer_fields_is_refused(fields: list[str]) -> None:
    assert problem(picked, fields, (0, 1), width=2) == (Problem.FIELDS, f"{len(fields)} / 2")


@pytest.mark.parametrize("name", ["Lumen", "Kaveri, Ltd", "हिन्दी", "الهيئة", "a b"])
def test_names_come_in_any_script(name: str) -> None:
    check_names({"who": name})


@pytest.mark.parametrize("name", ["Lu\tmen", "Lu\nmen", "\x7f", "Lu\u202emen", "\u200b"])
def test_a_name_that_hides_something_is_refused(name: str) -> None:
    assert problem(check_names, {"who": name}) == (Problem.CONTROL_CHARACTER, "who")


def test_a_name_may_be_missing_where_the_column_says_so() -> None:
    check_names({"who": "Lumen", "whom": ""}, optional="whom")
    assert problem(check_names, {"who": "", "whom": ""}, optional="whom") == (Problem.EMPTY, "who")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1970-01-01", 0.0),
        ("1970-01-02 06:00", 1.25),
        ("1970-01-02T06:00:00+06:00", 1.0),
        ("1969-12-31", -1.0),
        ("9999-12-31", 2_932_896.0),
    ],
)
def test_times_become_days_in_utc(text: str, expected: float) -> None:
    assert days(text, "at") == expected


def test_a_date_alone_can_last_to_the_end_of_its_day() -> None:
    assert days("1970-01-02", "at", date_alone=0.5) == 1.5
    assert days("1970-01-02 00:00", "at", date_alone=0.5) == 1.0


@pytest.mark.parametrize(
    "text", ["soon", "2026-02-30", "31.03.2026", "2026-13-01", "0001-01-01T00:00+14:00", "٢٠٢٦"]
)
def test_what_is_no_time_is_named_with_its_column(text: str) -> None:
    assert problem(days, text, "at") == (Problem.NOT_A_TIME, f"at: {text}")


def test_a_time_that_must_be_there_is_missed_by_name() -> None:
    assert problem(needed_days, "", "at") == (Problem.EMPTY, "at")
    assert needed_days("1970-01-03", "at") == 2.0


def test_of_a_long_text_only_the_beginning_is_repeated() -> None:
    assert len(problem(days, "x" * 10_000, "at")[1]) < 60
