"""The long goals of reliability and security: each part runs its tests many more rounds than a change does.

    python tools/assure.py           every part that has not passed at this commit
    python tools/assure.py L2        that part, whatever was before

Each result is a line in `docs/assurance.csv`: what was asked for, how it was run, what came of it, at which
commit and when. A run that was stopped goes on where it was: what has passed at this commit is not run again.
"""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "docs" / "assurance.csv"
COLUMNS = ["part", "what", "command", "result", "rounds", "seconds", "commit", "date"]
LEDGER = "src/troth/ledger/tests"


@dataclass(frozen=True)
class Part:
    """One goal: its tests, and how many rounds they take here.

    A test that reads ASSURE_ROUNDS takes the rounds itself (`inside`); any other is run so often.
    """

    goal: str
    tests: str
    rounds: int
    inside: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


PARTS = {
    "L2": Part(
        goal="whatever is changed in the record is found, or changes nothing",
        tests=f"{LEDGER}/test_every_change.py::test_every_change_of_a_row_is_found_or_tells_nothing",
        rounds=100,
        inside=True,
    ),
    "P1": Part(
        goal="of a thousand guesses from everywhere at once at most ten are looked at",
        tests="src/troth/people/tests/test_throttling.py",
        rounds=2,
    ),
    "I1": Part(
        goal="a file whose reading is stopped goes on, and nothing is doubled or lost",
        tests="src/troth/site/tests/test_import_command.py",
        rounds=2,
    ),
    "H1": Part(
        goal="whatever is in a form or behind a question mark, at every address, gets a plain answer",
        tests="tests/access/test_hostile.py::test_whatever_is_in_a_form_gets_a_plain_answer",
        rounds=2,
    ),
    "X1": Part(
        goal="everybody does with every method, at every address in every room, what the policy says",
        tests=(
            "tests/access/test_matrix.py::test_everybody_does_everything_as_the_policy_says "
            "tests/access/test_nothing_there.py::test_a_foreign_table_is_a_table_that_is_not"
        ),
        rounds=2,
    ),
    "E1": Part(
        goal="the example can be filled on any day at any hour",
        tests="src/troth/site/tests/test_example.py::test_it_can_be_filled_on_any_day_at_any_hour",
        rounds=2,
    ),
    "U1": Part(
        goal="a file of a gigabyte arrives whole in pieces, though the line breaks in the middle",
        tests="src/troth/resources/tests/test_uploads.py::test_a_gigabyte_arrives_whole_though_the_line_broke_in_the_middle",
        rounds=2,
    ),
    "W1": Part(
        goal="whoever writes to SQLite at once waits in turn, and nobody is told that it is locked",
        tests="src/troth/foundation/web/tests/test_sqlite_gate.py",
        rounds=3,
    ),
    "V1": Part(
        goal="what is written in the record and kept for a while is read back as it was; searched anew",
        tests=f"{LEDGER}/test_values.py src/troth/foundation/kernel/tests",
        rounds=3,
        settings={"HYPOTHESIS_PROFILE": "default"},
    ),
    "C1": Part(
        goal="what came of a promise follows from its life alone, however it went; searched anew",
        tests="src/troth/commitments/tests/rules",
        rounds=2,
        settings={"HYPOTHESIS_PROFILE": "default"},
    ),
}


def commit() -> str:
    """The commit that is checked out; with a plus when something besides the results is not committed."""
    name = git("rev-parse", "--short", "HEAD")
    others = ("--", ".", f":!{RESULTS.relative_to(ROOT)}")
    return f"{name}+" if git("status", "--porcelain", "--untracked-files=no", *others) else name


def git(*words: str) -> str:
    """What git answers."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def passed(results: list[dict[str, str]], *, at: str) -> set[str]:
    """Parts that have passed at a commit."""
    return {row["part"] for row in results if row["result"] == "passed" and row["commit"] == at}


def results() -> list[dict[str, str]]:
    """All results so far."""
    if not RESULTS.exists():
        return []
    with RESULTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keep(row: dict[str, object]) -> None:
    """Add one result."""
    is_new = not RESULTS.exists()
    with RESULTS.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(row)


def run(name: str, *, at: str) -> bool:
    """Run one part and keep its result."""
    part, started = PARTS[name], time.monotonic()
    print(f"{name}: {part.goal} ({part.rounds} rounds) …", flush=True)
    good = all(went_well(part) for _ in range(1 if part.inside else part.rounds))
    row: dict[str, object] = {
        "part": name,
        "what": part.goal,
        "command": f"make assure PART={name}",
    }
    row |= {"result": "passed" if good else "failed", "rounds": part.rounds, "commit": at}
    row |= {"seconds": round(time.monotonic() - started)}
    keep(row | {"date": datetime.now(UTC).date().isoformat()})
    return good


def went_well(part: Part) -> bool:
    """Run a part's tests once."""
    command = [sys.executable, "-m", "pytest", "-q", *part.tests.split()]
    own = {"ASSURE_ROUNDS": str(part.rounds), **part.settings}
    return not subprocess.run(command, cwd=ROOT, env=os.environ | own, check=False).returncode


def main() -> int:
    """Run the parts asked for; 1 if one did not pass, 2 if there is no such part."""
    asked, at = sys.argv[1:], commit()
    if unknown := [name for name in asked if name not in PARTS]:
        print(f"There is no part {', '.join(unknown)}. There are: {', '.join(PARTS)}.")
        return 2
    done = passed(results(), at=at)
    todo = asked or [name for name in PARTS if name not in done]
    results_now = [run(name, at=at) for name in todo]  # all of them, whatever the first says
    return 0 if all(results_now) else 1


if __name__ == "__main__":
    sys.exit(main())
