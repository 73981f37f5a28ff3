"""The part of sharing outward that is the same for every noun: the order of locks, and two facts."""

from django.db import transaction

from troth.foundation.facts.partnerships import ItemShared, ItemSharedOut
from troth.foundation.kernel.ulid import Ulid
from troth.ledger.actions import hold as hold_logs
from troth.ledger.actions import record
from troth.partnerships.actions.holding import joined_parties, present
from troth.partnerships.actions.widening import Copies, wideners
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.rules.sharing import Place, why_not_alone


def place_of(room: Room) -> Place:
    """The room as the rules of sharing see it."""
    joined = frozenset(joined_parties(room.partnership_id))
    listed = {
        RoomKind.SIDE: frozenset({room.party_id} if room.party_id else ()),
        RoomKind.SUBSET: frozenset(room.parties.values_list("pk", flat=True)) & joined,
        RoomKind.CLOSED: frozenset(),
    }
    kind = RoomKind(room.kind)
    return Place(id=room.id, kind=kind, parties=listed.get(kind, joined))


def may_share_alone(origin: Room, wider: Room, *, by: Seat) -> None:
    """Raises `NotPossible` where this party cannot share from one room to the other by itself."""
    refused = why_not_alone(place_of(origin), place_of(wider), party=by.party_id)
    if refused:
        raise NotPossible(refused)


@transaction.atomic
def share_out(
    item: Ulid, *, noun: str, origin: Room, wider: Room, by: Seat, copy: Copies | None = None
) -> Ulid:
    """Share one's own outward: a new item in the wider room, one fact in each log. Its new id.

    The noun's page calls this; how the copy is made, the noun has registered in `widening`, or it
    gives a `copy` of its own where only a part is chosen.
    """
    seat = present(by)
    may_share_alone(origin, wider, by=seat)
    return carry_over(item, noun=noun, origin=origin, wider=wider, by=seat, copy=copy)


def carry_over(
    item: Ulid, *, noun: str, origin: Room, wider: Room, by: Seat, copy: Copies | None = None
) -> Ulid:
    """Make the copy and put it on record in both rooms, once it is settled that it may be made.

    Both logs are taken before anything is recorded, so two who share at once wait for each other.
    """
    if noun not in wideners:
        raise NotPossible(Reason.NOTHING_THERE)
    hold_logs([origin.id, wider.id])
    made = (copy or wideners[noun].copy)(item, origin=origin, wider=wider, by=by)
    facts = (
        ItemShared(room=wider.id, by=by.actor, item=made),
        ItemSharedOut(room=origin.id, by=by.actor, item=item, shared_as=made),
    )
    for fact in sorted(facts, key=lambda one: one.room):
        record(fact)
    return made
