"""What a file of readings holds, line by line."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.goals.rules.readings import MOST_ROWS, SENTENCES, BadLine, Wrong, read, text_of

TODAY = date(2026, 3, 20)


def wrongs(text: str) -> list[tuple[int, Wrong]]:
    return [(one.line, one.wrong) for one in read(text, today=TODAY).problems]


def test_everything_that_can_be_wrong_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Wrong)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02,1.5,Rain\n",
        "\ufeffday,value,note\r\n2026-03-02,1.5,Rain\r\n",
        "Tag;Wert\n2026-03-02;1,5;Rain\n",
        "2026-03-02\t1.5\tRain",
        '"2026-03-02","1.5","Rain"\n\n\n',
        " 2026-03-02 , 1.50 , Rain , \n",
    ],
)
def test_one_reading_in_the_ways_sheets_write_it(text: str) -> None:
    found = read(text, today=TODAY)
    assert not found.problems
    (one,) = found.rows
    assert (one.day, one.value, one.note) == (date(2026, 3, 2), Decimal("1.5"), "Rain")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("2026-02-30,1", Wrong.NO_SUCH_DAY),
        ("02/03/2026,1", Wrong.DAY_FORM),
        ("1026-03-02,1", Wrong.DAY_FAR),
        ("2026-03-21,1", Wrong.DAY_TO_COME),
        ("2026-03-02,=1+1", Wrong.FORMULA),
        ("2026-03-02,@A1", Wrong.FORMULA),
        ("2026-03-02,+SUM(A1)", Wrong.FORMULA),
        ("2026-03-02,NaN", Wrong.NUMBER_FORM),
        ("2026-03-02,inf", Wrong.NUMBER_FORM),
        ("2026-03-02,1e9", Wrong.NUMBER_FORM),
        ("2026-03-02,1 000", Wrong.NUMBER_FORM),
        ("2026-03-02,١٢", Wrong.NUMBER_FORM),
        ("2026-03-02,100000000000", Wrong.OUT_OF_RANGE),
        (f"2026-03-02,{'9' * 5000}", Wrong.OUT_OF_RANGE),
        ("2026-03-02,0.00001", Wrong.OUT_OF_RANGE),
        ("2026-03-02", Wrong.CELLS),
        ("2026-03-02,1,a,b", Wrong.CELLS),
        (f"2026-03-02,1,{'x' * 301}", Wrong.NOTE_LONG),
        ("2026-03-02,1,=HYPERLINK(1)", Wrong.FORMULA),
        ("2026-03-02,1,a\u202eb", Wrong.INVISIBLE),
        ('2026-03-02,1,"a"b', Wrong.QUOTES),
    ],
)
def test_a_bad_line_is_named_with_its_number(line: str, wrong: Wrong) -> None:
    assert wrongs(f"day,value\n2026-03-01,1\n{line}\n") == [(3, wrong)]


def test_a_day_twice_is_one_reading_and_two_values_of_a_day_are_wrong() -> None:
    assert len(read("2026-03-02,1\n2026-03-02,1.0\n", today=TODAY).rows) == 1
    (problem,) = read("2026-03-02,1\n2026-03-02,2\n", today=TODAY).problems
    assert (problem.line, problem.wrong, problem.other) == (2, Wrong.TWO_VALUES, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "day,value\n"])
def test_a_file_without_readings_says_so(text: str) -> None:
    assert wrongs(text) == [(0, Wrong.EMPTY)]


def test_a_file_has_its_limits() -> None:
    start = date(2005, 1, 1)
    many = "".join(f"{start + timedelta(days=n)},1\n" for n in range(MOST_ROWS + 2))
    assert wrongs(many) == [(0, Wrong.TOO_MANY)]
    assert wrongs("x" * 200_001) == [(0, Wrong.TOO_LARGE)]
    with pytest.raises(BadLine):
        text_of(b"x" * 200_001)


def test_a_sheet_saved_by_a_spreadsheet_in_utf_16_is_read() -> None:
    assert text_of("2026-03-02;1\n".encode("utf-16")) == "2026-03-02;1\n"


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_and_what_is_not_read_is_said(text: str) -> None:
    found = read(text, today=TODAY)
    assert found.rows or found.problems


@given(st.binary(max_size=200))
def test_no_bytes_break_it_either(data: bytes) -> None:
    try:
        assert read(text_of(data), today=TODAY) is not None
    except BadLine as bad:
        assert bad.wrong in {Wrong.NOT_TEXT, Wrong.TOO_LARGE}  # noqa: PT017  # either is right


@given(
    st.dictionaries(
        st.dates(min_value=date(2000, 1, 1), max_value=TODAY),
        st.decimals(min_value=-(10**10), max_value=10**10, places=4),
        min_size=1,
        max_size=20,
    )
)
def test_what_is_written_down_is_read_back(readings: dict[date, Decimal]) -> None:
    text = "".join(f"{day},{value:f}\n" for day, value in readings.items())
    found = read(text, today=TODAY)
    assert {one.day: one.value for one in found.rows} == readings
    assert not found.problems
