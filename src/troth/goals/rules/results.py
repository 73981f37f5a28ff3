"""What everybody may read of a goal's checks: one plain structure, the words all approve, the bytes of the file.

Failed checks stand there as failed; no person is named.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from troth.foundation.facts.checks import Outcome, Proof

FORMAT = "troth-results-1"
# Of one check, the latest so many.
MOST_SHOWN = 3
Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Result:
    """One result that every side has confirmed."""

    day: date
    outcome: Outcome
    words: str
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One check as everybody reads it; `results` the oldest first, only what stands."""

    what: str
    how: str
    proof: Proof
    aims: Sequence[int]
    answering: str
    agreed: date
    due: date | None = None
    replaced: date | None = None
    results: Sequence[Result] = ()

    @property
    def outcome(self) -> Outcome | None:
        """What stands now; None where nobody has looked yet."""
        return self.results[-1].outcome if self.results else None


def structure(*, partnership: str, goal: str, checks: Sequence[Kept]) -> dict[str, Any]:
    """Everything that is approved, in parts that a machine reads; nothing but texts, numbers and lists."""
    return {
        "format": FORMAT,
        "partnership": partnership,
        "goal": goal,
        "counts": counts(checks),
        "checks": [check(one) for one in checks],
    }


def counts(checks: Sequence[Kept]) -> dict[str, int]:
    """How many checks stand how, replaced ones left out: they are listed and count no more."""
    now = [one.outcome for one in checks if one.replaced is None]
    return {
        "passed": now.count(Outcome.PASSED),
        "failed": now.count(Outcome.FAILED),
        "not_shown": now.count(Outcome.NOT_SHOWN),
        "not_looked_at": now.count(None),
    }


def check(one: Kept) -> dict[str, Any]:
    """One check in parts."""
    return {
        "what": one.what,
        "shown_by": one.how,
        "proof": one.proof.value,
        "un_goals": list(one.aims),
        "answers": one.answering,
        "agreed": one.agreed.isoformat(),
        "next_look": one.due.isoformat() if one.due else None,
        "replaced": one.replaced.isoformat() if one.replaced else None,
        "outcome": one.outcome.value if one.outcome else None,
        "results": [
            {
                "day": each.day.isoformat(),
                "outcome": each.outcome.value,
                "words": each.words,
                "evidence": each.evidence or None,
            }
            for each in one.results[-MOST_SHOWN:]
        ],
    }


@dataclass(frozen=True, kw_only=True)
class Labels:
    """How the parts are called in the language in which the words are written."""

    outcomes: Mapping[str | None, str]
    shown_by: str
    un_goals: str
    answers: str
    agreed: str
    next_look: str
    replaced: str
    evidence: str
    day: Callable[[date], str]


def compose(data: Data, labels: Labels) -> str:
    """The words that every side approves: all of the structure, a line to a part."""
    blocks = ["\n".join(lines(one, labels)) for one in data["checks"]]
    return "\n\n".join([data["goal"], *blocks])


def lines(one: Data, labels: Labels) -> Iterator[str]:
    """One check in lines."""
    yield f"{labels.outcomes[one['outcome']]}: {one['what']}"
    yield f"{labels.shown_by}: {one['shown_by']}"
    if one["un_goals"]:
        yield f"{labels.un_goals}: {', '.join(map(str, one['un_goals']))}"
    yield f"{labels.answers}: {one['answers']}"
    for name in ("agreed", "replaced", "next_look"):
        if one[name]:
            yield f"{getattr(labels, name)}: {labels.day(date.fromisoformat(one[name]))}"
    for each in one["results"]:
        day = labels.day(date.fromisoformat(each["day"]))
        said = f"– {day}, {labels.outcomes[each['outcome']]}: {each['words']}"
        yield f"{said} ({labels.evidence}: {each['evidence']})" if each["evidence"] else said


def file_of(data: Data, *, version: int, at: datetime, by: Sequence[str]) -> str:
    """The machine-readable file: what was approved, and by whom, when; the same bytes for the same approval."""
    approved = {"version": version, "at": at.isoformat(timespec="seconds"), "by": list(by)}
    whole = {**data, "approved": approved}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def checksum(file: str) -> str:
    """SHA-256 of the file, in hex."""
    return sha256(file.encode()).hexdigest()
