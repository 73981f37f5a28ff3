"""What the clock does: it looks at a table, writes what is uneven into one side's room, and moves on in time."""

from datetime import datetime, timedelta

from django.db import transaction

from troth.foundation.facts.fact import CLOCK
from troth.foundation.facts.outreach import ImbalanceEased, ImbalanceNoticed
from troth.foundation.kernel.ulid import Ulid
from troth.ledger.actions import record
from troth.outreach.actions.answering import hold
from troth.outreach.models import Look, Offered, Signal
from troth.outreach.queries.shares import Scope, Uneven, uneven
from troth.outreach.queries.signals import shared_room, sides, spoke_since
from troth.outreach.rules.states import (
    LOOKED_EVERY,
    WINDOW,
    Next,
    SignalState,
    after_its_days,
    may_signal,
)
from troth.partnerships.models import Party, Room
from troth.partnerships.models.seats import Phase
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.rooms import RoomKind


def scope_of(room: Room, *, now: datetime) -> Scope:
    """What is looked at: the last two months of the shared room."""
    return Scope(room=room, parties=sides(room.partnership_id), since=now - WINDOW, now=now)


@transaction.atomic
def begin_looking(*, now: datetime, most: int) -> None:
    """Let open tables be looked at, for the first time a week from now."""
    rooms = Room.objects.filter(kind=RoomKind.SHARED, partnership__phase=Phase.OPEN)
    fresh = rooms.exclude(pk__in=Look.objects.values("room")).order_by("pk")[:most]
    Look.objects.bulk_create(
        [Look(room=room, next_at=now + LOOKED_EVERY) for room in fresh], ignore_conflicts=True
    )


@transaction.atomic
def look(room: Room, *, now: datetime) -> int:
    """Look at one shared room; returns how many signals were written.

    Nothing is measured before everybody has signed what it is measured against. Of two clocks one looks.
    """
    due = Look.objects.filter(room=room, next_at__lte=now)
    if not due.update(next_at=now + LOOKED_EVERY):
        return 0
    limits = terms(room.partnership_id, now)
    if not limits.signed:
        return 0
    first = timedelta(days=limits.shown_first_days)
    found = uneven(scope_of(room, now=now))
    return sum(notice(one, until=now + first, now=now) for one in found)


@transaction.atomic
def notice(found: Uneven, *, until: datetime, now: datetime) -> bool:
    """Write it into the side room of whoever it is about, unless that was done not long ago."""
    last = Signal.objects.filter(party=found.party, kind=found.kind.value).order_by("-at").first()
    if not may_signal(last.at if last else None, now=now):
        return False
    side = side_room(found.party)
    made = Signal.objects.create(
        room=side,
        party=found.party,
        kind=found.kind.value,
        since=now - WINDOW,
        at=now,
        until=until,
        did=found.own.did,
        of=found.own.of,
        others_did=found.others.did,
        others_of=found.others.of,
        sides=len(sides(found.party.partnership_id)),
    )
    record(fact_of(made, found=found))
    return True


def fact_of(made: Signal, *, found: Uneven) -> ImbalanceNoticed:
    """What is put on record of it, in that side room alone."""
    return ImbalanceNoticed(
        room=Ulid(made.room_id),
        by=CLOCK,
        signal=made.id,
        party=Ulid(found.party.id),
        share=found.kind,
        did=made.did,
        total=made.of,
        others_did=made.others_did,
        others_total=made.others_of,
        until=made.until,
    )


def side_room(party: Party) -> Room:
    """The room that this organisation has for itself."""
    return Room.objects.get(party=party, kind=RoomKind.SIDE)


@transaction.atomic
def move_on(signal: Signal, *, now: datetime) -> Next:
    """When its days are over: found no more, or the others are offered to ask. Returns what became of it."""
    room = shared_room(signal.party.partnership_id)
    there = any(
        one.party.id == signal.party_id and one.kind == signal.kind
        for one in uneven(scope_of(room, now=now))
    )
    # Whoever is saying something at the table this very moment has said it before we look.
    hold(signal, shared=room)
    word = spoke_since(signal.party, room=room, at=signal.at)
    becomes = after_its_days(signal.stands, until=signal.until, now=now, uneven=there, word=word)
    if becomes is Next.WAIT:
        return becomes
    to = {Next.OFFER: SignalState.OFFERED, Next.NOTHING: SignalState.SAID}.get(
        becomes, SignalState.EASED
    )
    here = Signal.objects.filter(pk=signal.pk, state=signal.state, turn=signal.turn)
    if not here.update(state=to.value, turn=signal.turn + 1):
        return Next.NOTHING
    if becomes is Next.OFFER:
        offer(signal, now=now)
    elif becomes is Next.EASED:
        record(ImbalanceEased(room=Ulid(signal.room_id), by=CLOCK, signal=signal.id))
    return becomes


def offer(signal: Signal, *, now: datetime) -> None:
    """Lay a draft into the side room of everybody else; it is only the machine's, and no fact."""
    others = [one for one in sides(signal.party.partnership_id) if one.id != signal.party_id]
    Offered.objects.bulk_create(
        [
            Offered(
                room=side_room(party),
                signal=signal,
                party=party,
                about=signal.party,
                kind=signal.kind,
                at=now,
            )
            for party in others
        ],
        ignore_conflicts=True,
    )
