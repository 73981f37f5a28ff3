"""One step after the other: the adjustment is held, the rules are asked, and whoever comes second is told."""

from typing import Any

from troth.adjustments.models import Adjustment, Did, Step, standing_of
from troth.adjustments.rules.refusals import NotPossible, Reason
from troth.adjustments.rules.states import Act, why_not
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Party, Seat


def hold(one: Adjustment) -> Adjustment:
    """The adjustment as it is now, held until the transaction ends."""
    rows = Adjustment.objects.select_for_update(of=("self",))
    found: Adjustment = rows.select_related("room", "about", "towards").get(pk=one.pk)
    return found


def side_of(by: Seat) -> Party:
    """The organisation somebody sits for. Raises `NotPossible` where it is none."""
    if by.party is None:
        raise NotPossible(Reason.NO_SIDE)
    return by.party


def take(act: Act, one: Adjustment, *, by: Seat, seen: int) -> Adjustment:
    """The adjustment, held, where the rules allow the act. Raises `NotPossible` where they do not.

    `seen`: the version the page showed, of a look the round; an answer to other words than those is none.
    """
    found = hold(one)
    party = Ulid(by.party_id) if by.party_id else None
    refused = why_not(act, standing_of(found, list(found.steps.all())), party=party)
    if refused:
        raise NotPossible(refused)
    if seen != (found.round if act is Act.LOOK else found.version):
        raise NotPossible(Reason.CHANGED_MEANWHILE)
    return found


def move(one: Adjustment, **changed: Any) -> None:
    """Write what has changed of a held adjustment."""
    Adjustment.objects.filter(pk=one.pk, version=one.version, round=one.round).update(**changed)
    for name, value in changed.items():
        setattr(one, name, value)


def step(one: Adjustment, did: Did, fact: Fact, *, by: Seat, **said: Any) -> Step:
    """Put it on record, and keep the step with its place there."""
    entry = record(fact)
    return Step.objects.create(
        adjustment=one,
        did=did.value,
        party=side_of(by),
        seat=by,
        version=one.version,
        round=one.round,
        at=now(),
        idx=entry.idx,
        **said,
    )
