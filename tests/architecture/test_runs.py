"""What runs the tests runs all of them: nothing skipped unseen, pure tests apart, counts that add up."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lanes import counted
from pure import is_pure_test, pure_tests
from source import ROOT, Module, modules
from test_all import COMPONENTS, JOURNEYS

SMALL_TESTS = """
import pytest

def test_that_runs(): pass

@pytest.mark.skip(reason="away")
def test_that_does_not(): pass

@pytest.mark.redis
def test_that_needs_a_server(): pass
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the small tests as every run here is run, without any server."""
    (folder / "test_small.py").write_text(SMALL_TESTS)
    away = {"REDIS_URL", "DATABASE_URL", "PYTEST_ADDOPTS"}
    env = {name: value for name, value in os.environ.items() if name not in away}
    command = [sys.executable, "-m", "pytest", "-c", os.devnull, f"--rootdir={folder}", "-rs"]
    options = ["-p", "conftest", "-p", "no:cacheprovider", *words]
    return subprocess.run(
        [*command, *options],
        cwd=folder,
        env={**env, "PYTHONPATH": f"{ROOT}:{ROOT / 'tools'}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_skipped_test_is_named(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 0
    assert "not run: no Redis in REDIS_URL" in done.stdout


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_skipped_test_fails_the_run_in_which_nothing_may_be(tmp_path: Path) -> None:
    done = run(tmp_path, "--nothing-skipped")
    assert done.returncode == 1
    assert "2 tests were skipped" in done.stdout


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_run_without_skipped_tests_passes(tmp_path: Path) -> None:
    assert run(tmp_path, "--nothing-skipped", "-k", "that_runs").returncode == 0


@pytest.mark.parametrize(
    ("line", "word", "count"),
    [
        ("3 failed, 70 passed, 2 errors in 8.01s", "passed", 70),
        ("3 failed, 70 passed, 2 errors in 8.01s", "error", 2),
        ("70 passed in 8.01s", "failed", 0),
    ],
)
def test_closing_lines_are_added_up(line: str, word: str, count: int) -> None:
    assert counted(line, word) == count


def test_every_noun_with_rules_has_pure_tests() -> None:
    nouns = {module.noun for module in modules() if module.layer == "rules"}
    assert nouns - {Path(where).parts[2] for where in pure_tests()} == set()


@pytest.mark.parametrize(
    ("imported", "pure"),
    [
        ("from troth.trust.rules.model import fold", True),
        ("import numpy\nfrom troth.foundation.kernel.ulid import Ulid", True),
        ("from troth.trust.rules import model\nfrom troth.trust.models import Seen", False),
        ("import rfc8785\nfrom troth.ledger.rules import entry", False),
        ("import pytest", False),
    ],
)
def test_a_test_is_pure_when_all_it_imports_is(imported: str, *, pure: bool) -> None:
    path = ROOT / "src/troth/trust/tests/test_model.py"
    made = Module(name=str(path), path=path, text=imported, tree=ast.parse(imported))
    assert is_pure_test(made) is pure


def test_every_test_in_a_browser_is_in_one_of_its_runs() -> None:
    marked = "pytest.mark." + "browser"
    found = [
        str(path.relative_to(ROOT))
        for folder in ("src", "tests")
        for path in (ROOT / folder).rglob("test_*.py")
        if marked in path.read_text(encoding="utf-8")
    ]
    assert [one for one in found if not one.startswith(JOURNEYS) and one not in COMPONENTS] == []
    assert len(found) > len(COMPONENTS) > 1
