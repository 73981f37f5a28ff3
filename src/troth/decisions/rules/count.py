"""Counting: what the voices so far mean, and whether anything can still change it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor

from troth.decisions.rules.rule import Rule
from troth.foundation.facts.decisions import Choice, DecisionOutcome, Method


class Because(StrEnum):
    """Why it came out as it did; each is one sentence with its numbers."""

    NO_OBJECTION = "no-objection"
    ALL_YES = "all-yes"
    SHARE_PASSED = "share-passed"
    OBJECTED = "objected"
    SAID_NO = "said-no"
    SHARE_MISSED = "share-missed"
    NOBODY_FOR_IT = "nobody-for-it"
    TOO_FEW = "too-few"
    ROLL_TOO_SHORT = "roll-too-short"


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many voices said what. `silent` ones are on the roll and have said nothing."""

    yes: int = 0
    no: int = 0
    aside: int = 0
    objections: int = 0
    silent: int = 0

    @property
    def against(self) -> int:
        """Voices that do not want it."""
        return self.no + self.objections

    @property
    def cast(self) -> int:
        """Voices that say yes or no."""
        return self.yes + self.against

    @property
    def present(self) -> int:
        """Voices that take part, whatever they say."""
        return self.cast + self.aside

    @property
    def voices(self) -> int:
        """All on the roll."""
        return self.present + self.silent


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the rule says about these counts. `needed`: of the yes, or of those who take part."""

    outcome: DecisionOutcome
    because: Because
    counts: Counts
    needed: int

    @property
    def carried(self) -> bool:
        """Whether it is decided as proposed."""
        return self.outcome is DecisionOutcome.CARRIED


def count(choices: Iterable[Choice | None]) -> Counts:
    """Count voices; None is one that has said nothing."""
    found = Counter(choices)
    return Counts(
        yes=found[Choice.YES],
        no=found[Choice.NO],
        aside=found[Choice.ASIDE],
        objections=found[Choice.OBJECT],
        silent=found[None],
    )


def needed_yes(rule: Rule, counts: Counts) -> int:
    """How many yes pass the share of the voices that say yes or no."""
    return floor(rule.share * counts.cast) + 1


def result(rule: Rule, counts: Counts) -> Result:
    """What comes out if the voting ends with these counts."""
    quorum = rule.quorum_of(counts.voices)
    if counts.against and not rule.has_share:
        because = Because.OBJECTED if rule.method is Method.CONSENT else Because.SAID_NO
        return refused(because, counts, needed=quorum)
    if counts.present < quorum:
        short = Because.ROLL_TOO_SHORT if counts.voices < quorum else Because.TOO_FEW
        return Result(outcome=DecisionOutcome.TOO_FEW, because=short, counts=counts, needed=quorum)
    needed = needed_yes(rule, counts) if rule.has_share else 1
    if not counts.yes and rule.method is not Method.CONSENT:
        return refused(Because.NOBODY_FOR_IT, counts, needed=needed)
    if rule.has_share and counts.yes < needed:
        return refused(Because.SHARE_MISSED, counts, needed=needed)
    carried = {Method.CONSENT: Because.NO_OBJECTION, Method.UNANIMITY: Because.ALL_YES}
    because = carried.get(rule.method, Because.SHARE_PASSED)
    return Result(outcome=DecisionOutcome.CARRIED, because=because, counts=counts, needed=needed)


def refused(because: Because, counts: Counts, *, needed: int) -> Result:
    """It does not come through."""
    return Result(outcome=DecisionOutcome.REFUSED, because=because, counts=counts, needed=needed)


def settled(rule: Rule, counts: Counts) -> Result | None:
    """The result, once no voice that is still missing can change it; else None.

    A no may yet become a yes while somebody is still to speak, so only a yes ends the vote before
    everybody has spoken; and what nobody can carry any more ends at once.
    """
    now = result(rule, counts)
    if not counts.silent or now.because is Because.ROLL_TOO_SHORT:
        return now
    worst = replace(counts, silent=0, no=counts.no + counts.silent)
    return now if now.carried and result(rule, worst).carried else None
