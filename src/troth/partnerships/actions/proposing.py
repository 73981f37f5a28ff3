"""The acts that affect all, each checked before it is put to the parties."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from troth.foundation.facts.partnerships import Act
from troth.foundation.kernel.instants import write_instant
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.partnerships.actions.holding import deciding, joined_parties
from troth.partnerships.actions.motions import Answered, Matter, put, rule_in_force
from troth.partnerships.actions.rooms import public_room
from troth.partnerships.actions.sharing import place_of
from troth.partnerships.actions.widening import title_of
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.seats import HERE
from troth.partnerships.rules.consent import is_rule, why_not_remove
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.rules.seats import why_not_visit
from troth.partnerships.rules.sharing import is_wider, why_not_alone


@transaction.atomic(durable=True)
def ask_to_add(name: str, email: str, *, by: Seat, reason: str) -> Answered:
    """Propose to invite another organisation to the table."""
    seat, _party = deciding(by)
    name = name.strip()
    if not name:
        raise NotPossible(Reason.NAME_MISSING)
    here = Party.objects.filter(partnership=seat.partnership_id, standing__in=HERE)
    if here.filter(name__iexact=name).exists():
        raise NotPossible(Reason.NAME_TAKEN, name=name)
    about = {"name": name, "email": email.strip().lower()}
    return put(matter(Act.ADD_PARTY, seat, reason=reason, what=name, about=about), by=seat)


@transaction.atomic(durable=True)
def ask_to_remove(party: Party, *, by: Seat, reason: str) -> Answered:
    """Propose to ask a party to leave; it has no vote on that. Two alone cannot remove each other."""
    seat, own = deciding(by)
    joined = joined_parties(seat.partnership_id)
    if party.id not in joined:
        raise NotPossible(Reason.PARTIES_NEEDED)
    refused = why_not_remove(party.id, parties=joined, by=own.id)
    if refused:
        raise NotPossible(refused, party=party.name)
    return put(matter(Act.REMOVE_PARTY, seat, reason=reason, what=party.name, party=party), by=seat)


@transaction.atomic(durable=True)
def ask_for_facilitator(
    name: str, email: str, *, by: Seat, reason: str, until: datetime | None = None
) -> Answered:
    """Propose somebody neutral; every party must say yes."""
    seat, _party = deciding(by)
    name = name.strip()
    refused = why_not_visit(until, now=now()) if until else None
    if refused or not name:
        raise NotPossible(refused or Reason.NAME_MISSING)
    about = {"name": name, "email": email.strip().lower()}
    about |= {"until": write_instant(until)} if until else {}
    return put(matter(Act.SEAT_FACILITATOR, seat, reason=reason, what=name, about=about), by=seat)


@transaction.atomic(durable=True)
def ask_to_change_rule(rule: str, *, by: Seat, reason: str) -> Answered:
    """Propose another consent rule; the one in force decides about it."""
    seat, _party = deciding(by)
    if not is_rule(rule):
        raise NotPossible(Reason.RULE_UNKNOWN)
    if rule == rule_in_force(seat.partnership_id, now()):
        raise NotPossible(Reason.RULE_IN_FORCE)
    about = {"rule": rule}
    return put(matter(Act.CHANGE_RULE, seat, reason=reason, what=rule, about=about), by=seat)


@transaction.atomic(durable=True)
def ask_to_close(*, by: Seat, reason: str) -> Answered:
    """Propose to close the partnership for good; everything stays readable."""
    seat, _party = deciding(by)
    return put(matter(Act.CLOSE, seat, reason=reason), by=seat)


@transaction.atomic(durable=True)
def ask_to_widen(
    noun: str, item: Ulid, *, origin: Room, wider: Room | None, by: Seat, reason: str
) -> Answered:
    """Propose to show something of several parties to a wider room; None means to everybody."""
    seat, own = deciding(by)
    to = wider or public_room(seat.partnership)
    near, far = place_of(origin), place_of(to)
    if not is_wider(near, far):
        raise NotPossible(Reason.NOT_WIDER)
    if why_not_alone(near, far, party=own.id) is None:
        raise NotPossible(Reason.SHARE_IT_YOURSELF)
    if origin.kind == RoomKind.SIDE or own.id not in near.parties:
        raise NotPossible(Reason.ROOM_NOT_YOURS)
    about = {"noun": noun, "item": item, "to": to.id}
    what = title_of(noun, item, origin.id)
    return put(
        Matter(act=Act.WIDEN, room=origin, reason=reason, what=what, thing=item, about=about),
        by=seat,
    )


def matter(
    act: Act,
    seat: Seat,
    *,
    reason: str,
    what: str = "",
    party: Party | None = None,
    about: Mapping[str, str] | None = None,
) -> Matter:
    """A matter of the whole table: it stands in the shared room."""
    room = Room.objects.get(partnership=seat.partnership_id, kind=RoomKind.SHARED)
    return Matter(act=act, room=room, reason=reason, what=what, party=party, about=about or {})
