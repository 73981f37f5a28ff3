"""`troth forecast commitments`: a probability for each row that asks, and exit codes 0, 1 and 2."""

import csv
from pathlib import Path

import pytest

from troth.site.tests.conftest import Command

HEADER = "event_id,party,counterparty,promised_at,asked_at,due_at,kept_at"
GOOD = ("a,V,K,2011-01-03,,2011-02-01,2011-01-10", "b,V,K,2011-01-20,2011-01-25,2011-02-20,")
BAD = "c,V,K,2011-01-20,2011-01-25,soon,"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text("\n".join([HEADER, *GOOD, ""]))
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_that_asks_gets_its_probability(
    command: Command, given: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    ran = command("forecast", "commitments", given, "-o", out)
    assert (ran.code, ran.out) == (0, "")
    assert "1 forecasts from 2 rows." in ran.err
    (row,) = rows(out)
    assert row["event_id"] == "b"
    assert 0 < float(row["p_forecast"]) < 1


def test_without_a_file_to_write_it_goes_to_standard_output(command: Command, given: Path) -> None:
    ran = command("forecast", "commitments", given)
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "event_id,p_forecast"
    assert ran.out.splitlines()[1].startswith("b,0.")


def test_a_wrong_line_writes_nothing_and_is_named(
    command: Command, given: Path, tmp_path: Path
) -> None:
    given.write_text("\n".join([HEADER, *GOOD, BAD, ""]))
    out = tmp_path / "out.csv"
    ran = command("forecast", "commitments", given, "-o", out)
    assert (ran.code, out.exists()) == (1, False)
    assert "line 4:" in ran.err
    assert ran.err.splitlines()[-1].startswith("troth: 1 ")


def test_wrong_lines_can_be_left_out(command: Command, given: Path) -> None:
    given.write_text("\n".join([HEADER, *GOOD, BAD, ""]))
    ran = command("forecast", "commitments", given, "--skip-bad")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 2


@pytest.mark.parametrize("skip", [(), ("--skip-bad",)])
def test_all_wrong_lines_can_be_written_to_a_file(
    command: Command, given: Path, tmp_path: Path, skip: tuple[str, ...]
) -> None:
    given.write_text("\n".join([HEADER, *GOOD, *[BAD.replace("c,", f"c{n},") for n in range(60)]]))
    wrong = tmp_path / "wrong.csv"
    ran = command("forecast", "commitments", given, "--problems", wrong, *skip)
    assert ran.code == (0 if skip else 1)
    assert "… and 10 more; --problems FILE writes them all." in ran.err
    assert [int(row["line"]) for row in rows(wrong)] == list(range(4, 64))
    assert "not a time like" in rows(wrong)[0]["what is wrong"]


@pytest.mark.parametrize("text", ["", "event_id,party\na,b\n"])
def test_a_file_without_its_columns_is_refused_even_when_skipping(
    command: Command, given: Path, text: str
) -> None:
    given.write_text(text)
    assert command("forecast", "commitments", given, "--skip-bad").code == 1


def test_a_file_that_is_not_there_is_bad_usage(command: Command, tmp_path: Path) -> None:
    ran = command("forecast", "commitments", tmp_path / "gone.csv")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1


def test_a_place_one_cannot_write_to_is_one_plain_line(
    command: Command, given: Path, tmp_path: Path
) -> None:
    ran = command("forecast", "commitments", given, "-o", tmp_path / "no" / "such" / "out.csv")
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith("troth: ")


RATINGS = ("edge_id,rater,ratee,rated_at,rating", "a,L,K,2026-01-01,7", "b,L,K,2026-01-02,8")


def test_each_rating_gets_its_forecast(command: Command, tmp_path: Path) -> None:
    given, out = tmp_path / "ratings.csv", tmp_path / "out.csv"
    given.write_text("\n".join([*RATINGS, ""]))
    ran = command("forecast", "ratings", given, "-o", out)
    assert (ran.code, ran.out) == (0, "")
    assert "2 forecasts from 2 rows." in ran.err
    assert [row["edge_id"] for row in rows(out)] == ["a", "b"]
    assert 0 < float(rows(out)[1]["r_forecast"]) < 7
    assert command("forecast", "ratings", given).out.encode() == out.read_bytes()


@pytest.mark.parametrize(("skip", "code"), [((), 1), (("--skip-bad",), 0)])
def test_a_rating_off_the_scale_is_named_by_its_line(
    command: Command, tmp_path: Path, *, skip: tuple[str, ...], code: int
) -> None:
    given = tmp_path / "ratings.csv"
    given.write_text("\n".join([*RATINGS, "c,L,K,2026-01-03,11", ""]))
    ran = command("forecast", "ratings", given, *skip)
    assert ran.code == code
    assert "line 4: a rating lies between -10 and 10 (rating: 11)" in ran.err


def test_the_help_of_ratings_has_an_example(command: Command) -> None:
    ran = command("forecast", "ratings", "--help")
    assert ran.code == 0
    assert "troth forecast ratings IN.csv -o OUT.csv" in ran.out
    assert "edge_id, rater, ratee, rated_at, rating" in ran.out


def test_ratings_that_are_not_there_are_bad_usage(command: Command, tmp_path: Path) -> None:
    ran = command("forecast", "ratings", tmp_path / "gone.csv")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
