"""Every test there is, in two lanes beside each other; nothing may be skipped.

One lane runs on SQLite alone, the other on PostgreSQL with Redis and then in the browser.

Starts its own servers in temporary folders. Further words go to pytest as they are.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from services import Missing, postgres, redis

ROOT = Path(__file__).resolve().parent.parent
# Journeys walk the same pages on either database; one of them is enough.
IN_A_BROWSER = "browser and not smoke"
ON_SQLITE = f"not postgres and not redis and not ({IN_A_BROWSER})"
ON_SERVICES = f"not sqlite and not ({IN_A_BROWSER})"


@dataclass(frozen=True)
class Run:
    """One pytest over some of the tests, and what it may use."""

    name: str
    marks: str
    services: Mapping[str, str]

    def start(self, out: IO[str]) -> subprocess.Popen[str]:
        """Begin; what it says goes to `out`."""
        others = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        command = [sys.executable, "-m", "pytest", "-q", "--nothing-skipped", "-m", self.marks]
        return subprocess.Popen(
            [*command, *sys.argv[1:]],
            cwd=ROOT,
            env={**others, **self.services},
            stdout=out,
            text=True,
        )


@dataclass
class Lane:
    """Runs that follow each other; two lanes stand beside each other, one for each core."""

    runs: Sequence[Run]
    outs: list[IO[str]] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    running: subprocess.Popen[str] | None = None

    def step(self) -> bool:
        """Go on to the next run where one has ended; False when all have."""
        if self.running is not None:
            code = self.running.poll()
            if code is None:
                return True
            self.codes.append(code)
            self.running = None
        if len(self.codes) == len(self.runs):
            return False
        self.outs.append(TemporaryFile("w+"))  # noqa: SIM115  # read and closed when all have ended
        self.running = self.runs[len(self.codes)].start(self.outs[-1])
        return True

    def say(self) -> list[str]:
        """Print what the runs said; the line in which each counts its tests."""
        lines = []
        for run, out in zip(self.runs, self.outs, strict=True):
            print(f"{run.name}:")
            with out:
                lines.append(closing(out))
        return lines


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


def walk(lanes: Sequence[Lane]) -> tuple[list[int], list[str]]:
    """Run all lanes to their end."""
    going = [True]
    while any(going):
        going = [lane.step() for lane in lanes]
        time.sleep(2)
        sys.stdout.write(".")
        sys.stdout.flush()
    print()
    codes = [code for lane in lanes for code in lane.codes]
    return codes, [line for lane in lanes for line in lane.say()]


def main() -> int:
    """Run both; 0 if every test of both passed."""
    # Told to end, it still takes its servers down.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgres() as database, redis() as cache:
            services = {"DATABASE_URL": database, "REDIS_URL": cache}
            first = Lane([Run("On SQLite, no other service", ON_SQLITE, {})])
            others = Run("On PostgreSQL with Redis", ON_SERVICES, services)
            second = Lane([others, Run("In the browser", IN_A_BROWSER, {})])
            codes, lines = walk([first, second])
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    passed = sum(counted(line, "passed") for line in lines)
    failed = sum(counted(line, "failed") + counted(line, "error") for line in lines)
    print(f"{passed} passed, {failed} failed")
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
