"""The long goals of reliability and security: each part runs its tests many more rounds than a change does.

    python tools/assure.py           every part that has not passed at this commit
    python tools/assure.py L2        that part, whatever was before

Each result is a line in `docs/assurance.csv`: part, result, rounds, seconds, commit, date. A run that
was stopped goes on where it was: what has passed at this commit is not run again.
"""

import csv
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "docs" / "assurance.csv"
COLUMNS = ["part", "result", "rounds", "seconds", "commit", "date"]
LEDGER = "src/troth/ledger/tests"


@dataclass(frozen=True)
class Part:
    """One goal: its tests, and how many rounds they take here (their tests read ASSURE_ROUNDS)."""

    goal: str
    tests: str
    rounds: int


PARTS = {
    "L2": Part(
        goal="whatever is changed in the record is found, or changes nothing",
        tests=f"{LEDGER}/test_verification.py::test_every_change_of_a_row_is_found_or_tells_nothing",
        rounds=100,
    ),
}


def commit() -> str:
    """The commit that is checked out; with a plus when something is not committed."""
    name = git("rev-parse", "--short", "HEAD")
    return f"{name}+" if git("status", "--porcelain", "--untracked-files=no") else name


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
    command = [sys.executable, "-m", "pytest", "-q", part.tests]
    rounds = {"ASSURE_ROUNDS": str(part.rounds)}
    done = subprocess.run(command, cwd=ROOT, env=os.environ | rounds, check=False)
    row: dict[str, object] = {"part": name, "rounds": part.rounds, "commit": at}
    row |= {"result": "failed" if done.returncode else "passed"}
    row |= {"seconds": round(time.monotonic() - started)}
    keep(row | {"date": datetime.now(UTC).date().isoformat()})
    return not done.returncode


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
