"""Files of promises: their letters, their columns, and everything that can be wrong with them."""

import codecs
import contextlib
import io
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.incoming.batches import Batch, read_batches, without_repeats
from troth.commitments.rules.incoming.cells import Reading
from troth.commitments.rules.incoming.columns import read_renames
from troth.commitments.rules.incoming.decoding import Encoding
from troth.commitments.rules.incoming.problems import (
    FILE_SENTENCES,
    REASON_SENTENCES,
    FileProblem,
    FileReason,
    Reason,
    RowProblem,
)
from troth.commitments.rules.incoming.records import LONGEST_LINE
from troth.commitments.rules.incoming.rows import ImportRow

HEADER = "event_id,party,counterparty,promised_at,asked_at,due_at,kept_at"
GOOD = "S1,Kaveri,Lumen,2026-01-02,2026-01-05,2026-02-01,2026-02-01"
OTHER = "S2,Kaveri,Côte d’Ivoire,2026-01-02,,2026-02-01,"
READING = Reading(zone=ZoneInfo("UTC"), now=datetime(2026, 11, 21, tzinfo=UTC))


def file(*lines: str, end: str = "\n") -> str:
    return end.join(lines) + end


def batches(
    data: str | bytes, reading: Reading = READING, *, size: int = 500, after_line: int = 0
) -> list[Batch]:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(read_batches(stream, reading, size=size, after_line=after_line))


def read(data: str | bytes, encoding: Encoding = Encoding.FOUND) -> Batch:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    (batch,) = read_batches(stream, READING, encoding=encoding)
    return batch


def problem(*lines: str) -> RowProblem:
    (found,) = read(file(HEADER, *lines)).problems
    return found


def file_problem(data: str | bytes, **renames: str) -> FileProblem:
    reading = Reading(zone=READING.zone, now=READING.now, renames=renames)
    with pytest.raises(FileProblem) as caught:
        batches(data, reading)
    return caught.value


def test_good_rows_are_read() -> None:
    one, two = read(file(HEADER, GOOD, OTHER)).rows
    assert (one.line, one.event_id, one.party, one.counterparty) == (2, "S1", "Kaveri", "Lumen")
    assert (one.promised.day, one.due.day) == (date(2026, 1, 2), date(2026, 2, 1))
    assert one.kept is not None
    assert one.asked is not None
    assert (two.counterparty, two.kept, two.asked) == ("Côte d’Ivoire", None, None)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_will_do(end: str) -> None:
    found = read(file(HEADER, GOOD, OTHER, end=end))
    assert [row.line for row in found.rows] == [2, 3]


def test_the_last_line_needs_no_end() -> None:
    assert len(read(file(HEADER, GOOD, OTHER).rstrip("\n")).rows) == 2


@pytest.mark.parametrize(
    "data",
    [
        file(HEADER, OTHER).encode(),
        codecs.BOM_UTF8 + file(HEADER, OTHER).encode(),
        file(HEADER, OTHER).encode("utf-16"),
        codecs.BOM_UTF16_BE + file(HEADER, OTHER).encode("utf-16-be"),
    ],
)
def test_the_letters_are_found_by_what_the_file_says(data: bytes) -> None:
    assert read(data).rows[0].counterparty == "Côte d’Ivoire"


def test_old_encodings_are_read_when_asked_for() -> None:
    latin = file(HEADER, OTHER.replace("’", "'")).encode("latin-1")
    assert read(latin, Encoding.LATIN_1).rows[0].counterparty == "Côte d'Ivoire"
    windows = file(HEADER, OTHER).encode("cp1252")
    assert read(windows, Encoding.WINDOWS_1252).rows[0].counterparty == "Côte d’Ivoire"


def test_a_letter_in_an_unsaid_encoding_is_named_with_its_line_and_byte() -> None:
    found = read(file(HEADER, GOOD, OTHER.replace("’", "'")).encode("latin-1"))
    assert len(found.rows) == 1
    (wrong,) = found.problems
    assert (wrong.line, wrong.reason) == (3, Reason.NOT_IN_ENCODING)
    assert (wrong.column, wrong.shown) == ("counterparty", "0xF4")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", FileReason.EMPTY),
        (b"\n \n", FileReason.EMPTY),
        (file(HEADER).encode(), FileReason.EMPTY),
        (file(HEADER, "", ",,,,,,").encode(), FileReason.EMPTY),
        (b"PK\x03\x04" + bytes(99), FileReason.SPREADSHEET),
        (b"\x1f\x8b" + bytes(99), FileReason.SPREADSHEET),
        (file(HEADER, GOOD).encode("utf-16-le"), FileReason.UNMARKED_UTF16),
        (file(HEADER, GOOD).encode("utf-32"), FileReason.UNMARKED_UTF16),
        (file(HEADER, GOOD).encode("utf-16") + b"\x00", FileReason.BROKEN_UTF16),
        (b"a" * 999_999, FileReason.HEADER),
        (b'"event_id,party\n', FileReason.HEADER),
        (b"what,when\n1,2\n", FileReason.MISSING_COLUMNS),
        (file(HEADER + ",party", GOOD + ",x").encode(), FileReason.REPEATED_COLUMN),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, why: FileReason) -> None:
    assert file_problem(data).reason is why


def test_the_missing_columns_are_named() -> None:
    assert file_problem("event_id;party\n").shown == "counterparty, promised_at, due_at, kept_at"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_values_may_be_parted_in_three_ways(delimiter: str) -> None:
    found = read(file(HEADER, GOOD).replace(",", delimiter))
    assert found.rows[0].party == "Kaveri"


def test_a_comma_inside_quotes_parts_nothing() -> None:
    quoted = GOOD.replace("Kaveri", '"Kaveri ""Analytics"", Inc."')
    assert read(file(HEADER, quoted)).rows[0].party == 'Kaveri "Analytics", Inc.'


def test_column_names_are_read_as_people_write_them_in_any_order() -> None:
    header = "Kept-At,Due at, EVENT_ID ,promised_at,Counterparty,party,Deliverable,notes"
    row = "2026-02-01,2026-02-01,S1,2026-01-02,Lumen,Kaveri,API v1,\x00ignored"
    assert read(file(header, row)).rows[0].deliverable == "API v1"


def test_other_columns_can_be_named_and_are_shown_by_their_own_name() -> None:
    header = HEADER.replace("party,counterparty", "Vendor,counterparty")
    reading = Reading(zone=READING.zone, now=READING.now, renames=read_renames(["party = Vendor"]))
    (batch,) = batches(file(header, GOOD, GOOD.replace("Kaveri", "")), reading)
    assert batch.rows[0].party == "Kaveri"
    assert [wrong.column for wrong in batch.problems] == ["Vendor"]


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        (["party"], FileReason.RENAME_FORM),
        (["=Vendor"], FileReason.RENAME_FORM),
        (["vendor=party"], FileReason.RENAME_UNKNOWN),
        (["party=A", "party=B"], FileReason.RENAME_TWICE),
    ],
)
def test_a_renaming_that_makes_no_sense_is_refused(pairs: list[str], why: FileReason) -> None:
    with pytest.raises(FileProblem) as caught:
        read_renames(pairs)
    assert caught.value.reason is why


@pytest.mark.parametrize("blank", ["", "   ", ",,,,,,", " , , ,,,,"])
def test_blank_lines_are_passed_over_and_counted_as_lines(blank: str) -> None:
    found = read(file(HEADER, blank, GOOD, blank))
    assert [row.line for row in found.rows] == [3]
    assert found.problems == ()


def test_empty_cells_at_the_end_do_no_harm_and_others_do() -> None:
    assert read(file(HEADER, f"{GOOD},,")).problems == ()
    wrong = problem(f"{GOOD},more")
    assert (wrong.reason, wrong.shown, wrong.other) == (Reason.COLUMN_COUNT, "8", 7)
    assert problem("S1,Kaveri").reason is Reason.COLUMN_COUNT


def test_a_line_without_end_is_passed_over_and_reading_goes_on() -> None:
    endless = "x" * (5 * LONGEST_LINE)
    found = read(file(HEADER, GOOD, endless, OTHER))
    assert [row.line for row in found.rows] == [2, 4]
    assert [(wrong.line, wrong.reason) for wrong in found.problems] == [(3, Reason.LINE_TOO_LONG)]


def test_a_line_of_just_the_limit_is_read() -> None:
    blanks = LONGEST_LINE - len(GOOD) - 1
    assert len(read(file(HEADER, GOOD + " " * blanks)).rows) == 1


def test_a_file_may_end_in_a_line_without_end() -> None:
    found = read((file(HEADER, GOOD) + "x" * (2 * LONGEST_LINE)).encode())
    assert [wrong.line for wrong in found.problems] == [3]


def test_a_quote_that_never_closes_is_named_with_the_lines_it_swallowed() -> None:
    wrong = problem('S1,"Kaveri,Lumen,2026-01-02,,2026-02-01,', GOOD)
    assert (wrong.line, wrong.reason, wrong.other) == (2, Reason.QUOTES, 3)


def test_after_a_stray_quote_reading_goes_on() -> None:
    found = read(file(HEADER, GOOD.replace("Kaveri", '"Kav"eri'), GOOD))
    assert [wrong.reason for wrong in found.problems] == [Reason.QUOTES]
    assert [row.line for row in found.rows] == [3]


def test_a_huge_quoted_value_does_not_fill_the_memory() -> None:
    lines = ["x" * 60_000] * 4
    found = read(file(HEADER, f'S1,"{lines[0]}', *lines, GOOD))
    assert found.problems[0].reason is Reason.QUOTES
    assert found.rows[-1].line == 7


def test_rows_come_in_batches_and_reading_goes_on_where_it_stopped() -> None:
    rows = [GOOD.replace("S1", f"S{number}") for number in range(25)]
    data = file(HEADER, *rows)
    first, second, third = batches(data, size=10)
    assert [len(batch.rows) for batch in (first, second, third)] == [10, 10, 5]
    assert (first.last_line, third.last_line) == (11, 26)
    assert batches(data, size=10, after_line=first.last_line) == [second, third]
    assert batches(data, after_line=26) == []


def test_an_id_stands_once_in_a_file() -> None:
    (batch,) = batches(file(HEADER, GOOD, OTHER, GOOD))
    found = without_repeats(batch, {})
    assert [row.line for row in found.rows] == [2, 3]
    (wrong,) = found.problems
    assert (wrong.line, wrong.reason, wrong.other) == (4, Reason.REPEATED, 2)


def test_an_id_of_an_earlier_batch_is_repeated_too() -> None:
    (batch,) = batches(file(HEADER, GOOD, "S3,Kaveri"))
    found = without_repeats(batch, {"S1": 1})
    assert found.rows == ()
    assert [(wrong.line, wrong.other) for wrong in found.problems] == [(2, 1), (3, 7)]


class Slow(io.RawIOBase):
    """A connection: gives a few bytes at a time, cannot be rewound, and counts what was taken."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self.parts = parts
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        part = next(self.parts, b"")
        self.taken += len(part)
        return part


def test_no_more_is_read_than_is_asked_for() -> None:
    endless = Slow(iter([file(HEADER).encode(), *[file(GOOD).encode()] * 100_000]))
    stream: BinaryIO = endless  # type: ignore[assignment]  # what read_batches asks of a stream
    first = next(read_batches(stream, READING, size=100))
    assert len(first.rows) == 100
    assert endless.taken < 100_000


def test_each_reason_has_its_sentence() -> None:
    assert set(REASON_SENTENCES) == set(Reason)
    assert set(FILE_SENTENCES) == set(FileReason)
    values = {"column": "party", "shown": "x", "other": 3, "line": 4}
    for sentence in (*REASON_SENTENCES.values(), *FILE_SENTENCES.values()):
        assert (sentence % values).endswith((".", ")."))


cells = st.text(max_size=12) | st.sampled_from(["2026-01-02", "", "Kaveri", "S1", '"', "=1+1"])
tables = st.lists(st.lists(cells, max_size=9).map(",".join), max_size=6)


@given(tables)
def test_every_line_of_any_file_is_good_or_named_or_blank(lines: list[str]) -> None:
    data = file(HEADER, GOOD, *lines).encode("utf-8", "surrogatepass")
    for batch in batches(data):
        assert all(isinstance(row, ImportRow) for row in batch.rows)
        assert all(wrong.line > 2 for wrong in batch.problems)
        shown = "".join(wrong.shown for wrong in batch.problems)
        assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cs"}


@given(st.binary(max_size=400), st.sampled_from([b"", HEADER.encode() + b"\n", b"\xff\xfe"]))
def test_any_bytes_are_a_file_or_a_problem(data: bytes, start: bytes) -> None:
    with contextlib.suppress(FileProblem):
        assert all(batch.rows or batch.problems for batch in batches(start + data))
