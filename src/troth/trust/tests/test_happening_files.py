"""Reading a file of happenings: every line once, in order of time, wrong ones named and the rest kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from troth.trust.happening_files import (
    SENTENCES,
    BadFile,
    Checked,
    Form,
    LineProblem,
    check,
    counted,
    good_rows,
)
from troth.trust.rules import file_lines
from troth.trust.rules.file_lines import BadLine, Problem, check_names, needed_days, picked


@dataclass
class Visit:
    """Somebody came."""

    name: str
    at: float


def visit(fields: Sequence[str], at: Sequence[int], *, width: int) -> Visit:
    """Who and when."""
    name, day = picked(fields, at, width=width)
    check_names({"name": name})
    return Visit(name, needed_days(day, "at"))


VISITS = Form(
    places=lambda header: file_lines.places(header, ("name", "at")),
    row=visit,
    id=attrgetter("name"),
    moment=attrgetter("at"),
)
FEW = Form(places=VISITS.places, row=visit, id=attrgetter("name"), moment=attrgetter("at"), most=2)
File = Callable[..., Path]


@pytest.fixture
def file(tmp_path: Path) -> File:
    """Write a file."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "visits.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def looked_at(source: Path, form: Form[Visit] = VISITS) -> Checked:
    return check(source, form, progress=lambda share: None)


def names(source: Path, form: Form[Visit] = VISITS) -> list[str]:
    found = looked_at(source, form)
    return [one.name for one in good_rows(source, form, checked=found)]


def found_problems(source: Path, form: Form[Visit] = VISITS) -> list[tuple[int, Problem]]:
    return [(one.line, one.problem) for one in looked_at(source, form).problems]


def test_rows_come_in_order_of_time_whichever_way_they_stand(file: File) -> None:
    sorted_already = file("name,at\na,2026-01-01\nb,2026-01-02\n")
    assert looked_at(sorted_already).in_order
    assert names(sorted_already) == ["a", "b"]
    turned = file("at,name\n2026-01-02,b\n2026-01-01,a\n")
    assert not looked_at(turned).in_order
    assert names(turned) == ["a", "b"]


def test_rows_of_one_moment_keep_the_order_of_the_file(file: File) -> None:
    assert names(file("name,at\nz,2026-01-02\nb,2026-01-01\na,2026-01-01\n")) == ["b", "a", "z"]


def test_empty_lines_and_quotes_with_line_breaks_do_not_shift_the_count(file: File) -> None:
    source = file('name,at\n\n"a",2026-01-01\n\n,2026-01-02\n')
    assert found_problems(source) == [(5, Problem.EMPTY)]
    assert names(source) == ["a"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", Problem.NO_HEADER),
        (b"\n", Problem.NO_HEADER),
        (b" , ,\nname,at\n", Problem.NO_HEADER),
        (b"\xef\xbb\xbf", Problem.NO_HEADER),
        (b"name\n", Problem.COLUMNS_MISSING),
        (b"name;at\na;2026-01-01\n", Problem.SEMICOLONS),
        (b"name,at,at\n", Problem.COLUMN_TWICE),
        (b"\xff,at\n", Problem.NOT_TEXT),
        (b'"name,at\n', Problem.NOT_CSV),
    ],
)
def test_without_its_first_line_no_other_can_be_read(
    file: File, text: bytes, problem: Problem
) -> None:
    found = looked_at(file(text))
    assert [(one.line, one.problem) for one in found.problems] == [(1, problem)]
    assert not found.can_skip
    assert found.rows == 0


def test_wrong_lines_are_counted_and_can_be_left_out(file: File) -> None:
    found = looked_at(file("name,at\na,2026-01-01\nb,soon\nc\n"))
    assert (found.rows, found.bad, found.can_skip) == (1, 2, True)


def test_of_two_rows_with_one_id_the_first_stays(file: File) -> None:
    source = file("name,at\na,2026-01-03\nb,2026-01-02\na,2026-01-01\n")
    assert found_problems(source) == [(4, Problem.ID_TWICE)]
    assert names(source) == ["b", "a"]


def test_repeated_ids_stand_among_the_other_problems_by_line(file: File) -> None:
    source = file("name,at\na,2026-01-01\na,2026-01-02\nb,soon\na,2026-01-03\n")
    assert found_problems(source) == [
        (3, Problem.ID_TWICE),
        (4, Problem.NOT_A_TIME),
        (5, Problem.ID_TWICE),
    ]
    assert looked_at(source).rows == 1


def test_as_many_rows_as_allowed_and_not_one_more(file: File) -> None:
    assert names(file("name,at\na,2026-01-01\nb,2026-01-02\n"), FEW) == ["a", "b"]
    source = file("name,at\na,2026-01-01\nb,2026-01-02\nc,2026-01-03\nd,soon\n")
    found = looked_at(source, FEW)
    assert [(one.line, one.problem) for one in found.problems] == [(4, Problem.TOO_MANY)]
    assert not found.can_skip


def test_wrong_lines_do_not_count_toward_the_limit(file: File) -> None:
    source = file("name,at\na,2026-01-01\nb,soon\nc,soon\nd,2026-01-02\n")
    assert names(source, FEW) == ["a", "d"]


def test_too_many_rows_stand_before_every_other_problem(file: File) -> None:
    source = file("name,at\nx,soon\na,2026-01-01\nb,2026-01-02\nc,2026-01-03\n")
    assert found_problems(source, FEW) == [(5, Problem.TOO_MANY), (2, Problem.NOT_A_TIME)]


def test_a_sign_of_progress_comes_now_and_then() -> None:
    shares: list[float] = []
    rows = iter([Visit("a", 0.0)] * 12_000)
    assert len(list(counted(rows, total=12_000, progress=shares.append))) == 12_000
    assert shares == [0.0, 5_000 / 12_000, 10_000 / 12_000]


def test_every_problem_is_one_sentence_with_its_line() -> None:
    assert set(SENTENCES) == set(Problem)
    for problem in Problem:
        said = str(LineProblem(3, problem, "x"))
        assert said.startswith("line 3: ")
        assert "{" not in said


def test_a_file_that_cannot_be_used_says_all_of_it() -> None:
    wrong = [LineProblem(2, Problem.EMPTY, "name"), LineProblem(4, Problem.NOT_TEXT)]
    assert str(BadFile(wrong, count=2)).splitlines() == [
        "line 2: name is empty",
        "line 4: this line is not UTF-8 text",
    ]


@given(st.binary(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_file_is_read_or_named_and_never_fails(
    tmp_path: Path, rest: bytes
) -> None:
    source = tmp_path / "odd.csv"
    source.write_bytes(b"name,at\n" + rest)
    found = looked_at(source)
    assert found.bad == len(found.problems)
    assert len(names(source)) == found.rows


def test_a_line_that_cannot_be_used_says_why() -> None:
    with pytest.raises(BadLine) as refusal:
        visit(["a", ""], (0, 1), width=2)
    assert (refusal.value.problem, refusal.value.about) == (Problem.EMPTY, "at")
