"""Saying that it is too much, to whom one likes, and taking it back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from troth.checkins.actions.refusing import NotPossible, refuse
from troth.checkins.models import Load, OwnLoad
from troth.checkins.queries.days import today_for
from troth.checkins.rules.load import About, why_not_until
from troth.checkins.rules.refusals import Refusal
from troth.foundation.facts.checkins import LoadLifted, LoadSignalled
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.actions.holding import SeatGone, hold
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.people import sits_again


@dataclass(frozen=True, kw_only=True)
class Signal:
    """What somebody says: for whom it is too much, until which day, and what would help."""

    about: About
    until: date
    words: str = ""


@transaction.atomic
def signal(said: Signal, *, room: Room, by: Seat) -> Load:
    """Say it to those in this room: the table, or one's own side. Raises `NotPossible`."""
    if by.party_id is None:
        raise NotPossible(Refusal.NO_PARTY)
    refuse(why_not_until(said.until, today=today_for(by)))
    person = by.person if said.about is About.ME else None
    made = Load.objects.create(
        room=room,
        party_id=by.party_id,
        person=person,
        seat=by,
        until=said.until,
        words=said.words,
        at=now(),
    )
    fact = LoadSignalled(
        room=Ulid(room.id),
        by=by.actor,
        load=Ulid(made.id),
        party=Ulid(by.party_id),
        until=said.until,
        person=Ulid(person.id) if person else None,
        words=said.words or None,
    )
    record(fact)
    return made


@transaction.atomic
def lift(one: Load, *, by: Seat) -> None:
    """It is no longer too much. Raises `NotPossible`."""
    about_me = one.person_id == by.person_id
    about_us = one.person_id is None and one.party_id == by.party_id
    if not (about_me or about_us):
        raise NotPossible(Refusal.NOT_YOURS_TO_LIFT)
    if not Load.objects.filter(pk=one.pk, lifted_at__isnull=True).update(lifted_at=now()):
        raise NotPossible(Refusal.ALREADY_OVER)
    record(
        LoadLifted(room=Ulid(one.room_id), by=by.actor, load=Ulid(one.id), party=Ulid(one.party_id))
    )


@transaction.atomic
def keep_to_myself(*, until: date, words: str, by: Seat) -> OwnLoad:
    """Note it for oneself: no fact, no figure, nobody else comes to know.

    Raises `NotPossible`, and `SeatGone` where the seat has ended since: nothing would take it away again.
    """
    refuse(why_not_until(until, today=today_for(by)))
    hold(by.partnership_id)
    if not Seat.objects.taken(now()).filter(pk=by.pk).exists():
        raise SeatGone
    made, _new = OwnLoad.objects.update_or_create(
        person_id=by.person_id,
        partnership_id=by.partnership_id,
        defaults={"until": until, "words": words},
    )
    return made


def forget(*, by: Seat) -> None:
    """Take one's own note away; nothing of it stays."""
    OwnLoad.objects.filter(person_id=by.person_id, partnership_id=by.partnership_id).delete()


def forget_with(seat: Seat) -> None:
    """A seat has ended: what its person kept to themselves is gone, unless they still sit there."""
    if not sits_again(seat):
        forget(by=seat)
