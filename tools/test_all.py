"""Every test there is: on SQLite alone, then on PostgreSQL with Redis; nothing may be skipped.

Starts its own servers in temporary folders. Further words go to pytest as they are.
"""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from services import Missing, postgres, redis

ROOT = Path(__file__).resolve().parent.parent
ON_SQLITE = "not postgres and not redis"
# Journeys walk the same pages on either database; one of them is enough here.
ON_POSTGRES = "not sqlite and (not browser or smoke)"


def pytest(marks: str, **services: str) -> tuple[int, str]:
    """Run pytest on some services; gives its exit code and its closing line."""
    others = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    command = [sys.executable, "-m", "pytest", "-q", "--nothing-skipped", "-m", marks]
    with subprocess.Popen(
        [*command, *sys.argv[1:]],
        cwd=ROOT,
        env={**others, **services},
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as run:
        last = ""
        for line in run.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            last = line if re.search(r"\d+ (passed|failed|error)", line) else last
    return run.returncode, last


def counted(closing: str, word: str) -> int:
    """How many tests a closing line gives for a word."""
    found = re.search(rf"(\d+) {word}", closing)
    return int(found.group(1)) if found else 0


def main() -> int:
    """Run both; 0 if every test of both passed."""
    # Told to end, it still takes its servers down.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgres() as database, redis() as cache:
            print("On SQLite, no other service:", flush=True)
            first = pytest(ON_SQLITE)
            print("On PostgreSQL with Redis:", flush=True)
            second = pytest(ON_POSTGRES, DATABASE_URL=database, REDIS_URL=cache)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    lines = (first[1], second[1])
    passed = sum(counted(line, "passed") for line in lines)
    failed = sum(counted(line, "failed") + counted(line, "error") for line in lines)
    print(f"{passed} passed, {failed} failed")
    return 0 if first[0] == second[0] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
