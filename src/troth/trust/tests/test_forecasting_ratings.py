"""`forecast_ratings`: CSV in, CSV out; every bad line named before anything is written."""

import gzip
import io
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from troth.trust import forecasting
from troth.trust.forecasting import Written, forecast_ratings
from troth.trust.happening_files import BadFile, LineProblem
from troth.trust.rules.file_lines import Problem

REAL = Path(__file__).parents[4] / "bench" / "data" / "bitcoin_alpha.csv.gz"
HEADER = "edge_id,rater,ratee,rated_at,rating"
GOOD = ["a,L,K,2026-01-01,7", "b,K,L,2026-01-01,8", "c,L,K,2026-01-02,-3"]

File = Callable[..., Path]


@pytest.fixture
def file(tmp_path: Path) -> File:
    """Write lines to a file."""

    def write(*lines: str | bytes, end: str = "\n") -> Path:
        path = tmp_path / "ratings.csv"
        raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
        path.write_bytes(b"".join(line + end.encode() for line in raw))
        return path

    return write


def said(source: Path, *, skip_bad: bool = False) -> str:
    target = io.StringIO()
    forecast_ratings(source, target, skip_bad=skip_bad)
    return target.getvalue()


def problems(source: Path, *, skip_bad: bool = False) -> list[tuple[int, Problem]]:
    target = io.StringIO()
    with pytest.raises(BadFile) as refusal:
        forecast_ratings(source, target, skip_bad=skip_bad)
    assert not target.getvalue()
    return [(one.line, one.problem) for one in refusal.value.problems]


def real_lines(count: int) -> list[str]:
    with gzip.open(REAL, "rt", encoding="utf-8") as opened:
        next(opened)
        return [next(opened).strip() for _ in range(count)]


def test_every_rating_gets_its_forecast_on_the_scale_of_the_file(file: File) -> None:
    target = io.StringIO()
    written = forecast_ratings(file(HEADER, *GOOD), target)
    header, *lines = target.getvalue().splitlines()
    assert header == "edge_id,r_forecast"
    assert lines[:2] == ["a,0.000000", "b,0.000000"]
    assert 0 < float(lines[2].removeprefix("c,")) < 8
    assert written == Written(rows=3, forecasts=3, left_out=0)


def test_the_order_of_lines_and_columns_changes_no_byte(file: File) -> None:
    lines = real_lines(600)
    expected = said(file(HEADER, *lines))
    random.Random(3).shuffle(lines)
    assert said(file(HEADER, *lines)) == expected
    turned = [",".join(reversed(line.split(","))) for line in (HEADER, *lines)]
    assert said(file(*turned)) == expected


def test_a_file_cut_off_at_any_day_says_the_same_of_the_days_before(file: File) -> None:
    lines = real_lines(900)
    whole = said(file(HEADER, *lines)).splitlines()
    for size in (1, 100, 450):
        day = lines[size].split(",")[3]
        before = [line for line in lines if line.split(",")[3] <= day]
        assert said(file(HEADER, *before)).splitlines() == whole[: len(before) + 1]


def test_a_file_from_another_machine_is_read_too(file: File) -> None:
    expected = said(file(HEADER, *GOOD))
    assert said(file(b"\xef\xbb\xbf" + HEADER.encode(), *GOOD, "", end="\r\n")) == expected


def test_a_file_without_ratings_has_no_forecasts(file: File) -> None:
    assert said(file(HEADER)) == "edge_id,r_forecast\n"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([], Problem.NO_HEADER),
        (["edge_id;rater;ratee;rated_at;rating", "a;L;K;2026-01-01;7"], Problem.SEMICOLONS),
        (["edge_id,rater,ratee,rating", "a,L,K,7"], Problem.COLUMNS_MISSING),
        ([HEADER + ",rating"], Problem.COLUMN_TWICE),
        ([b"\xff\xfe", *GOOD], Problem.NOT_TEXT),
    ],
)
def test_without_a_usable_first_line_nothing_can_be_left_out(
    file: File, lines: list[str], problem: Problem
) -> None:
    source = file(*lines)
    assert problems(source) == [(1, problem)]
    assert problems(source, skip_bad=True) == [(1, problem)]


def test_bad_lines_are_named_by_number_and_can_be_left_out(file: File) -> None:
    bad = [
        "a,L,K,2026-01-03,1",
        "e,L,L,2026-01-03,1",
        "f,L,K,soon,1",
        "g,L,K,2026-01-03,much",
        "h,L,K,2026-01-03,11",
        "i,L,K",
    ]
    source = file(HEADER, *GOOD, *bad)
    assert problems(source) == [
        (5, Problem.ID_TWICE),
        (6, Problem.RATES_ITSELF),
        (7, Problem.NOT_A_TIME),
        (8, Problem.NOT_A_NUMBER),
        (9, Problem.OFF_THE_SCALE),
        (10, Problem.FIELDS),
    ]
    assert said(source, skip_bad=True) == said(file(HEADER, *GOOD))


def test_a_file_with_too_many_rows_is_refused_even_when_skipping(
    file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert forecasting.RATINGS.most == 1_000_000
    monkeypatch.setattr(forecasting, "RATINGS", replace(forecasting.RATINGS, most=2))
    source = file(HEADER, *GOOD)
    assert problems(source) == [(4, Problem.TOO_MANY)]
    assert problems(source, skip_bad=True) == [(4, Problem.TOO_MANY)]
    assert len(said(file(HEADER, *GOOD[:2])).splitlines()) == 3


def test_problems_are_told_in_plain_words() -> None:
    told = [
        str(LineProblem(7, Problem.OFF_THE_SCALE, "rating: 11")),
        str(LineProblem(8, Problem.RATES_ITSELF, "Lumen")),
        str(LineProblem(9, Problem.TOO_MANY, "1,000,000")),
    ]
    assert told == [
        "line 7: a rating lies between -10 and 10 (rating: 11)",
        "line 8: rater and ratee are the same: Lumen",
        "line 9: a file may have 1,000,000 rows at most",
    ]


def test_progress_goes_from_the_check_to_the_end(file: File) -> None:
    lines = [f"r{n:05},L,K,2026-01-01,{n % 10}" for n in range(5_100)]
    shares: list[float] = []
    forecast_ratings(file(HEADER, *lines), io.StringIO(), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
