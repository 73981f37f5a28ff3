"""The long goals name tests that exist, and a stopped run goes on where it was."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

import assure
from source import ROOT


@pytest.mark.parametrize("part", assure.PARTS.values(), ids=assure.PARTS)
def test_a_part_runs_a_test_that_exists_and_takes_rounds(part: assure.Part) -> None:
    for place in part.tests.split():
        path, _, name = place.partition("::")
        assert (ROOT / path).exists(), path
        text = (ROOT / path).read_text(encoding="utf-8") if name else ""
        assert f"def {name}(" in text or not name
        assert ("ASSURE_ROUNDS" in text) is part.inside
    assert part.rounds > 1


def test_what_passed_at_this_commit_is_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assure, "RESULTS", tmp_path / "assurance.csv")
    for part, result, commit in [
        ("L2", "passed", "a1"),
        ("R1", "failed", "a1"),
        ("X1", "passed", "b2"),
    ]:
        row: dict[str, object] = dict.fromkeys(assure.COLUMNS, "0")
        assure.keep(row | {"part": part, "result": result, "commit": commit})
    assert assure.passed(assure.results(), at="a1") == {"L2"}
    assert (tmp_path / "assurance.csv").read_text().count("part,what") == 1


def test_what_came_of_it_is_told_of_parts_that_exist() -> None:
    assert {row["part"] for row in assure.results()} <= set(assure.PARTS)


@pytest.mark.parametrize("row", assure.results(), ids=lambda row: f"{row['part']}-{row['commit']}")
def test_a_line_says_what_how_when_and_what_came_of_it(row: dict[str, str]) -> None:
    assert row["what"] == assure.PARTS[row["part"]].goal
    assert row["command"] == f"make assure PART={row['part']}"
    assert row["result"] in {"passed", "failed"}
    assert int(row["rounds"]) > 1
    assert int(row["seconds"]) >= 0
    assert re.fullmatch(r"[0-9a-f]{7,40}\+?", row["commit"])
    assert date(2026, 1, 1) <= date.fromisoformat(row["date"]) <= date(2099, 1, 1)


def test_the_table_has_its_columns_and_each_line_all_of_them() -> None:
    with assure.RESULTS.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == assure.COLUMNS
    assert {len(line) for line in lines} == {len(assure.COLUMNS)}


@pytest.mark.parametrize("code", [0, 1])
def test_a_part_is_run_round_by_round_until_one_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(assure, "RESULTS", tmp_path / "assurance.csv")
    monkeypatch.setattr(assure, "PARTS", {"T1": assure.Part(goal="g", tests="x", rounds=3)})
    rounds: list[int] = []

    def went_well(part: assure.Part) -> bool:
        rounds.append(part.rounds)
        return not code

    monkeypatch.setattr(assure, "went_well", went_well)
    assert assure.run("T1", at="abcdef0") is not bool(code)
    assert len(rounds) == (1 if code else 3)
    assert assure.results()[0]["result"] == ("failed" if code else "passed")


def test_only_a_change_of_the_product_is_marked_beside_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assure, "ROOT", tmp_path)
    monkeypatch.setattr(assure, "RESULTS", tmp_path / "docs" / "assurance.csv")
    (tmp_path / "docs").mkdir()
    product = tmp_path / "product.py"
    for file in (product, assure.RESULTS):
        file.write_text("first\n")
    own = ("-c", "user.name=Ingrid", "-c", "user.email=ingrid@lumen.example")
    for words in (("init",), ("add", "."), (*own, "commit", "-m", "tests: Begin.")):
        assure.git(*words)
    name = assure.commit()
    assert re.fullmatch(r"[0-9a-f]{7,40}", name)
    assure.RESULTS.write_text("second\n")
    assert assure.commit() == name
    product.write_text("second\n")
    assert assure.commit() == f"{name}+"
