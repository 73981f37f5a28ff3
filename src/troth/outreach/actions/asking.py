"""Asking privately, answering, ending it: in a room of the people named, which nobody else can find."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from troth.foundation.facts.fact import Fact
from troth.foundation.facts.outreach import OutreachAsked, OutreachEnded, OutreachSaid
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.outreach.actions.answering import settle
from troth.outreach.models import LONGEST_WORDS, Exchange, Line, Offered
from troth.outreach.queries.exchanges import open_between, room_for
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.rules.states import Asking, ExchangeState, OfferState, why_not_ask, why_not_say
from troth.partnerships.actions.holding import SeatGone
from troth.partnerships.actions.holding import hold as hold_table
from troth.partnerships.actions.rooms import open_closed_room
from troth.partnerships.models import Room, Seat
from troth.partnerships.models.seats import Phase

A_DAY = timedelta(days=1)
LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom somebody asks, in which words, and who else is there from the beginning."""

    person: Seat
    words: str
    also: Sequence[Seat] = ()
    draft: Offered | None = None


@transaction.atomic
def begin(said: Asked, *, by: Seat) -> Exchange:
    """Ask somebody of another organisation privately how it is for them. Raises `NotPossible`."""
    # One after the other at a table: else two sendings find nothing open, and these people two rooms.
    table, everybody = hold_table(by.partnership_id), [by, said.person, *said.also]
    if table.phase != Phase.OPEN:
        raise NotPossible(Reason.CHANGED_MEANWHILE)
    still_seated(everybody, by=by)
    check(said, by=by)
    if said.draft:
        settle(said.draft, to=OfferState.SENT)
    room = room_for(everybody) or open_room(everybody, by=by)
    made = Exchange.objects.create(room=room, asker=by, asked=said.person, at=now(), last_at=now())
    fact = OutreachAsked(room=room.id, by=by.actor, exchange=made.id, words=kept(said.words))
    add_line(made, fact, words=said.words, by=by)
    return made


def still_seated(everybody: Sequence[Seat], *, by: Seat) -> None:
    """Raises `NotPossible` where one of them has left since the page was opened, `SeatGone` where that is the asker."""
    wanted = {seat.pk for seat in everybody}
    seats = Seat.objects.taken(now()).filter(pk__in=wanted)
    gone = wanted.difference(seats.values_list("pk", flat=True))
    if by.pk in gone:
        raise SeatGone
    if gone:
        raise NotPossible(Reason.HAS_LEFT)


def check(said: Asked, *, by: Seat) -> None:
    """Raises `NotPossible` where the rules refuse it; names the exchange that is open already."""
    today = Exchange.objects.filter(asker=by, at__gt=now() - A_DAY).count()
    already = open_between(by, said.person)
    asked_party = said.person.party_id
    view = Asking(
        own_party=Ulid(by.party_id) if by.party_id else None,
        asked_parties=frozenset({Ulid(asked_party)} if asked_party else ()),
        words=said.words,
        also_parties=tuple(Ulid(str(seat.party_id)) for seat in said.also),
        begun_today=today,
        open_already=already is not None,
    )
    if refused := why_not_ask(view):
        raise NotPossible(refused, about=already)


def open_room(everybody: Sequence[Seat], *, by: Seat) -> Room:
    """A room for exactly these people, called after them."""
    names = ", ".join(seat.person.name.split(" ")[0] for seat in everybody)
    return open_closed_room(names[:LONGEST_NAME], seats=everybody, by=by)


def kept(words: str) -> str:
    """Words as they are kept."""
    return words.strip()[:LONGEST_WORDS]


def add_line(one: Exchange, fact: Fact, *, words: str, by: Seat) -> None:
    """Put it on record in their room, and keep what was said with its place there."""
    entry = record(fact)
    Line.objects.create(exchange=one, seat=by, words=kept(words), at=now(), idx=entry.idx)


def hold(one: Exchange) -> Exchange:
    """The exchange as it is now, held until the transaction ends."""
    rows = Exchange.objects.select_for_update(of=("self",))
    found: Exchange = rows.select_related("asker__party", "asked__party", "room").get(pk=one.pk)
    return found


@transaction.atomic
def say(one: Exchange, *, words: str, by: Seat) -> None:
    """Say something in it. Raises `NotPossible`."""
    found = hold(one)
    if refused := why_not_say(found.stands, words=words, lines=found.lines.count()):
        raise NotPossible(refused)
    touch(found)
    fact = OutreachSaid(room=Ulid(found.room_id), by=by.actor, exchange=found.id, words=kept(words))
    add_line(found, fact, words=words, by=by)


def touch(one: Exchange, **changes: object) -> None:
    """Something was said or done in it."""
    Exchange.objects.filter(pk=one.pk).update(turn=one.turn + 1, last_at=now(), **changes)
    one.turn += 1


@transaction.atomic
def end(one: Exchange, *, by: Seat) -> None:
    """Let it be, for all who are named; what was said stays with them. Raises `NotPossible`."""
    found = hold(one)
    if found.stands is not ExchangeState.OPEN:
        raise NotPossible(Reason.ENDED)
    touch(found, state=ExchangeState.ENDED.value)
    record(OutreachEnded(room=Ulid(found.room_id), by=by.actor, exchange=found.id))
