"""Measure which branches the tests take: all of rules, ledger and access, and nearly all of the rest."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COVERAGE = [sys.executable, "-m", "coverage"]
MARKS = "not postgres and not redis and not browser"
# What must be taken whole, and how much of everything (in percent).
WHOLE = "*/rules/*,*/rules.py,*/foundation/facts/*,*/foundation/kernel/*,*/ledger/*,*/access/*"
MOST = 90


def main() -> int:
    """Run the tests under measure and compare; 1 if a test failed or a branch is missing."""
    run = [*COVERAGE, "run", "-m", "pytest", "-q", "-m", MARKS]
    subprocess.run([*COVERAGE, "erase"], cwd=ROOT, check=True)
    codes = [subprocess.run(run, cwd=ROOT, check=False).returncode]
    subprocess.run([*COVERAGE, "combine", "--quiet"], cwd=ROOT, check=False)
    for wanted in (["--fail-under=100", f"--include={WHOLE}"], [f"--fail-under={MOST}"]):
        report = [*COVERAGE, "report", *wanted]
        codes.append(subprocess.run(report, cwd=ROOT, check=False).returncode)
    return max(codes) and 1


if __name__ == "__main__":
    sys.exit(main())
