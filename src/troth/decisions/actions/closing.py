"""A decision comes to its end: by the last voice that matters, or by its moment."""

from datetime import datetime

from django.db import transaction

from troth.decisions.models import Decision, Place, State, Wording
from troth.decisions.queries.rolls import counted, gone, places_of
from troth.decisions.rules.count import Result, count, result, settled
from troth.decisions.rules.refusals import NotPossible, Reason
from troth.foundation.facts.decisions import (
    DecisionProxyEnded,
    DecisionReached,
    DecisionRollChanged,
)
from troth.foundation.facts.fact import CLOCK, Actor
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record


def hold(decision: Decision) -> Decision:
    """The decision as it is now, held until the transaction ends.

    What the voices come to is a question about many rows together; two who speak at once come one
    after the other, and both are counted.
    """
    return (
        Decision.objects.select_for_update(of=("self",)).select_related("room").get(pk=decision.pk)
    )


def open_now(decision: Decision) -> Decision:
    """The same, while voices are heard. Raises `NotPossible` afterwards."""
    found = hold(decision)
    if not found.is_open or found.until <= now():
        raise NotPossible(Reason.VOTING_OVER)
    strike_gone(found)
    return found


def settle(decision: Decision, *, by: Actor) -> bool:
    """Close it if no missing voice can change the result; True if that has happened."""
    said = settled(decision.rule, count(one.said for one in counted(places_of([decision]))))
    if said is not None:
        close(decision, said, by=by, at=now(), early=True)
    return said is not None


def close(decision: Decision, said: Result, *, by: Actor, at: datetime, early: bool) -> None:
    """Keep the outcome and put it on record."""
    outcome, counts = said.outcome, said.counts
    Decision.objects.filter(pk=decision.pk, state=State.OPEN).update(
        state=outcome.value, closed_at=at
    )
    decision.state, decision.closed_at = outcome.value, at
    Wording.objects.filter(decision=decision, number=decision.version).update(
        outcome=outcome.value, closed_at=at, early=early
    )
    record(
        DecisionReached(
            room=Ulid(decision.room_id),
            by=by,
            decision=decision.id,
            version=decision.version,
            outcome=outcome,
            yes=counts.yes,
            no=counts.no,
            aside=counts.aside,
            objections=counts.objections,
            silent=counts.silent,
            quorum=decision.rule.quorum_of(counts.voices),
            early=early,
        )
    )


@transaction.atomic
def close_due(decision: Decision, *, now: datetime) -> bool:
    """The clock: its moment has come, and the rule decides from what was said until then."""
    found = hold(decision)
    if not found.is_open or found.until > now:
        return False
    strike_gone(found)
    said = result(found.rule, count(one.said for one in counted(places_of([found]))))
    close(found, said, by=CLOCK, at=found.until, early=False)
    return True


@transaction.atomic
def strike(decision: Decision, *, now: datetime) -> bool:
    """The clock: somebody on the roll has left; their voice counts no more, and that may decide it."""
    found = hold(decision)
    if not found.is_open or found.until <= now or not strike_gone(found):
        return False
    settle(found, by=CLOCK)
    return True


def strike_gone(decision: Decision) -> bool:
    """Take voices off the roll whose organisation or person no longer sits here; True if there were any."""
    left = list(gone(now()).filter(decision=decision).order_by("id"))
    for place in left:
        for held in Place.objects.filter(proxy=place).order_by("id"):
            end_proxy(decision, held, by=CLOCK)
        Place.objects.filter(pk=place.pk).update(struck_at=now(), proxy=None)
        fact = DecisionRollChanged(
            room=Ulid(decision.room_id),
            by=CLOCK,
            decision=decision.id,
            party=place.party_id,
            voices=len(counted(places_of([decision]))),
        )
        record(fact)
    return bool(left)


def end_proxy(decision: Decision, place: Place, *, by: Actor) -> None:
    """The voice is its owner's again."""
    Place.objects.filter(pk=place.pk).update(proxy=None)
    room = Ulid(decision.room_id)
    record(DecisionProxyEnded(room=room, by=by, decision=decision.id, party=place.party_id))
