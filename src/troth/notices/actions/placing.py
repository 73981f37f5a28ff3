"""Where a message belongs: a topic, a promise's thread, a check-in, a vote, or a room in which a topic begins."""

from dataclasses import dataclass
from typing import Final

from allauth.account.models import EmailAddress
from django.db.models import F

from troth.checkins.actions.refusing import ColleagueWasQuicker
from troth.checkins.actions.refusing import NotPossible as NoCheckin
from troth.checkins.actions.reporting import Draft, send
from troth.checkins.models import LONGEST_PART, Checkin, Report
from troth.checkins.queries.rounds import reports, writings
from troth.checkins.rules.refusals import Refusal
from troth.checkins.rules.reports import Words as Parts
from troth.commitments.models import Commitment
from troth.decisions.models import Decision, Wording
from troth.discussions.actions.threads import say_on
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import LONGEST_TITLE, Topic
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.notices.actions.refusing import Kept, Why
from troth.notices.actions.voting import vote_by_mail
from troth.notices.models import ReplyAddress
from troth.notices.rules.incoming.titles import title_from
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.queries.door import rooms_of
from troth.people.models import Person
from troth.resources.actions.carrying import Carried

Thing = Topic | Commitment | Checkin | Wording | Room
MOST_SEATS: Final = 50


CHECKIN_WHY: Final = {
    Refusal.ALREADY_GIVEN: Why.ALREADY,
    Refusal.ALREADY_SKIPPED: Why.SKIPPED,
    Refusal.NEXT_HAS_BEGUN: Why.OVER,
    Refusal.NOTHING_WRITTEN: Why.EMPTY,
}


@dataclass(frozen=True)
class Place:
    """Where a message belongs, and with which seat its author writes there."""

    thing: Thing
    room: Room
    seat: Seat

    @property
    def path(self) -> str:
        """The page where the words could be said."""
        table = self.seat.partnership
        if isinstance(self.thing, Room):
            return address("talk", partnership=table, room=self.room)
        name = {
            Topic: "talk.one",
            Commitment: "commitments.one",
            Checkin: "checkins.write",
            Wording: "decisions.one",
        }[type(self.thing)]
        key = self.thing.decision_id if isinstance(self.thing, Wording) else self.thing.id
        return address(name, partnership=table, room=self.room, pk=key)


def place_of(row: ReplyAddress, *, sender: str) -> Place:
    """Where it belongs, through the door as it stands now. Raises `Kept`."""
    person = row.person
    if not person.is_active or not is_theirs(sender, person):
        raise Kept(Why.SENDER)
    if row.until <= now():
        raise Kept(Why.RAN_OUT)
    taken = Seat.objects.taken(now()).filter(person=person)
    # As on pages: the seat that was chosen last speaks.
    ordered = taken.order_by(F("chosen_at").desc(nulls_last=True), "since", "id")
    found = [
        Place(thing, rooms[room_of(thing)], seat)
        for seat in ordered.select_related("partnership", "party", "person")[:MOST_SEATS]
        for rooms in [{room.id: room for room in rooms_of(seat)}]
        if (thing := thing_in(rooms, row.about)) is not None
    ]
    if not found:
        raise Kept(Why.NO_SEAT)
    if found[0].seat.partnership.phase == Phase.CLOSED:
        raise Kept(Why.CLOSED)
    able = [one for one in found if granted(one.seat.kind, needed_for(one.thing))]
    if not able:
        raise Kept(Why.MAY_NOT)
    if isinstance(able[0].thing, Checkin | Wording) and len(able) > 1:
        # What counts for an organisation is never guessed.
        raise Kept(Why.TWO_SEATS)
    return able[0]


def thing_in(rooms: dict[Ulid, Room], about: str) -> Thing | None:
    """What the address stands for, if it stands in one of these rooms or is one of them."""
    if room := rooms.get(Ulid(about)):
        return room
    for kind in (Topic, Commitment, Checkin):
        if found := kind.objects.in_rooms(rooms).filter(pk=about).first():
            thing: Thing = found
            return thing
    decisions = Decision.objects.in_rooms(rooms)
    wordings = Wording.objects.filter(pk=about, decision__in=decisions)
    return wordings.select_related("decision").first()


def room_of(thing: Thing) -> Ulid:
    """The room in which it stands, or the room itself."""
    if isinstance(thing, Room):
        return thing.id
    return thing.decision.room_id if isinstance(thing, Wording) else thing.room_id


def needed_for(thing: Thing) -> Permission:
    """What one must be allowed to do to write there."""
    if isinstance(thing, Wording):
        return Permission.DECISION_VOTE
    return Permission.CHECKIN_WRITE if isinstance(thing, Checkin) else Permission.TALK_WRITE


def is_theirs(sender: str, person: Person) -> bool:
    """Whether the message says that it comes from an address of this person."""
    if not sender:
        return False
    known = EmailAddress.objects.filter(user=person, verified=True, email__iexact=sender)
    return sender == person.email.lower() or known.exists()


def post(place: Place, text: str, *, subject: str, files: tuple[Carried, ...]) -> None:
    """Say it where it belongs. Raises `Kept`, and `NotPossible` of talk."""
    thing, words, by = place.thing, Words(text=text, files=files), place.seat
    if isinstance(thing, Room):
        begin(title_from(subject, text, longest=LONGEST_TITLE), words, room=place.room, by=by)
    elif isinstance(thing, Topic):
        write(thing, words, room=place.room, by=by)
    elif isinstance(thing, Checkin):
        check_in(place, text)
    elif isinstance(thing, Wording):
        vote_by_mail(thing, text, by=by)
    else:
        say_on(Ulid(thing.id), words, title=thing.deliverable, room=place.room, by=by)


def check_in(place: Place, text: str) -> None:
    """Make it the report of the author's side. Raises `Kept`."""
    rows = reports([place.room.id]).filter(checkin=place.thing.id, party=place.seat.party_id)
    one: Report | None = rows.first()
    if one is None:
        raise Kept(Why.MAY_NOT)
    if len(text) > LONGEST_PART:
        raise Kept(Why.LONG)
    try:
        send(one, Draft(words=Parts(progress=text)), seen=seen_by(place.seat, one), by=place.seat)
    except ColleagueWasQuicker as quicker:
        raise Kept(Why.COLLEAGUE) from quicker
    except NoCheckin as refused:
        raise Kept(CHECKIN_WHY.get(refused.reason, Why.NOT_NOW)) from refused


def seen_by(seat: Seat, one: Report) -> int:
    """Up to which saved writing the author knows them: what a colleague has begun is not written over."""
    latest = next(iter(writings(one)), None)
    return one.latest if latest is None or latest.seat_id == seat.id else one.latest - 1
