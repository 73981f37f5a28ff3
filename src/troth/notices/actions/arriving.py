"""Mail comes in: it becomes a post of whoever the address stands for, or an answer that keeps the words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import translation

from troth.commitments.models import Commitment
from troth.discussions.actions.reading import keep_draft
from troth.discussions.actions.threads import say_on
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words, write
from troth.discussions.models import LONGEST_TEXT, Topic
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.letters import send
from troth.notices.actions.enclosing import Enclosed, enclosed
from troth.notices.actions.lessening import our_host
from troth.notices.actions.replying import fingerprint, key_in
from troth.notices.models import Arrival, ReplyAddress
from troth.notices.plaintext import words_in
from troth.notices.rules.incoming.cutting import own_words
from troth.notices.rules.incoming.loops import Machine, written_by_machine
from troth.notices.rules.incoming.parsing import Said, Unreadable, parse
from troth.notices.sentences import came_note, files_note, why_not
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.queries.door import rooms_of
from troth.people.actions.limits import spend
from troth.people.models import Person
from troth.people.rules.limits import DAY, Limit
from troth.resources.actions.carrying import Carried

PER_PERSON: Final = Limit("mail-in", 60, 3600)
ANSWERS: Final = Limit("mail-answer", 10, DAY)
REMEMBERED: Final = timedelta(days=400)
MOST_FILES: Final = 10


class Outcome(StrEnum):
    """What became of a message."""

    POSTED = "posted"
    ANSWERED = "answered"
    MACHINE = "machine"
    BOUNCED = "bounced"
    AGAIN = "again"
    NOBODY = "nobody"
    LATER = "later"
    UNREADABLE = "unreadable"


class Why(StrEnum):
    """Why a message did not become a post."""

    SENDER = "sender"
    RAN_OUT = "ran-out"
    NO_SEAT = "no-seat"
    CLOSED = "closed"
    MAY_NOT = "may-not"
    EMPTY = "empty"
    LONG = "long"
    NOT_NOW = "not-now"


class Kept(Exception):
    """It cannot be posted; the words go back to the person."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Place:
    """Where a message belongs, and with which seat its author writes there."""

    thing: Topic | Commitment
    room: Room
    seat: Seat


def arrive(raw: bytes, *, to: str = "", envelope: str | None = None) -> Outcome:
    """Take one message; `to` is whom the mail server was told, `envelope` the sender it was told."""
    try:
        said = parse(raw)
    except Unreadable:
        return Outcome.UNREADABLE
    key = next((found for one in ([to] if to else said.to) if (found := key_in(one))), None)
    row = ReplyAddress.objects.filter(pk=key).select_related("person").first() if key else None
    if row is None:
        return Outcome.NOBODY
    if machine := written_by_machine(said.headers, envelope=envelope, host=our_host()):
        return note_machine(row.person, machine, said, raw)
    if not spend(PER_PERSON, row.person_id):
        return Outcome.LATER
    return take(row, said, raw)


def note_machine(person: Person, machine: Machine, said: Said, raw: bytes) -> Outcome:
    """No machine is answered; that mail to somebody came back is kept for their page."""
    bounced = machine is Machine.BOUNCED
    outcome = Outcome.BOUNCED if bounced else Outcome.MACHINE
    key = fingerprint(person.id, said.message_id, raw)
    values = {"person": person, "outcome": outcome.value, "at": now()}
    Arrival.objects.get_or_create(key=key, defaults=values)
    return outcome


def take(row: ReplyAddress, said: Said, raw: bytes) -> Outcome:
    """Post it once, or send the words back once."""
    words = own_words(said.text or words_in(said.html))
    key = fingerprint(row.person_id, said.message_id, raw)
    place: Place | None = None
    try:
        with transaction.atomic():
            Arrival.objects.create(
                key=key, person=row.person, outcome=Outcome.POSTED.value, at=now()
            )
            place = place_of(row, said)
            with enclosed(said.files, room=place.room, by=place.seat) as files:
                post(place, fitting(words, files), files=files.kept)
        return Outcome.POSTED
    except IntegrityError:
        if Arrival.objects.filter(pk=key).exists():
            return Outcome.AGAIN
        raise
    except Kept as kept:
        why = kept.why
    except NotPossible:
        why = Why.NOT_NOW
    return send_back(row, words, why, key=key, place=place)


def place_of(row: ReplyAddress, said: Said) -> Place:
    """Where it belongs, through the door as it stands now. Raises `Kept`."""
    person = row.person
    if not person.is_active or not is_theirs(said.sender, person):
        raise Kept(Why.SENDER)
    if row.until <= now():
        raise Kept(Why.RAN_OUT)
    for seat in (
        Seat.objects.taken(now())
        .filter(person=person)
        .select_related("partnership", "party", "person")[:50]
    ):
        rooms = {room.id: room for room in rooms_of(seat)}
        thing = thing_in(rooms, row.about)
        if thing is None:
            continue
        if seat.partnership.phase == Phase.CLOSED:
            raise Kept(Why.CLOSED)
        if not granted(seat.kind, Permission.TALK_WRITE):
            raise Kept(Why.MAY_NOT)
        return Place(thing, rooms[thing.room_id], seat)
    raise Kept(Why.NO_SEAT)


def thing_in(rooms: dict[Ulid, Room], about: str) -> Topic | Commitment | None:
    """The topic or promise, if it stands in one of these rooms."""
    topic = Topic.objects.in_rooms(rooms).filter(pk=about).first()
    return topic or Commitment.objects.in_rooms(rooms).filter(pk=about).first()


def is_theirs(sender: str, person: Person) -> bool:
    """Whether the message says that it comes from an address of this person."""
    if not sender:
        return False
    known = EmailAddress.objects.filter(user=person, verified=True, email__iexact=sender)
    return sender == person.email.lower() or known.exists()


def fitting(words: str, files: Enclosed) -> str:
    """The words of the post; files stand beneath them, and a line names those that could not be kept. Raises `Kept`."""
    if not words and not (files.kept or files.missed):
        raise Kept(Why.EMPTY)
    instead = "" if words else came_note([one.version.name for one in files.kept])
    note = files_note(files.missed[:MOST_FILES]) if files.missed else ""
    whole = "\n\n".join(part for part in (words, instead, note) if part)
    if len(whole) > LONGEST_TEXT:
        raise Kept(Why.LONG)
    return whole


def post(place: Place, text: str, *, files: tuple[Carried, ...]) -> None:
    """Say it, in the topic or in the thread of the promise. Raises `NotPossible`."""
    thing, words = place.thing, Words(text=text, files=files)
    if isinstance(thing, Topic):
        write(thing, words, room=place.room, by=place.seat)
    else:
        title = thing.deliverable
        say_on(Ulid(thing.id), words, title=title, room=place.room, by=place.seat)


def send_back(row: ReplyAddress, words: str, why: Why, *, key: str, place: Place | None) -> Outcome:
    """Tell the person, at their own address and nowhere else, and let no word be lost."""
    values = {"person": row.person, "outcome": Outcome.ANSWERED.value, "at": now()}
    _row, fresh = Arrival.objects.get_or_create(key=key, defaults=values)
    if not fresh:
        return Outcome.AGAIN
    if place is not None and isinstance(place.thing, Topic) and words:
        keep_draft(words[:LONGEST_TEXT], place=Ulid(place.thing.id), person=row.person)
    if not row.person.is_active or not spend(ANSWERS, row.person_id):
        return Outcome.ANSWERED
    if answer(row.person, words, why, path=path_of(place)):
        return Outcome.ANSWERED
    # No mail leaves now: the mail server keeps the message and brings it again.
    Arrival.objects.filter(pk=key).delete()
    return Outcome.LATER


def path_of(place: Place | None) -> str:
    """The page where the words could be said."""
    if place is None:
        return ""
    name = "talk.one" if isinstance(place.thing, Topic) else "commitments.one"
    table = place.seat.partnership
    return address(name, partnership=table, room=place.room, pk=place.thing.id)


def answer(person: Person, words: str, why: Why, *, path: str) -> bool:
    """Send the mail that says why, with the words in it; False where it could not leave."""
    with translation.override(person.language or None):
        subject, sentence = why_not(why.value)
        return send(
            person.email,
            subject=subject,
            template="notices/mail/answer",
            context={"sentence": sentence, "words": words[:LONGEST_TEXT], "path": path},
            headers={"Auto-Submitted": "auto-replied"},
        )


def forget_arrivals(at: datetime) -> int:
    """Drop fingerprints and addresses that ran out long ago."""
    gone, _kinds = Arrival.objects.filter(at__lt=at - REMEMBERED).delete()
    old, _kinds = ReplyAddress.objects.filter(until__lt=at - REMEMBERED).delete()
    return gone + old
