"""Check commit messages: `area: Imperative sentence.`, at most 72 characters, and a body with why.

    python tools/check_commits.py            every commit of the current branch
    python tools/check_commits.py RANGE      those of a range, as git names it

At most one subject in twenty may be out of form (more on the first days, as `tools/habits.lock` says);
merges are left out. A commit that changes more than a few lines should say why, three of five must.
"""

import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

SUBJECT = re.compile(r"[a-z][a-z0-9_./-]*: [A-Z][^\n]*[^\s.]\.")
LONGEST = 72
SMALL = 10
WITH_BODY = 0.6
OUT_OF_FORM = 0.05
LOCK = Path(__file__).resolve().parent / "habits.lock"


@dataclass(frozen=True)
class Commit:
    """What of a commit is looked at."""

    name: str
    subject: str
    body: str
    changed: int


def fault(subject: str) -> str:
    """What is wrong with a subject line, or nothing."""
    if len(subject) > LONGEST:
        return f"longer than {LONGEST} characters"
    return "" if SUBJECT.fullmatch(subject) else "not of the form “area: Imperative sentence.”"


def short_of_reasons(commits: list[Commit]) -> str:
    """Whether too few of the larger commits say why, or nothing."""
    larger = [commit for commit in commits if commit.changed > SMALL]
    silent = [commit for commit in larger if not commit.body.strip()]
    if len(silent) <= (1 - WITH_BODY) * len(larger):
        return ""
    names = ", ".join(commit.name for commit in silent)
    return f"{len(silent)} of {len(larger)} larger commits give no reason in their body: {names}"


def read(log: str) -> list[Commit]:
    """Commits from what `git log` printed in the form asked for below."""
    commits = []
    for entry in log.split("\x00")[1:]:
        name, subject, body, numbers = entry.split("\x01")
        changed = sum(int(number) for number in re.findall(r"(?m)^(\d+)\t", numbers))
        commits.append(Commit(name, subject, body, changed))
    return commits


def out_of_form(commits: list[Commit]) -> list[str]:
    """Subjects that are out of form, a line each."""
    return [f"{c.name} “{c.subject}”: {fault(c.subject)}" for c in commits if fault(c.subject)]


def faults(commits: list[Commit], *, excused: int) -> list[str]:
    """Everything that is wrong, a line each; the subjects only when they are too many."""
    lines, silence = out_of_form(commits), short_of_reasons(commits)
    few = len(lines) <= max(excused, OUT_OF_FORM * len(commits))
    return ([] if few else lines) + ([silence] if silence else [])


def main() -> int:
    """Check the commits asked for; 1 if one is wrong."""
    asked = sys.argv[1:] or ["HEAD"]
    form = "--format=%x00%h%x01%s%x01%b%x01"
    command = ["git", "log", "--no-merges", "--numstat", form, *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print("Commits: not looked at, this is no git checkout.")
        return 0
    commits = read(done.stdout)
    kept = tomllib.loads(LOCK.read_text(encoding="utf-8")).get("commits", {})
    wrong = faults(commits, excused=0 if sys.argv[1:] else int(kept.get("out of form", 0)))
    shape = f"{len(out_of_form(commits))} of {len(commits)} subjects out of form."
    print("\n".join(wrong) or f"Commits: as they should be, {shape}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
