"""Why an estimate stands where it stands: signed parts that add up to it.

Every outcome changed the means of some terms by a known amount, and terms only fade, so each
outcome's part in today's estimate is known exactly, as a logit. What the outcomes leave over comes
from how much evidence there is: thin evidence is drawn toward the start, and other ways of looking
are heard as well. Logits become shares of a probability as Shapley values (Shapley 1953): what each
part adds on average over all orders in which they could be told. So no part is ever larger than
the whole scale, none depends on an order, and together they are the difference, to the last digit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import comb

import numpy as np

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.bank import PARTY, RATES, RECEIVER, SETTINGS, START, Vector
from troth.trust.rules.blend import logit
from troth.trust.rules.forecaster import Answer, Lesson, Question
from troth.trust.rules.promises import Promise
from troth.trust.rules.tally import Dated, Tally

RECENT = timedelta(days=90)


class ReasonKind(StrEnum):
    """What a part of the estimate comes from."""

    KEPT_RECENTLY = "kept-recently"
    KEPT_BEFORE = "kept-before"
    LATE = "late"
    DROPPED = "dropped"
    PASSED = "passed"  # the deadline has passed, and nothing was delivered or said yet
    OPEN = "open"
    MOVED = "moved"  # always nothing: a move agreed in time is never late
    SET_ASIDE = "set-aside"  # always nothing: contested
    PARTNERSHIP = "partnership"  # promises that others made here, or that it made to others
    EVIDENCE = "evidence"  # how much evidence there is


@dataclass(frozen=True)
class Reason:
    """One part: its share in tenths (10 x probability), and the commitments it comes from."""

    kind: ReasonKind
    share: float
    commitments: tuple[str, ...] = ()
    newest: datetime | None = None
    imported: bool = False


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What is to be explained: an answer, from where it started, and how it was learned."""

    question: Question
    answer: Answer
    weights: Vector  # of the settings
    lessons: Sequence[Lesson]
    start: float  # chance before any evidence


@dataclass(frozen=True)
class Parts:
    """Logits: by commitment, of open promises, and what is left over."""

    by_commitment: Mapping[str, float]
    open: float
    evidence: float


def reasons(
    estimate: Estimate, promises: Iterable[Promise], tally: Tally, *, at: datetime
) -> tuple[Reason, ...]:
    """The parts, largest first; those that are always nothing last. They add up to the difference."""
    parts = _parts(estimate)
    own = {promise.commitment: promise for promise in promises}
    found = [
        *_from_outcomes(parts, own, at=at),
        _from_others(parts, own),
        Reason(ReasonKind.OPEN, parts.open, *_named(_waiting(own, at=at))),
        Reason(ReasonKind.EVIDENCE, parts.evidence),
    ]
    found = [reason for reason in found if reason.share or reason.kind is ReasonKind.EVIDENCE]
    shares = shapley([reason.share for reason in found], start=logit(estimate.start))
    found = [replace(reason, share=10 * share) for reason, share in zip(found, shares, strict=True)]
    found.sort(key=lambda reason: -abs(reason.share))
    nothing = [
        Reason(ReasonKind.MOVED, 0.0, *_named(tally.renegotiated)),
        Reason(ReasonKind.SET_ASIDE, 0.0, *_named(tally.set_aside)),
    ]
    return (*found, *(reason for reason in nothing if reason.commitments))


def shapley(logits: Sequence[float], *, start: float) -> list[float]:
    """What each logit adds to the probability at `start`, averaged over all orders; few of them."""
    count = len(logits)
    told = np.arange(2**count)
    masks = told[:, np.newaxis] >> np.arange(count) & 1
    chances = 1.0 / (1.0 + np.exp(-(start + masks.dot(np.array(logits)))))
    sizes = masks.sum(axis=1)
    weights = np.array([1.0 / (count * comb(count - 1, size)) for size in range(count)])
    shares = []
    for number in range(count):
        without = told[masks[:, number] == 0]
        added = chances[without + 2**number] - chances[without]
        shares.append(float(added.dot(weights[sizes[without]])))
    return shares


def _parts(estimate: Estimate) -> Parts:
    answer, weights = estimate.answer, estimate.weights
    by_commitment: dict[str, float] = {}
    for lesson in estimate.lessons:
        part = _part(lesson, estimate.question, weights=weights)
        by_commitment[lesson.promise] = by_commitment.get(lesson.promise, 0.0) + part
    waiting = float(weights.dot(answer.means - answer.view.z))
    whole = logit(answer.chance) - logit(estimate.start)
    said = float(weights.dot(answer.means)) - START
    return Parts(by_commitment, waiting, whole - said)


def _part(lesson: Lesson, question: Question, *, weights: Vector) -> float:
    """What is left today, for this party and receiver, of what one outcome taught."""
    fading = np.exp(RATES[lesson.rows, :SETTINGS] * (question.asked_at - lesson.at))
    concerns = np.ones((RATES.shape[0], 1))
    if lesson.party != question.party:
        concerns[PARTY] = 0
    if lesson.receiver != question.receiver:
        concerns[RECEIVER] = 0
    left = lesson.change * fading * concerns[lesson.rows]
    return float(np.add.reduce(left).dot(weights))


def _from_outcomes(parts: Parts, own: Mapping[str, Promise], *, at: datetime) -> list[Reason]:
    groups: dict[tuple[ReasonKind, bool], list[Promise]] = {}
    for commitment in sorted(parts.by_commitment.keys() & own.keys()):
        promise = own[commitment]
        groups.setdefault((_kind(promise, at=at), promise.imported), []).append(promise)
    return [
        Reason(
            kind,
            sum(parts.by_commitment[one.commitment] for one in group),
            tuple(one.commitment for one in sorted(group, key=_newest_first)),
            max(one.decided_at for one in group),
            imported,
        )
        for (kind, imported), group in groups.items()
    ]


def _kind(promise: Promise, *, at: datetime) -> ReasonKind:
    match promise.outcome:
        case Outcome.KEPT:
            recent = promise.decided_at >= at - RECENT
            return ReasonKind.KEPT_RECENTLY if recent else ReasonKind.KEPT_BEFORE
        case Outcome.LATE:
            return ReasonKind.LATE
        case Outcome.DROPPED:
            return ReasonKind.DROPPED
        case _:
            return ReasonKind.PASSED


def _newest_first(promise: Promise) -> tuple[float, str]:
    return -promise.decided_at.timestamp(), promise.commitment


def _from_others(parts: Parts, own: Mapping[str, Promise]) -> Reason:
    others = sorted(parts.by_commitment.keys() - own.keys())
    share = sum(parts.by_commitment[commitment] for commitment in others)
    return Reason(ReasonKind.PARTNERSHIP, share, tuple(others))


def _waiting(own: Mapping[str, Promise], *, at: datetime) -> list[Dated]:
    return [
        Dated(promise.commitment, promise.promised_at)
        for promise in sorted(own.values(), key=lambda one: one.promised_at)
        if promise.outcome is Outcome.OPEN and promise.due_in_force > at and not promise.contested
    ]


def _named(dated: Sequence[Dated]) -> tuple[tuple[str, ...], datetime | None]:
    """Commitments named once each, newest first, and the newest date."""
    newest = dated[-1].at if dated else None
    return tuple(dict.fromkeys(one.commitment for one in reversed(dated))), newest
