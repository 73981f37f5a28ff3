"""`forecast_commitments`: CSV in, CSV out; every bad line named before anything is written."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from troth.trust.forecasting import COMMITMENTS, Written, forecast_commitments
from troth.trust.happening_files import BadFile, LineProblem, check
from troth.trust.rules.file_lines import Problem

REAL = Path(__file__).parents[4] / "tests" / "data" / "commitments" / "scms_2010_2012.csv"
HEADER = "event_id,party,counterparty,promised_at,asked_at,due_at,kept_at"
GOOD = [
    "a,Kaveri,Lumen,2026-01-01,2026-01-01,2026-01-05,2026-01-04",
    "b,Kaveri,Lumen,2026-01-02,2026-01-02,2026-01-09,",
    "c,Lumen,Kaveri,2026-01-03,,2026-02-20,2026-01-10",
    "d,Kaveri,Lumen,2026-01-10,2026-01-10,2026-01-20,",
]

File = Callable[..., Path]


@pytest.fixture
def file(tmp_path: Path) -> File:
    """Write lines to a file."""

    def write(*lines: str | bytes, end: str = "\n") -> Path:
        path = tmp_path / "promises.csv"
        raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
        path.write_bytes(b"".join(line + end.encode() for line in raw))
        return path

    return write


def forecasts(source: Path, *, skip_bad: bool = False) -> tuple[Written, dict[str, float]]:
    target = io.StringIO()
    written = forecast_commitments(source, target, skip_bad=skip_bad)
    header, *lines = target.getvalue().splitlines()
    assert header == "event_id,p_forecast"
    pairs = [line.rsplit(",", 1) for line in lines]
    return written, {event_id: float(chance) for event_id, chance in pairs}


def problems(source: Path) -> list[LineProblem]:
    target = io.StringIO()
    with pytest.raises(BadFile) as refusal:
        forecast_commitments(source, target)
    assert not target.getvalue()
    return refusal.value.problems


def test_every_row_that_was_asked_about_gets_a_chance(file: File) -> None:
    written, said = forecasts(file(HEADER, *GOOD))
    assert list(said) == ["a", "b", "d"]
    assert all(0 < chance < 1 for chance in said.values())
    assert written == Written(rows=4, forecasts=3, left_out=0)


def test_the_order_of_lines_and_columns_does_not_matter(file: File) -> None:
    expected = forecasts(file(HEADER, *GOOD))[1]
    assert forecasts(file(HEADER, *reversed(GOOD)))[1] == expected
    turned = [",".join(reversed(line.split(","))) for line in (HEADER, *GOOD)]
    assert forecasts(file(*turned))[1] == expected


def test_a_file_from_another_machine_is_read_too(file: File) -> None:
    expected = forecasts(file(HEADER, *GOOD))[1]
    with_mark = [b"\xef\xbb\xbf" + HEADER.encode(), *GOOD, ""]
    assert forecasts(file(*with_mark, end="\r\n"))[1] == expected


def test_names_may_have_commas_line_breaks_and_any_script(file: File) -> None:
    line = '"é,1","Kaveri, Ltd","Côte\nd’Ivoire",2026-01-01,2026-01-01,2026-01-05,'
    assert problems(file(HEADER, line))[0].problem is Problem.CONTROL_CHARACTER
    written, said = forecasts(file(HEADER, line.replace("\n", " ")))
    assert written.forecasts == 1
    assert list(said) == ['"é,1"']


def test_real_promises_are_forecast_whichever_way_the_file_is_sorted(
    file: File,
) -> None:
    header, *lines = REAL.read_text(encoding="utf-8").splitlines()
    expected = forecasts(REAL)[1]
    random.Random(3).shuffle(lines)
    assert forecasts(file(header, *lines))[1] == expected


def test_bad_lines_are_named_by_number_and_nothing_is_written(file: File) -> None:
    found = problems(
        file(
            HEADER,
            GOOD[0],
            "b,Kaveri,Lumen,2026-01-02,,2026-01-01,",
            "c,,Lumen,2026-01-02,,2026-01-09,",
            "a,Kaveri,Lumen,2026-01-02,,2026-01-09,",
            "e,Kaveri,Lumen,soon,,2026-01-09,",
            "f,Kaveri",
        )
    )
    assert [(one.line, one.problem) for one in found] == [
        (3, Problem.DUE_BEFORE_PROMISE),
        (4, Problem.EMPTY),
        (5, Problem.ID_TWICE),
        (6, Problem.NOT_A_TIME),
        (7, Problem.FIELDS),
    ]
    assert str(found[1]) == "line 4: party is empty"
    assert "promised_at: soon" in str(found[3])


def test_bad_lines_can_be_left_out(file: File) -> None:
    bad = ["a,Kaveri,Lumen,2026-01-02,,2026-01-09,", "x,Kaveri,Lumen,soon,,2026-01-09,"]
    written, said = forecasts(file(HEADER, *GOOD, *bad), skip_bad=True)
    assert said == forecasts(file(HEADER, *GOOD))[1]
    assert (written.rows, written.left_out) == (4, 2)
    assert [one.line for one in written.problems] == [6, 7]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([], Problem.NO_HEADER),
        (["event_id;party;due_at", "a;b;c"], Problem.SEMICOLONS),
        (["event_id,party,due_at", "a,b,c"], Problem.COLUMNS_MISSING),
        ([HEADER + ",party"], Problem.COLUMN_TWICE),
        ([b"\xff\xfe", *GOOD], Problem.NOT_TEXT),
    ],
)
def test_without_a_usable_first_line_nothing_can_be_left_out(
    file: File, lines: list[str], problem: Problem
) -> None:
    source = file(*lines)
    assert [(one.line, one.problem) for one in problems(source)] == [(1, problem)]
    with pytest.raises(BadFile):
        forecast_commitments(source, io.StringIO(), skip_bad=True)


def test_a_line_in_another_encoding_is_named_and_the_next_one_read(file: File) -> None:
    latin = "b,C\u00f4te,Lumen,2026-01-02,,2026-01-09,".encode("latin-1")
    found = problems(file(HEADER, GOOD[0], latin, GOOD[2], "e,,,,,,"))
    assert [(one.line, one.problem) for one in found] == [
        (3, Problem.NOT_TEXT),
        (5, Problem.EMPTY),
    ]


def test_broken_quotes_are_named_and_a_line_without_end_is_not_kept_in_memory(file: File) -> None:
    broken = problems(file(HEADER, '"a"b,Kaveri,Lumen,2026-01-02,,2026-01-09,', *GOOD[1:]))
    assert [(one.line, one.problem) for one in broken] == [(2, Problem.NOT_CSV)]
    endless = problems(file(HEADER, "x" * (1 << 21), *GOOD))
    assert {one.problem for one in endless} <= {Problem.NOT_CSV, Problem.FIELDS}


def test_problems_are_told_as_far_as_there_is_room_and_all_are_counted(
    file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("troth.trust.happening_files._TOLD", 50)
    source = file(HEADER, *["x,Kaveri,Lumen,soon,,2026-01-09,"] * 80)
    with pytest.raises(BadFile) as refusal:
        forecast_commitments(source, io.StringIO())
    assert len(refusal.value.problems) == 50
    assert refusal.value.count == 80


def test_every_problem_has_its_sentence(file: File) -> None:
    for problem in Problem:
        assert str(LineProblem(7, problem, "due_at")).startswith("line 7: ")


def test_progress_goes_from_the_check_to_the_end(file: File) -> None:
    lines = [
        f"r{n:05},Kaveri,Lumen,2026-01-01,,2026-01-0{2 + n % 7},2026-01-02" for n in range(6_000)
    ]
    shares: list[float] = []
    forecast_commitments(file(HEADER, *lines), io.StringIO(), progress=shares.append)
    assert shares == sorted(shares)
    assert len([share for share in shares if 0 < share < 1]) >= 2
    assert shares[-1] == 1.0


def test_the_check_sees_whether_rows_come_in_order(file: File) -> None:
    assert check(file(HEADER, *GOOD), COMMITMENTS, progress=print).in_order
    assert not check(file(HEADER, *reversed(GOOD)), COMMITMENTS, progress=print).in_order
