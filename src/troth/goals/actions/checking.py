"""What people do with sustainability checks: propose one, agree to it, take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from troth.agreements.queries.standings import signers
from troth.foundation.facts.checks import (
    GoalCheckAgreed,
    GoalCheckAssented,
    GoalCheckProposed,
    GoalCheckWithdrawn,
    Proof,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.actions.holding import hold as hold_goal
from troth.goals.actions.holding import hold_standing
from troth.goals.actions.refusing import NotPossible, refuse
from troth.goals.actions.showing import outdated
from troth.goals.models import CheckAssent, Goal, SustainabilityCheck
from troth.goals.queries.checks import check_of, inside
from troth.goals.rules.checks import (
    all_agree,
    why_not_assent,
    why_not_propose,
    why_not_withdraw,
)
from troth.goals.rules.refusals import Refusal
from troth.ledger.actions import record
from troth.partnerships.models import Party, Seat


@dataclass(frozen=True, kw_only=True)
class CheckTerms:
    """What is proposed: what is kept, how it is shown, by when, who answers, and whether the launch waits."""

    what: str
    how: str
    proof: Proof
    answering: Party
    due: date
    aims: Sequence[int] = ()
    holds: bool = False
    replaces: SustainabilityCheck | None = None
    why: str = ""


def hold(check: SustainabilityCheck, *, seen: int) -> SustainabilityCheck:
    """The check as it is now, held for this transaction. Raises `NotPossible` where it moved since `seen`."""
    # First the goal: what everybody reads of it, and whether it is launched, follows from its checks.
    hold_goal(check.goal)
    rows = inside([check.room_id]).select_for_update(of=("self",))
    found = rows.filter(pk=check.pk).first()
    if found is None:
        raise NotPossible(Refusal.NOT_THERE)
    if found.turn != seen:
        raise NotPossible(Refusal.CHECK_MOVED)
    return found


def step(check: SustainabilityCheck) -> None:
    """One turn further, so that whoever read it before this is told. Raises `NotPossible`."""
    here = SustainabilityCheck.objects.filter(pk=check.pk, turn=check.turn)
    if not here.update(turn=check.turn + 1):
        raise NotPossible(Refusal.CHECK_MOVED)


def side_of(by: Seat) -> Party:
    """The side somebody sits for. Raises `NotPossible` for whoever sits for none."""
    if by.party is None:
        raise NotPossible(Refusal.NO_PARTY)
    return by.party


@transaction.atomic
def propose_check(goal: Goal, terms: CheckTerms, *, by: Seat) -> SustainabilityCheck:
    """Propose a check; it binds once every side has said yes, the own side with this. Raises `NotPossible`."""
    side_of(by)
    # Taken first, so that two at once come in turn and the bound holds.
    hold_standing(goal)
    aims = sorted(set(terms.aims))
    count = goal.checks.filter(withdrawn_at__isnull=True).count()
    refuse(why_not_propose(due=terms.due, aims=aims, count=count))
    refuse(why_not_replace(goal, terms))
    made = SustainabilityCheck.objects.create(
        room_id=goal.room_id,
        goal=goal,
        seat=by,
        party=side_of(by),
        answering=terms.answering,
        what=terms.what.strip(),
        how=terms.how.strip(),
        proof=terms.proof.value,
        aims=aims,
        due=terms.due,
        holds=terms.holds,
        replaces=terms.replaces,
        why=terms.why.strip(),
        at=now(),
    )
    record(proposed(made, by))
    say_yes(made, by=by)
    return made


def why_not_replace(goal: Goal, terms: CheckTerms) -> Refusal | None:
    """Why it cannot come in the place of that one, or None; a change is owed a reason."""
    one = terms.replaces
    if one is None:
        return None
    if one.goal_id != goal.pk or one.is_gone or one.agreed_at is None:
        return Refusal.NOT_THERE
    return None if terms.why.strip() else Refusal.WHY_MISSING


def proposed(made: SustainabilityCheck, by: Seat) -> GoalCheckProposed:
    """A new check as a fact."""
    return GoalCheckProposed(
        room=Ulid(made.room_id),
        by=by.actor,
        goal=Ulid(made.goal_id),
        check=made.id,
        answering=Ulid(made.answering_id),
        proof=Proof(made.proof),
        due=made.due or made.at.date(),
        holds=made.holds,
        aims=tuple(made.aims),
        replaces=Ulid(made.replaces_id) if made.replaces_id else None,
        what=made.what,
        how=made.how,
        why=made.why or None,
    )


@transaction.atomic
def assent_check(check: SustainabilityCheck, *, seen: int, by: Seat) -> None:
    """Say yes for one's own side to a check exactly as it stands. Raises `NotPossible`."""
    party = side_of(by).id
    found = hold(check, seen=seen)
    refuse(why_not_assent(check_of(found, signers(found.room)), party))
    step(found)
    say_yes(found, by=by)


def say_yes(check: SustainabilityCheck, *, by: Seat) -> None:
    """Keep one side's yes; with the last one the check is agreed, and comes in the place of another."""
    moment = now()
    CheckAssent.objects.create(of=check, party=side_of(by), seat=by, at=moment)
    parts = {"room": Ulid(check.room_id), "goal": Ulid(check.goal_id), "check": check.id}
    record(GoalCheckAssented(by=by.actor, **parts))
    said = CheckAssent.objects.filter(of=check).values_list("party_id", flat=True)
    if not all_agree(frozenset(map(Ulid, said)), signers(check.room)):
        return
    SustainabilityCheck.objects.filter(pk=check.pk).update(agreed_at=moment)
    if check.replaces_id:
        old = SustainabilityCheck.objects.filter(pk=check.replaces_id, replaced_at__isnull=True)
        if not old.update(replaced_at=moment):
            raise NotPossible(Refusal.NOT_THERE)
    record(GoalCheckAgreed(by=by.actor, **parts))
    outdated(check.goal, by=by)


@transaction.atomic
def withdraw_check(check: SustainabilityCheck, *, seen: int, by: Seat) -> None:
    """Take back what one's own side proposed, before all have agreed. Raises `NotPossible`."""
    party = side_of(by).id
    found = hold(check, seen=seen)
    refuse(why_not_withdraw(check_of(found, signers(found.room)), party))
    step(found)
    SustainabilityCheck.objects.filter(pk=found.pk).update(withdrawn_at=now())
    room, goal = Ulid(found.room_id), Ulid(found.goal_id)
    record(GoalCheckWithdrawn(room=room, by=by.actor, goal=goal, check=found.id))
