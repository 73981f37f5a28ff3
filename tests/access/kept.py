"""Sustainability checks in every state that an address asks for, and what everybody reads of them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from troth.foundation.facts.checks import Outcome, Proof
from troth.goals import actions
from troth.goals.models import CheckResult, Goal, Showing, SustainabilityCheck
from troth.partnerships.models import Room, Seat
from troth.partnerships.testing import party_of

WORDS = "Said inside {room}"


def checked(goals: Sequence[str], *, by: Seat, seats: Sequence[Seat]) -> Mapping[str, str]:
    """Of the first goal a proposal, an agreed check and a result to be confirmed.

    In the shared room also goals of which the words wait for approval, and of which everybody reads them.
    """
    first = goal_of(goals[0])
    others = [one for one in seats if one.id != by.id]
    found = {
        "proposed": proposed(first, by=by).id,
        "agreed": agreed(first, by=by, others=others).id,
        "found": result(agreed(first, by=by, others=others), by=by).id,
    }
    if first.room.kind == "shared":
        for name, key in zip(("none", "waits", "kept"), goals, strict=True):
            stands(agreed(goal_of(key), by=by, others=others), by=by, others=others)
            if name != "none":
                found[name] = actions.put_together(goal_of(key), by=by).pk
        approve_all(found["kept"], seats)
    return found


def goal_of(key: str) -> Goal:
    """The goal as it stands."""
    found: Goal = Goal.objects.select_related("agreement", "room__partnership").get(pk=key)
    return found


def proposed(goal: Goal, *, by: Seat) -> SustainabilityCheck:
    """A check that only its own side has said yes to."""
    words = WORDS.format(room=goal.room_id)
    terms = actions.CheckTerms(
        what=words,
        how=words,
        proof=Proof.DOCUMENT,
        answering=party_of(by),
        due=timezone.now().date() + timedelta(days=30),
        aims=(7,),
    )
    return actions.propose_check(goal, terms, by=by)


def fresh(check: SustainabilityCheck) -> SustainabilityCheck:
    """The check as it stands now."""
    found: SustainabilityCheck = SustainabilityCheck.objects.get(pk=check.pk)
    return found


def agreed(goal: Goal, *, by: Seat, others: Sequence[Seat]) -> SustainabilityCheck:
    """A check that every side of the room has said yes to."""
    made = proposed(goal, by=by)
    for seat in inside(goal.room, others):
        actions.assent_check(made, seen=fresh(made).turn, by=seat)
    return fresh(made)


def inside(room: Room, seats: Sequence[Seat]) -> Sequence[Seat]:
    """Those of these seats whose side sits in the room."""
    if room.kind == "shared":
        return seats
    here = set(room.parties.values_list("pk", flat=True))
    return [one for one in seats if one.party_id in here]


def result(check: SustainabilityCheck, *, by: Seat) -> CheckResult:
    """What came of it, by one side."""
    seen = actions.Seen(
        outcome=Outcome.FAILED,
        day=timezone.now().date() - timedelta(days=2),
        words=WORDS.format(room=check.room_id),
    )
    return actions.record_result(check, seen, turn=fresh(check).turn, by=by)


def stands(check: SustainabilityCheck, *, by: Seat, others: Sequence[Seat]) -> None:
    """A result that every other side has confirmed."""
    made = result(check, by=by)
    for seat in others:
        actions.confirm_result(made, turn=fresh(check).turn, by=seat)


def approve_all(key: str, seats: Sequence[Seat]) -> None:
    """Every side approves the words."""
    for seat in seats:
        showing = Showing.objects.select_related("goal__agreement", "goal__room__partnership")
        actions.approve(showing.get(pk=key), version=1, by=seat)


def turn_of(key: str) -> str:
    """As a check stands now, for a form."""
    rows = SustainabilityCheck.objects.filter(pk=key) or SustainabilityCheck.objects.filter(
        results__pk=key
    )
    return str(next((one.turn for one in rows), 0))
