"""A party gets up: its people lose access at once, and everything that was agreed stays."""

from django.db import transaction
from django.db.models import Q

from troth.foundation.facts.fact import Actor
from troth.foundation.facts.partnerships import Act, PartyLeft, SeatEnd
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.actions.holding import BEGUN, deciding, joined_parties, shared_room
from troth.partnerships.actions.seating import finish
from troth.partnerships.actions.settling import shut, withdraw_all
from troth.partnerships.models import Motion, Party, Seat
from troth.partnerships.models.seats import Phase, Standing
from troth.partnerships.rules.consent import FEWEST_TO_REMOVE
from troth.partnerships.rules.refusals import NotPossible, Reason


@transaction.atomic(durable=True)
def party_leaves(*, by: Seat) -> Party:
    """Let one's own organisation get up. A proposal that nobody holds any more is taken back."""
    seat, party = deciding(by, during=BEGUN)
    table = seat.partnership
    get_up(party, by=seat.actor)
    if table.phase == Phase.PROPOSED and not joined_parties(table.id):
        shut(table, by=seat.actor)
    return party


def get_up(party: Party, *, by: Actor, motion: Ulid | None = None) -> None:
    """The party's place ends, and with it the seats that come through it and motions about it."""
    gone = Party.objects.filter(pk=party.pk, standing=Standing.JOINED)
    if not gone.update(standing=Standing.LEFT, left_at=now()):
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=party.name)
    party.standing = Standing.LEFT
    room = shared_room(party.partnership_id)
    record(PartyLeft(room=room, by=by, party=party.id, motion=motion))
    for seat in seats_through(party):
        finish(seat, SeatEnd.PARTY_LEFT, by=by)
    about = Motion.objects.filter(partnership=party.partnership_id, act=Act.REMOVE_PARTY.value)
    if len(joined_parties(party.partnership_id)) > FEWEST_TO_REMOVE:
        about = about.filter(about_party=party)
    # Of the two who stay, one alone would have a vote about the other.
    withdraw_all(about.exclude(pk=motion), by=by)


def seats_through(party: Party) -> list[Seat]:
    """Everybody who sits here for this party or as its guest. A facilitator is everybody's."""
    its_guests = Q(party=None, invited_by=party, role__startswith="guest")
    living = Seat.objects.filter(Q(party=party) | its_guests, ended_at=None)
    return list(living.select_related("person", "party", "partnership").order_by("pk"))
