"""Runs of pytest in lanes beside each other, and what has passed already."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
# Left out of the quick run; what needs a server or minutes belongs to `make test-all`.
QUICK = "not slow and not long and not postgres and not redis and (not browser or smoke)"
STAMP = ROOT / ".pytest_cache" / "quick-passed"


@dataclass(frozen=True)
class Run:
    """One pytest over some of the tests, and what it may use."""

    name: str
    marks: str
    services: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[str] = ()
    options: Sequence[str] = ()

    def start(self, out: IO[str]) -> subprocess.Popen[str]:
        """Begin; what it says goes to `out`."""
        others = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        slowest = ["--durations=25", "--durations-min=1"]
        command = [sys.executable, "-m", "pytest", "-q", *slowest, *self.options, "-m", self.marks]
        return subprocess.Popen(
            [*command, *sys.argv[1:], *self.files],
            cwd=ROOT,
            env={**others, **self.services},
            stdout=out,
            text=True,
        )


@dataclass
class Lane:
    """Runs that follow each other; lanes stand beside each other."""

    runs: list[Run]
    outs: list[IO[str]] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    running: subprocess.Popen[str] | None = None

    def step(self, spare: list[Run]) -> bool:
        """Go on to the next run where one has ended, at last to a spare one; False when all have."""
        if self.running is not None:
            code = self.running.poll()
            if code is None:
                return True
            self.codes.append(code)
            self.running = None
        if len(self.codes) == len(self.runs):
            if not spare:
                return False
            self.runs.append(spare.pop(0))
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


def walk(lanes: Sequence[Lane], spare: Sequence[Run] = ()) -> tuple[list[int], list[str]]:
    """Run all lanes to their end; a spare run goes to whichever is free first."""
    later = list(spare)
    going = [True]
    while any(going):
        going = [lane.step(later) for lane in lanes]
        time.sleep(2)
        sys.stdout.write(".")
        sys.stdout.flush()
    print()
    codes = [code for lane in lanes for code in lane.codes]
    return codes, [line for lane in lanes for line in lane.say()]


def version() -> str:
    """The commit whose files these are; empty where a file differs from it, or nobody can say."""
    asked = (("status", "--porcelain"), ("rev-parse", "HEAD"))
    said = []
    for words in asked:
        try:
            done = subprocess.run(
                ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return ""
        said.append(done.stdout.strip())
    return "" if said[0] else said[1]


def has_passed() -> bool:
    """Whether the quick run has passed on exactly these files."""
    here = version()
    return bool(here) and STAMP.is_file() and STAMP.read_text(encoding="utf-8").strip() == here


def note_passed() -> None:
    """Keep that it has."""
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(version(), encoding="utf-8")
