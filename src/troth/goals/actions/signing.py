"""Signing a version of a goal, and taking a draft back: as agreements do it, with a goal's reasons."""

from django.db import transaction

from troth.agreements import actions as agreements
from troth.goals.actions.holding import hold
from troth.goals.actions.refusing import NotPossible, needs_party
from troth.goals.actions.showing import outdated
from troth.goals.models import Goal
from troth.goals.rules.refusals import Refusal
from troth.partnerships.models import Seat


@transaction.atomic
def sign(goal: Goal, *, version: int, by: Seat) -> bool:
    """Sign exactly this version for one's organisation; True when that makes it agreed. Raises `NotPossible`."""
    needs_party(by)
    # A launch takes it too, so that it is launched by the version in force and no earlier one.
    hold(goal)
    try:
        return agreements.sign(goal.agreement, version=version, by=by)
    except agreements.NotPossible as refused:
        raise NotPossible(Refusal.CHANGED_MEANWHILE) from refused


@transaction.atomic
def take_back(goal: Goal, *, by: Seat) -> None:
    """Take a draft back that no other side has signed, and what everybody reads of its checks. Raises `NotPossible`."""
    needs_party(by)
    hold(goal)
    outdated(goal, by=by)
    try:
        agreements.withdraw(goal.agreement, by=by)
    except agreements.NotYours as refused:
        raise NotPossible(Refusal.NOT_YOURS) from refused
    except agreements.ChangedMeanwhile as refused:
        raise NotPossible(Refusal.NOT_THERE) from refused
    except agreements.NotPossible as refused:
        raise NotPossible(Refusal.SIGNED_BY_ANOTHER) from refused
