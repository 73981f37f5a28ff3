"""A file of readings as people write it: every order, every sheet, every slip, and always one meaning."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.goals.rules.plan import LARGEST, fits
from troth.goals.rules.readings import (
    LONGEST_NOTE,
    MOST_BYTES,
    MOST_ROWS,
    BadLine,
    Row,
    Wrong,
    read,
    text_of,
    value_of,
    why_not_reading,
)
from troth.goals.rules.refusals import Refusal
from troth.goals.rules.wording import plain

TODAY = date(2026, 3, 20)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=TODAY)
VALUES = st.decimals(min_value=-LARGEST, max_value=LARGEST, places=4)
NOTES = st.text("abc äöü,;'\"12-é漢字ש", max_size=30).map(str.strip)
READINGS = st.dictionaries(DAYS, st.tuples(VALUES, NOTES), min_size=1, max_size=15)


def quoted(cell: str) -> str:
    """A cell as sheets write it."""
    return '"' + cell.replace('"', '""') + '"'


@given(READINGS, st.sampled_from([",", ";", "\t"]), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_whatever_sheet_wrote_it_the_readings_are_the_same(
    readings: dict[date, tuple[Decimal, str]], sign: str, named: bool, end: str
) -> None:
    lines = ["day" + sign + "value" + sign + "note"] if named else []
    for day, (value, note) in readings.items():
        lines.append(sign.join([day.isoformat(), quoted(f"{value:f}"), quoted(note)]))
    found = read(end.join(lines) + end, today=TODAY)
    assert not found.problems
    assert {one.day: (one.value, one.note) for one in found.rows} == readings


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("2026-03-02,1.5,Rain; wind", "Rain; wind"),
        ('2026-03-02,1.5,"Rain; wind"', "Rain; wind"),
        ('"2026-03-02","1,5","a; b"', "a; b"),
        ("2026-03-02;1,5;Rain, wind", "Rain, wind"),
        ('2026-03-02;1.5;"a;b"', "a;b"),
        ("2026-03-02\t1,5\ta, b; c", "a, b; c"),
    ],
)
def test_a_sign_inside_a_note_does_not_cut_the_line(line: str, note: str) -> None:
    (row,) = read(line, today=TODAY).rows
    assert (row.value, row.note) == (Decimal("1.5"), note)


@given(READINGS)
def test_the_order_of_the_lines_says_nothing(readings: dict[date, tuple[Decimal, str]]) -> None:
    lines = [f"{day},{value:f}" for day, (value, _note) in readings.items()]
    forth = read("\n".join(lines), today=TODAY).rows
    back = read("\n".join(reversed(lines)), today=TODAY).rows
    assert [(one.day, one.value) for one in forth] == [(one.day, one.value) for one in back]
    assert [one.day for one in forth] == sorted(readings)


@given(READINGS)
def test_a_file_twice_in_one_is_the_file_once(readings: dict[date, tuple[Decimal, str]]) -> None:
    text = "".join(f"{day},{value:f}\n" for day, (value, _note) in readings.items())
    once, twice = read(text, today=TODAY), read(text * 2, today=TODAY)
    assert not twice.problems
    assert [(one.day, one.value) for one in once.rows] == [
        (one.day, one.value) for one in twice.rows
    ]


@given(VALUES)
def test_a_value_reads_the_same_with_a_point_and_with_a_comma(value: Decimal) -> None:
    said = f"{value:f}"
    assert value_of(said) == value_of(said.replace(".", ",")) == value
    assert value_of(said.replace("-", "\u2212")) == value


@given(VALUES)
def test_a_number_written_without_idle_noughts_is_read_back(value: Decimal) -> None:
    assert value_of(plain(value)) == value


@given(st.text(max_size=40))
def test_what_is_taken_for_a_value_can_be_kept_and_nothing_is_calculated(text: str) -> None:
    try:
        value = value_of(text)
    except BadLine as bad:
        assert bad.wrong in {Wrong.FORMULA, Wrong.NUMBER_FORM, Wrong.OUT_OF_RANGE}  # noqa: PT017  # any
    else:
        assert fits(value)
        assert set(text) <= set("0123456789.,+-\u2212")


@given(st.text("=+-@()0123456789ABSUM!|'\" ,;", max_size=30))
def test_no_formula_comes_in_as_a_note_or_as_a_value(text: str) -> None:
    found = read(f"2026-03-02,1,{quoted(text)}\n", today=TODAY)
    for row in found.rows:
        assert not row.note.startswith(("=", "@"))
        assert row.value == 1


@given(DAYS, VALUES, st.integers(0, 400))
def test_the_rule_for_one_reading_and_for_a_file_is_the_same(
    day: date, value: Decimal, later: int
) -> None:
    moved = day + timedelta(days=later)
    in_file = read(f"{moved},{value:f}\n", today=TODAY)
    alone = why_not_reading(moved, value, today=TODAY)
    assert (alone is None) == (not in_file.problems)
    if alone is Refusal.DAY_TO_COME:
        assert in_file.problems[0].wrong is Wrong.DAY_TO_COME


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2026-03-01,1\n\n\n2026-03-02,x\n", 4),
        ("day,value\n2026-03-01,1\n2026-03-02,x\n", 3),
        ('2026-03-01,1,"two\nlines"\n2026-03-02,x\n', 3),
        ("\ufeffday;value\r\n2026-03-01;1\r\n2026-03-02;x\r\n", 3),
        ("2026-03-02,x", 1),
    ],
)
def test_a_problem_names_the_line_as_the_sheet_counts_it(text: str, line: int) -> None:
    (problem,) = [one for one in read(text, today=TODAY).problems if one.wrong is Wrong.NUMBER_FORM]
    assert problem.line == line


@pytest.mark.parametrize(
    "sign",
    ["\x00", "\x07", "\x1b", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069", "\x7f"],
)
def test_no_invisible_sign_hides_in_a_cell(sign: str) -> None:
    for text in (f"2026-03-02,1{sign}0,x", f"2026-03-02,1,a{sign}b", f"2026{sign}-03-02,1"):
        found = read(text, today=TODAY)
        assert found.problems, repr(text)
        assert not found.rows


def test_a_note_has_its_length_and_not_one_sign_more() -> None:
    fitting = read(f"2026-03-02,1,{'x' * LONGEST_NOTE}", today=TODAY)
    assert len(fitting.rows[0].note) == LONGEST_NOTE
    longer = read(f"2026-03-02,1,{'x' * (LONGEST_NOTE + 1)}", today=TODAY)
    assert longer.problems[0].wrong is Wrong.NOTE_LONG


def test_as_many_lines_as_are_allowed_come_in() -> None:
    start = date(2005, 1, 1)
    text = "".join(f"{start + timedelta(days=n)},{n}\n" for n in range(MOST_ROWS))
    found = read(text, today=TODAY)
    assert len(found.rows) == MOST_ROWS
    assert not found.problems


def test_the_largest_file_is_read_and_one_byte_more_is_not() -> None:
    assert len(text_of(b"x" * MOST_BYTES)) == MOST_BYTES
    with pytest.raises(BadLine):
        text_of(b"x" * (MOST_BYTES + 1))


@pytest.mark.parametrize("text", ["=1+1", "@A1", "+SUM(A1)", "-1+cmd()", "\u2212(1)"])
def test_a_formula_is_called_a_formula(text: str) -> None:
    with pytest.raises(BadLine) as bad:
        value_of(text)
    assert bad.value.wrong is Wrong.FORMULA


def test_what_is_shown_of_a_bad_line_is_short() -> None:
    (problem,) = read(f"2026-03-02,{'9' * 5000}\n", today=TODAY).problems
    assert len(problem.shown) <= 60


def test_every_problem_of_a_file_is_found_and_none_hides_another() -> None:
    lines = ["2026-03-01,1", "x,1", "2026-02-30,1", "2026-03-05,=1", "2199-01-01,1", "2026-03-06"]
    found = read("day,value\n" + "\n".join(lines), today=TODAY)
    assert [(one.line, one.wrong) for one in found.problems] == [
        (3, Wrong.DAY_FORM),
        (4, Wrong.NO_SUCH_DAY),
        (5, Wrong.FORMULA),
        (6, Wrong.DAY_TO_COME),
        (7, Wrong.CELLS),
    ]
    assert found.rows == (Row(2, date(2026, 3, 1), Decimal(1)),)
