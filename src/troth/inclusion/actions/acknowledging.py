"""Going on although somebody is missing, or because nobody is: each organisation says why, on record."""

from django.db import transaction

from troth.foundation.facts.voices import VoicesGapAcknowledged, VoicesNobodyElse
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.models import Goal
from troth.inclusion.actions.holding import hold, one_of, refuse, side_of
from troth.inclusion.models import Acknowledged, Affected, NobodyElse
from troth.inclusion.models.voices import LONGEST_WORDS
from troth.inclusion.rules.standing import why_not_acknowledged, why_not_nobody
from troth.ledger.actions import record
from troth.partnerships.models import Seat


@transaction.atomic
def acknowledge(group: Affected, *, reason: str, by: Seat) -> Acknowledged:
    """Record why one's organisation goes on although nobody speaks for the group. Raises `NotPossible`."""
    party, board = side_of(by), hold(group.goal)
    row, found = one_of(board, group)
    own = Ulid(party.id)
    refuse(why_not_acknowledged(board.voices, found, party=own, reason=reason))
    said = reason.strip()[:LONGEST_WORDS]
    fact = VoicesGapAcknowledged(
        room=Ulid(row.room_id),
        by=by.actor,
        goal=Ulid(row.goal_id),
        group=Ulid(row.id),
        party=own,
        all_have=board.voices.circle <= found.acknowledged | {own},
        reason=said,
    )
    return Acknowledged.objects.create(
        group=row, party=party, reason=said, at=now(), idx=record(fact).idx
    )


@transaction.atomic
def nobody_else(goal: Goal, *, reason: str, by: Seat) -> NobodyElse:
    """Record why, as one's organisation sees it, nobody else is affected. Raises `NotPossible`."""
    party, board = side_of(by), hold(goal)
    own = Ulid(party.id)
    refuse(why_not_nobody(board.voices, party=own, reason=reason))
    said = reason.strip()[:LONGEST_WORDS]
    fact = VoicesNobodyElse(
        room=Ulid(goal.room_id),
        by=by.actor,
        goal=Ulid(goal.id),
        party=own,
        all_have=board.voices.circle <= board.voices.nobody_else | {own},
        reason=said,
    )
    return NobodyElse.objects.create(
        goal=goal, party=party, reason=said, at=now(), idx=record(fact).idx
    )
