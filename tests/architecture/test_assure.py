"""The long goals name tests that exist, and a stopped run goes on where it was."""

from pathlib import Path

import pytest

import assure
from source import ROOT


@pytest.mark.parametrize("part", assure.PARTS.values(), ids=assure.PARTS)
def test_a_part_runs_a_test_that_exists_and_takes_rounds(part: assure.Part) -> None:
    path, _, name = part.tests.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert f"def {name}(" in text
    assert "ASSURE_ROUNDS" in text


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
    assert (tmp_path / "assurance.csv").read_text().count("part,result") == 1
