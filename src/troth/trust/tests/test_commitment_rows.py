"""One line of a file of commitments: read strictly, or refused with a reason."""

import pytest

from troth.trust.rules.commitment_rows import COLUMNS, Row, places, row
from troth.trust.rules.file_lines import BadLine, Problem

AT = places(COLUMNS)
DAY = 14_975  # 2011-01-01 in days since 1970


def read(**changed: str) -> Row:
    fields = {
        "event_id": "S1",
        "party": "Kaveri",
        "counterparty": "Lumen",
        "promised_at": "2011-01-01",
        "asked_at": "2011-01-02",
        "due_at": "2011-01-05",
        "kept_at": "",
        **changed,
    }
    return row([fields[column] for column in COLUMNS], AT, width=len(COLUMNS))


def refused(**changed: str) -> tuple[Problem, str]:
    with pytest.raises(BadLine) as refusal:
        read(**changed)
    return refusal.value.problem, refusal.value.about


def test_dates_become_days() -> None:
    assert read() == Row("S1", "Kaveri", "Lumen", DAY, DAY + 1, DAY + 4, None)


def test_a_row_nobody_asked_about_is_read_too() -> None:
    assert read(asked_at="").asked_at is None


@pytest.mark.parametrize(
    "stamp",
    ["2011-01-01 12:00", "2011-01-01T12:00:00", "2011-01-01T12:00Z", "2011-01-01T17:30+05:30"],
)
def test_times_are_read_in_their_zone_and_without_one_in_utc(stamp: str) -> None:
    assert read(promised_at=stamp).promised_at == DAY + 0.5


def test_a_deadline_without_an_hour_lasts_all_day_where_other_times_have_hours() -> None:
    evening = read(due_at="2011-01-05", kept_at="2011-01-05 20:00")
    assert evening.kept_at is not None
    assert evening.kept_at <= evening.due_at < DAY + 5


def test_a_delivery_without_an_hour_is_not_known_before_its_day_is_over() -> None:
    kept_at = read(promised_at="2011-01-01 09:00", kept_at="2011-01-03").kept_at
    assert kept_at is not None
    assert DAY + 2.99 < kept_at < DAY + 3


def test_delivered_before_it_was_promised_is_no_error() -> None:
    assert read(kept_at="2010-12-24").kept_at == DAY - 8


@pytest.mark.parametrize(
    ("changed", "problem", "about"),
    [
        ({"event_id": " "}, Problem.EMPTY, "event_id"),
        ({"party": ""}, Problem.EMPTY, "party"),
        ({"due_at": ""}, Problem.EMPTY, "due_at"),
        ({"promised_at": ""}, Problem.EMPTY, "promised_at"),
        ({"party": "Kav\x00eri"}, Problem.CONTROL_CHARACTER, "party"),
        ({"counterparty": "\x1b[2J"}, Problem.CONTROL_CHARACTER, "counterparty"),
        ({"due_at": "05/01/2011"}, Problem.NOT_A_TIME, "due_at: 05/01/2011"),
        ({"kept_at": "2011-02-30"}, Problem.NOT_A_TIME, "kept_at: 2011-02-30"),
        ({"kept_at": "0001-01-01T00:00+14:00"}, Problem.NOT_A_TIME, None),
        ({"due_at": "2010-12-31"}, Problem.DUE_BEFORE_PROMISE, ""),
        ({"asked_at": "2010-12-31"}, Problem.ASKED_BEFORE_PROMISE, ""),
        ({"asked_at": "2011-01-06"}, Problem.ASKED_AFTER_DUE, ""),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_column(
    changed: dict[str, str], problem: Problem, about: str | None
) -> None:
    found, said = refused(**changed)
    assert found is problem
    assert about is None or said == about


def test_a_line_of_another_length_is_refused() -> None:
    with pytest.raises(BadLine) as refusal:
        row(["S1", "Kaveri"], AT, width=7)
    assert refusal.value.problem is Problem.FIELDS


def test_columns_may_stand_in_any_order_among_others() -> None:
    header = ["value", *reversed(COLUMNS), "scored"]
    assert [header[place] for place in places(header)] == list(COLUMNS)


@pytest.mark.parametrize(
    ("header", "problem", "about"),
    [
        (COLUMNS[:-1], Problem.COLUMNS_MISSING, "kept_at"),
        (["event_id;party;due_at"], Problem.SEMICOLONS, ""),
        (["value"], Problem.COLUMNS_MISSING, ", ".join(COLUMNS)),
        ((*COLUMNS, "party"), Problem.COLUMN_TWICE, "party"),
    ],
)
def test_a_first_line_without_the_columns_is_refused(
    header: list[str], problem: Problem, about: str
) -> None:
    with pytest.raises(BadLine) as refusal:
        places(header)
    assert (refusal.value.problem, refusal.value.about) == (problem, about)
