"""What came of a check: written by one side, confirmed by the others or seen differently; failures stay."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from troth.agreements.queries.standings import signers
from troth.foundation.facts.checks import (
    GoalCheckConfirmed,
    GoalCheckDoubted,
    GoalCheckRecorded,
    Outcome,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.actions.checking import hold, side_of, step
from troth.goals.actions.measuring import today_of
from troth.goals.actions.refusing import NotPossible, refuse
from troth.goals.actions.showing import outdated
from troth.goals.models import CheckResult, CheckWord, SustainabilityCheck
from troth.goals.queries.checks import check_of, shown_of
from troth.goals.rules.checks import settles, why_not_answer, why_not_record
from troth.goals.rules.refusals import Refusal
from troth.ledger.actions import record
from troth.partnerships.models import Seat


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a side says of a check: what came of it, on which day, in words, and what shows it.

    `evidence`: kind and id of an item of the same room; `again`: when it is looked at again.
    """

    outcome: Outcome
    day: date
    words: str
    evidence: tuple[str, str] | None = None
    again: date | None = None


@transaction.atomic
def record_result(check: SustainabilityCheck, seen: Seen, *, turn: int, by: Seat) -> CheckResult:
    """Write what came of a check; it stands once every other side has confirmed it. Raises `NotPossible`."""
    side = side_of(by)
    found = hold(check, seen=turn)
    parties = signers(found.room)
    asked = check_of(found, parties)
    today = today_of(by)
    refuse(why_not_record(asked, day=seen.day, again=seen.again, today=today, words=seen.words))
    step(found)
    kind, evidence = seen.evidence or ("", "")
    made = CheckResult.objects.create(
        of=found,
        outcome=seen.outcome.value,
        day=seen.day,
        words=seen.words.strip(),
        evidence_kind=kind,
        evidence=evidence,
        again=seen.again,
        seat=by,
        party=side,
        at=now(),
    )
    record(recorded(found, made, by=by))
    # What everybody reads is not all of it any more, whoever confirms this and when.
    outdated(found.goal, by=by)
    settle(found, made, by=by)
    return made


def recorded(check: SustainabilityCheck, made: CheckResult, *, by: Seat) -> GoalCheckRecorded:
    """A new result as a fact."""
    return GoalCheckRecorded(
        room=Ulid(check.room_id),
        by=by.actor,
        goal=Ulid(check.goal_id),
        check=check.id,
        result=made.id,
        outcome=Outcome(made.outcome),
        day=made.day,
        evidence=Ulid(made.evidence) if made.evidence else None,
        again=made.again,
        words=made.words,
    )


def settle(check: SustainabilityCheck, result: CheckResult, *, by: Seat) -> bool:
    """Let the result stand if every other side has confirmed it; the next look is then due as it says."""
    if not settles(shown_of(result), signers(check.room)):
        return False
    CheckResult.objects.filter(pk=result.pk).update(settled_at=now())
    SustainabilityCheck.objects.filter(pk=check.pk).update(due=result.again)
    outdated(check.goal, by=by)
    return True


def asked_about(check: SustainabilityCheck, result: CheckResult) -> CheckResult:
    """The result, if it is the latest of this check. Raises `NotPossible` where another has come since."""
    rows = list(check.results.all())
    if not rows or rows[-1].pk != result.pk:
        raise NotPossible(Refusal.CHECK_MOVED)
    return rows[-1]


@transaction.atomic
def confirm_result(result: CheckResult, *, turn: int, by: Seat) -> bool:
    """Confirm for one's own side what another wrote; True when with that it stands. Raises `NotPossible`."""
    side = side_of(by)
    check = hold(result.of, seen=turn)
    one = asked_about(check, result)
    refuse(why_not_answer(shown_of(one), side.id, agrees=True))
    step(check)
    CheckWord.objects.update_or_create(
        result=one, party=side, defaults={"seat": by, "agrees": True, "words": "", "at": now()}
    )
    settled = settle(check, CheckResult.objects.get(pk=one.pk), by=by)
    record(
        GoalCheckConfirmed(
            room=Ulid(check.room_id),
            by=by.actor,
            goal=Ulid(check.goal_id),
            check=check.id,
            result=one.id,
            settled=settled,
        )
    )
    return settled


@transaction.atomic
def doubt_result(result: CheckResult, *, words: str, turn: int, by: Seat) -> None:
    """Say how one's own side sees it; the result does not stand until it comes round. Raises `NotPossible`."""
    side = side_of(by)
    refuse(None if words.strip() else Refusal.WORDS_MISSING)
    check = hold(result.of, seen=turn)
    one = asked_about(check, result)
    refuse(why_not_answer(shown_of(one), side.id, agrees=False))
    step(check)
    CheckWord.objects.create(
        result=one, party=side, seat=by, agrees=False, words=words.strip(), at=now()
    )
    record(
        GoalCheckDoubted(
            room=Ulid(check.room_id),
            by=by.actor,
            goal=Ulid(check.goal_id),
            check=check.id,
            result=one.id,
            words=words.strip(),
        )
    )
