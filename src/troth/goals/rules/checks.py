"""Sustainability checks: when one binds, when a result stands, whose word is next, what holds a launch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from troth.foundation.facts.checks import Outcome
from troth.foundation.kernel.ulid import Ulid
from troth.goals.rules.plan import EARLIEST, LATEST
from troth.goals.rules.refusals import Refusal

# With those that were replaced, so that no failure makes room by going.
MOST_CHECKS = 20
MOST_RESULTS = 200
AIMS = range(1, 18)
LONGEST_WHAT, LONGEST_HOW, LONGEST_WORDS = 200, 300, 300


class Owes(StrEnum):
    """What a side is waited for."""

    ASSENT = "assent"
    WORD = "word"
    RESULT = "result"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One result: by whom, who confirmed it, who sees it differently, and whether it stands."""

    outcome: Outcome
    party: Ulid
    agree: frozenset[Ulid] = frozenset()
    doubt: frozenset[Ulid] = frozenset()
    settled: bool = False

    @property
    def heard(self) -> frozenset[Ulid]:
        """The sides that have said something to it."""
        return self.agree | self.doubt | {self.party}


@dataclass(frozen=True, kw_only=True)
class Check:
    """A check as the rules see it; `results` the oldest first, `parties` those that sit here now."""

    parties: frozenset[Ulid]
    proposer: Ulid
    answering: Ulid
    assents: frozenset[Ulid]
    agreed: bool = False
    gone: bool = False
    holds: bool = False
    due: date | None = None
    results: Sequence[Shown] = ()

    @property
    def latest(self) -> Shown | None:
        """The result that was written last."""
        return self.results[-1] if self.results else None

    @property
    def asked(self) -> Shown | None:
        """The result that waits for the others to confirm it."""
        return self.latest if self.latest and not self.latest.settled else None

    @property
    def outcome(self) -> Outcome | None:
        """What stands, confirmed by every side; None before the first."""
        standing = [one.outcome for one in self.results if one.settled]
        return standing[-1] if standing else None


def all_agree(assents: frozenset[Ulid], parties: frozenset[Ulid]) -> bool:
    """Whether every side that sits here has said yes; nobody alone binds a table that is empty."""
    return bool(parties) and parties <= assents


def settles(shown: Shown, parties: frozenset[Ulid]) -> bool:
    """Whether every side but the one that wrote it has confirmed it."""
    return parties <= shown.agree | {shown.party}


def holds_launch(check: Check) -> bool:
    """Whether the launch waits for it: it has not passed, or somebody wrote since that it failed."""
    if not check.holds or not check.agreed or check.gone:
        return False
    failed = check.asked is not None and check.asked.outcome is Outcome.FAILED
    return failed or check.outcome is not Outcome.PASSED


def owing(check: Check, *, today: date, ahead: int = 0) -> Iterator[tuple[Ulid, Owes]]:
    """Which side is waited for, and for what; a due day shows so many days ahead."""
    if check.gone:
        return
    if not check.agreed:
        yield from ((one, Owes.ASSENT) for one in sorted(check.parties - check.assents))
        return
    if check.asked:
        yield from ((one, Owes.WORD) for one in sorted(check.parties - check.asked.heard))
    if is_due(check, today=today, ahead=ahead) and check.answering in check.parties:
        yield check.answering, Owes.RESULT


def is_due(check: Check, *, today: date, ahead: int = 0) -> bool:
    """Whether the day on which it is looked at is near or past; never while a result waits for a word."""
    if check.due is None or not check.agreed or check.gone:
        return False
    waits = check.asked is not None and not check.asked.doubt
    return not waits and check.due - timedelta(days=ahead) <= today


def why_not_propose(*, due: date, aims: Sequence[int], count: int) -> Refusal | None:
    """Why this cannot be proposed, or None; `count`: how many checks the goal has."""
    if not EARLIEST <= due.year <= LATEST:
        return Refusal.DAY_FAR
    if any(aim not in AIMS for aim in aims):
        return Refusal.AIM_UNKNOWN
    return Refusal.TOO_MANY_CHECKS if count >= MOST_CHECKS else None


def why_not_assent(check: Check, party: Ulid) -> Refusal | None:
    """Why this side cannot say yes now, or None."""
    if party == check.proposer:
        return Refusal.OWN_WORDS
    if check.gone:
        return Refusal.NOT_THERE
    return Refusal.SAID_ALREADY if check.agreed or party in check.assents else None


def why_not_withdraw(check: Check, party: Ulid) -> Refusal | None:
    """Why this side cannot take the proposal back, or None."""
    if check.proposer != party:
        return Refusal.NOT_YOURS
    if check.gone:
        return Refusal.NOT_THERE
    return Refusal.CHECK_AGREED if check.agreed else None


def why_not_record(
    check: Check, *, day: date, again: date | None, today: date, words: str
) -> Refusal | None:
    """Why this result cannot be written now, or None."""
    if check.gone:
        return Refusal.NOT_THERE
    if not check.agreed:
        return Refusal.CHECK_NOT_AGREED
    if len(check.results) >= MOST_RESULTS:
        return Refusal.TOO_MANY_RESULTS
    return why_not_days(day, again, today=today) or (
        None if words.strip() else Refusal.WORDS_MISSING
    )


def why_not_days(day: date, again: date | None, *, today: date) -> Refusal | None:
    """Why something cannot have been seen on this day, to be looked at again on that one, or None."""
    if any(not EARLIEST <= one.year <= LATEST for one in (day, again) if one):
        return Refusal.DAY_FAR
    if day > today:
        return Refusal.DAY_TO_COME
    return Refusal.AGAIN_BEFORE if again and again <= day else None


def why_not_answer(shown: Shown, party: Ulid, *, agrees: bool) -> Refusal | None:
    """Why this side cannot confirm a result or see it differently, or None; a doubt can become a yes."""
    if shown.settled:
        return Refusal.SAID_ALREADY
    if party == shown.party:
        return Refusal.OWN_WORDS
    said = shown.agree if agrees else shown.heard
    return Refusal.SAID_ALREADY if party in said else None
