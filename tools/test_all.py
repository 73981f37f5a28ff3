"""Every test there is: on SQLite alone, beside it on PostgreSQL with Redis; nothing may be skipped.

Starts its own servers in temporary folders. Further words go to pytest as they are.
"""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from services import Missing, postgres, redis

ROOT = Path(__file__).resolve().parent.parent
ON_SQLITE = "not postgres and not redis"
# Journeys walk the same pages on either database; one of them is enough here.
ON_POSTGRES = "not sqlite and (not browser or smoke)"


def begin(marks: str, out: IO[str], **services: str) -> subprocess.Popen[str]:
    """Start pytest on some services; what it says goes to `out`."""
    others = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    command = [sys.executable, "-m", "pytest", "-q", "--nothing-skipped", "-m", marks]
    return subprocess.Popen(
        [*command, *sys.argv[1:]], cwd=ROOT, env={**others, **services}, stdout=out, text=True
    )


def closing(said: IO[str]) -> str:
    """The line in which pytest counts what it ran; what was said is printed as well."""
    said.seek(0)
    last = ""
    for line in said:
        sys.stdout.write(line)
        last = line if re.search(r"\d+ (passed|failed|error)", line) else last
    sys.stdout.flush()
    return last


def counted(closing: str, word: str) -> int:
    """How many tests a closing line gives for a word."""
    found = re.search(rf"(\d+) {word}", closing)
    return int(found.group(1)) if found else 0


def both(services: dict[str, str]) -> tuple[tuple[int, int], tuple[str, str]]:
    """Run the tests on SQLite and on the services beside each other: two cores, two runs."""
    with TemporaryFile("w+") as first, TemporaryFile("w+") as second:
        with begin(ON_SQLITE, first) as sqlite, begin(ON_POSTGRES, second, **services) as others:
            while None in {sqlite.poll(), others.poll()}:
                time.sleep(5)
                sys.stdout.write(".")
                sys.stdout.flush()
        print("\nOn SQLite, no other service:")
        on_sqlite = closing(first)
        print("On PostgreSQL with Redis:")
        lines = (on_sqlite, closing(second))
    return (sqlite.returncode, others.returncode), lines


def main() -> int:
    """Run both; 0 if every test of both passed."""
    # Told to end, it still takes its servers down.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgres() as database, redis() as cache:
            codes, lines = both({"DATABASE_URL": database, "REDIS_URL": cache})
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    passed = sum(counted(line, "passed") for line in lines)
    failed = sum(counted(line, "failed") + counted(line, "error") for line in lines)
    print(f"{passed} passed, {failed} failed")
    return 0 if codes == (0, 0) else 1


if __name__ == "__main__":
    sys.exit(main())
