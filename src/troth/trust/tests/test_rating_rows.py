"""One line of a file of ratings: read strictly, or refused with a reason."""

import pytest

from troth.trust.rules.file_lines import BadLine, Problem
from troth.trust.rules.rating_rows import COLUMNS, places, row
from troth.trust.rules.ratings import Rating

AT = places(COLUMNS)
DAY = 14_975.0  # 2011-01-01 in days since 1970


def read(**changed: str) -> Rating:
    fields = {
        "edge_id": "A1",
        "rater": "Lumen",
        "ratee": "Kaveri",
        "rated_at": "2011-01-01",
        "rating": "7",
        **changed,
    }
    return row([fields[column] for column in COLUMNS], AT, width=len(COLUMNS))


def test_a_rating_is_read_on_a_scale_from_minus_one_to_one() -> None:
    assert read() == Rating(id="A1", rater="Lumen", target="Kaveri", at=DAY, value=0.7)


@pytest.mark.parametrize(
    ("text", "value"),
    [("-10", -1), ("10.0", 1), ("+2.5", 0.25), ("0", 0), ("-0", 0), (" 3 ", 0.3), ("1e1", 1)],
)
def test_numbers_are_read_as_spreadsheets_write_them(text: str, value: float) -> None:
    assert read(rating=text).value == value


@pytest.mark.parametrize(
    "stamp", ["2011-01-01 12:00", "2011-01-01T12:00:00Z", "2011-01-01T17:30+05:30"]
)
def test_times_are_read_in_their_zone_and_without_one_in_utc(stamp: str) -> None:
    assert read(rated_at=stamp).at == DAY + 0.5


@pytest.mark.parametrize(
    ("changed", "problem", "about"),
    [
        ({"edge_id": ""}, Problem.EMPTY, "edge_id"),
        ({"rater": " "}, Problem.EMPTY, "rater"),
        ({"ratee": ""}, Problem.EMPTY, "ratee"),
        ({"ratee": "Kav\x00eri"}, Problem.CONTROL_CHARACTER, "ratee"),
        ({"ratee": "Lumen"}, Problem.RATES_ITSELF, "Lumen"),
        ({"ratee": " Lumen "}, Problem.RATES_ITSELF, "Lumen"),
        ({"rated_at": ""}, Problem.EMPTY, "rated_at"),
        ({"rated_at": "yesterday"}, Problem.NOT_A_TIME, "rated_at: yesterday"),
        ({"rated_at": "1289192400"}, Problem.NOT_A_TIME, "rated_at: 1289192400"),
        ({"rating": ""}, Problem.EMPTY, "rating"),
        ({"rating": "good"}, Problem.NOT_A_NUMBER, "rating: good"),
        ({"rating": "7,5"}, Problem.NOT_A_NUMBER, "rating: 7,5"),
        ({"rating": "nan"}, Problem.NOT_A_NUMBER, "rating: nan"),
        ({"rating": "inf"}, Problem.NOT_A_NUMBER, "rating: inf"),
        ({"rating": "1_0"}, Problem.NOT_A_NUMBER, "rating: 1_0"),
        ({"rating": "x" * 500}, Problem.NOT_A_NUMBER, "rating: " + "x" * 40),
        ({"rating": "10.001"}, Problem.OFF_THE_SCALE, "rating: 10.001"),
        ({"rating": "-11"}, Problem.OFF_THE_SCALE, "rating: -11"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_column(
    changed: dict[str, str], problem: Problem, about: str
) -> None:
    with pytest.raises(BadLine) as refusal:
        read(**changed)
    assert (refusal.value.problem, refusal.value.about) == (problem, about)


def test_a_line_of_another_length_is_refused() -> None:
    with pytest.raises(BadLine) as refusal:
        row(["A1", "Lumen"], AT, width=5)
    assert refusal.value.problem is Problem.FIELDS


def test_columns_may_stand_in_any_order_among_others() -> None:
    header = ["note", *reversed(COLUMNS), "scored"]
    assert [header[place] for place in places(header)] == list(COLUMNS)


@pytest.mark.parametrize(
    ("header", "problem", "about"),
    [
        (COLUMNS[:-1], Problem.COLUMNS_MISSING, "rating"),
        ((), Problem.NO_HEADER, ""),
        (("value",), Problem.COLUMNS_MISSING, ", ".join(COLUMNS)),
        ((";".join(COLUMNS),), Problem.SEMICOLONS, ""),
        ((*COLUMNS, "rater"), Problem.COLUMN_TWICE, "rater"),
    ],
)
def test_a_first_line_without_the_columns_is_refused(
    header: tuple[str, ...], problem: Problem, about: str
) -> None:
    with pytest.raises(BadLine) as refusal:
        places(header)
    assert (refusal.value.problem, refusal.value.about) == (problem, about)
