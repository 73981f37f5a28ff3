"""What stands in every room when the matrix walks through: one world, made by the real actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

from django.utils import timezone
from tests.access.cadence import rounds_and_pauses
from tests.access.kept import checked

from troth.adjustments import actions as adjusting
from troth.adjustments.rules.proposing import Way
from troth.agreements import actions as agreed
from troth.agreements.models import Agreement
from troth.charter.actions import draft_charter
from troth.charter.rules.answers import Answers
from troth.commitments import actions as promised
from troth.commitments.actions import sharing
from troth.commitments.actions.importing import Source, begin
from troth.commitments.actions.promising import Promise
from troth.commitments.incoming import read_all
from troth.commitments.models import Commitment
from troth.commitments.rules.states import Act
from troth.complement.actions import answering, risks
from troth.complement.queries.table import Offer, complement
from troth.decisions import actions as asked
from troth.discussions.actions import writing as said
from troth.discussions.actions.meaning import ask_meaning
from troth.foundation.facts.decisions import Method
from troth.foundation.facts.kickoff import Group
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import clock
from troth.goals.actions import draft_goal, log_obstacle, read_measure
from troth.goals.models import Goal, Reading
from troth.goals.rules.plan import MeasureTerms
from troth.inclusion.actions.hearing import speaks_for
from troth.inclusion.actions.naming import Named, name_groups
from troth.kickoff import actions as sessions
from troth.ledger.checkpoints import sign_now
from troth.ledger.follower import catch_up
from troth.ledger.queries import head
from troth.organisations.actions import NewOrganisation, Strength, state
from troth.outreach.models import Offered, Signal
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.guest_links import Linked, Visit, make_link, open_link
from troth.partnerships.actions.inviting import invite_colleague
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_add, ask_to_change_rule, ask_to_widen
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.rules.terms import Limits
from troth.partnerships.testing import Cast, party_of, person, set_table
from troth.people.models import Person
from troth.resources.actions.adding import Content, add
from troth.resources.actions.files import keep
from troth.resources.actions.looks import settle
from troth.resources.actions.sending import Announced
from troth.resources.actions.sending import begin as announce
from troth.slips import actions as owned
from troth.statements.actions import using
from troth.trust.actions import contest
from troth.trust.follower import EvidenceFollower

TERN = NewOrganisation(
    name="Tern Logistics", place="Aberdeen", zone="Europe/London", slug="tern-logistics"
)
WORDS = "Said inside {room}"
ABSENT = "01J00000000000000000000000"
FILE = b"""event_id,party,counterparty,promised_at,due_at,kept_at
1,Depot,Lumen Sensors,2026-01-05,2026-01-20,2026-01-19
2,Depot,Lumen Sensors,2026-01-06,2026-01-21,
"""


@dataclass(frozen=True, kw_only=True)
class Things:
    """What can be named in an address of one room: for every act a promise that is ready for it."""

    room: Room
    by: Seat
    promises: Mapping[str, str]
    agreement: str
    draft: str
    signed_by_one: str
    question: str
    unvoted: str
    decided: str
    goal: str
    charter: str
    goal_draft: str
    measure: str
    reading: str
    obstacle: str
    motion: str
    batch: str
    seat: str
    invitation: str
    link: str
    entry: int
    kickoff: str
    lines: tuple[str, str]
    topic: str
    post: str
    asked: str
    reply: str
    meaning: str
    resource: str
    picture: str
    upload: str
    checkins: Mapping[str, str] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    adjustments: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, str] = field(default_factory=dict)
    uneven: Mapping[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class World:
    """A table of three, its rooms with something in each, and everybody who might knock."""

    cast: Cast
    fiona: Seat
    co_admins: Mapping[str, Seat]
    people: Mapping[str, Person | None]
    rooms: Mapping[str, Room]
    place: Party
    operator: Person
    things: dict[str, Things] = field(default_factory=dict)
    seats: dict[str, str] = field(default_factory=dict)
    beside: dict[str, dict[str, str]] = field(default_factory=dict)
    evidence: dict[str, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    link: str = ""
    passkey: int = 0
    session: str = ""

    @property
    def slug(self) -> str:
        """The table's name in addresses."""
        return self.cast.table.slug


def third_party(cast: Cast) -> Seat:
    """Tern sits down as well, by consent of both."""
    fiona = person("Fiona", TERN)
    asked = ask_to_add(TERN.name, fiona.email, by=cast.ingrid, reason="They own the ships.")
    invited = assent(asked.motion, by=cast.ravi, yes=True).invited
    if invited is None:
        raise LookupError("both have said yes, and nobody was invited")
    return accept(invited.token, by=fiona, house=TERN)


def empty_place(cast: Cast, fiona: Seat) -> Party:
    """A place that all agreed on and nobody has taken."""
    asked = ask_to_add("Harbour & Sons", "otto@quay.example", by=cast.ingrid, reason="They dig.")
    assent(asked.motion, by=cast.ravi, yes=True)
    assent(asked.motion, by=fiona, yes=True)
    return Party.objects.get(partnership=cast.table, name="Harbour & Sons")


def make_world() -> World:
    """Everybody and everything."""
    cast = set_table()
    fiona = third_party(cast)
    co_admins = {
        "lumen": cast.colleague("Ada", cast.ingrid, Role.ADMIN),
        "kaveri": cast.colleague("Bala", cast.ravi, Role.ADMIN),
    }
    lumen, kaveri, tern = cast.lumen, cast.kaveri, party_of(fiona)
    rooms = {
        "shared": cast.shared,
        "lumen": cast.lumen_side,
        "kaveri": cast.kaveri_side,
        "both": open_room("Both", parties=[lumen.id, kaveri.id], by=cast.ingrid),
        "theirs": open_room("Quay", parties=[kaveri.id, tern.id], by=cast.ravi),
    }
    operator = Person.objects.create_user("olaf@host.example", "Olaf", is_operator=True)
    world = World(
        cast=cast,
        fiona=fiona,
        co_admins=co_admins,
        people=everybody(cast, operator),
        link=link_to(cast.shared, by=cast.ingrid).token,
        rooms=rooms,
        place=empty_place(cast, fiona),
        operator=operator,
    )
    world.beside.update(needs_and_strengths(cast))
    world.said.update(statements(cast, fiona))
    for name in rooms:
        world.things[name] = fill(world, name)
    world.evidence.update(evidence(cast))
    for who, someone in world.people.items():
        seat = Seat.objects.filter(partnership=cast.table, person=someone, ended_at=None).first()
        if seat:
            world.seats[who] = seat.id
    return world


def link_to(room: Room, *, by: Seat) -> Linked:
    """A personal link that nobody has opened."""
    until = timezone.now() + timedelta(days=20)
    visit = Visit(name="Berit", role=Role.GUEST_CONTRIBUTE, room=Ulid(room.pk), until=until)
    return make_link(visit, by=by)


def everybody(cast: Cast, operator: Person) -> dict[str, Person | None]:
    """Every role of the matrix, by name, and who plays it."""
    return {
        "nobody": None,
        "stranger": cast.stranger,
        "lumen admin": cast.ingrid.person,
        "lumen member": cast.tor.person,
        "kaveri admin": cast.ravi.person,
        "kaveri member": cast.meera.person,
        "guest reads": cast.guest.person,
        "guest contributes": cast.contributor.person,
        "guest by link": open_link(link_to(cast.shared, by=cast.ingrid).token).person,
        "facilitator": cast.facilitator.person,
        "ex-member": cast.ex_member.person,
        "ex-guest": cast.ex_guest.person,
        "neighbour": cast.neighbour.person,
        "invitation holder": cast.holder[0],
        "operator": operator,
    }


def needs_and_strengths(cast: Cast) -> dict[str, dict[str, str]]:
    """What Lumen needs: two things Kaveri is good at, and two that nobody here does."""
    for seat, kind, words, tag in (
        (cast.ingrid, "needs", "Sea-proof housings", "housings"),
        (cast.ravi, "good", "Casings", "housings"),
        (cast.ingrid, "needs", "Spare parts", "spares"),
        (cast.ravi, "good", "Boxes", "spares"),
        (cast.ingrid, "needs", "A warehouse", ""),
        (cast.ingrid, "needs", "A lawyer", ""),
    ):
        house = party_of(seat).organisation
        if house is None:
            raise LookupError("everybody of the cast sits for an organisation")
        said = Strength(kind=kind, words=words, tags=(tag,) if tag else (), shown="all")
        state(house, said, by=seat.person)
    parties = Party.objects.filter(partnership=cast.table, standing="joined")
    needs = {one.line.one.words: one for one in complement(cast.shared, list(parties)).needs}
    aside = needs["Spare parts"].possible[0]
    answering.set_aside(aside, room=cast.shared, by=cast.ingrid, seen=aside.seen)
    owned = needs["A lawyer"]
    risks.look_after(owned, room=cast.shared, by=cast.ingrid, seen=owned.seen)
    alone = needs["A warehouse"]
    return {
        "suggested": pair_of(needs["Sea-proof housings"].possible[0]),
        "set aside": pair_of(aside),
        "risk": {"need": alone.line.one.id, "seen": alone.seen},
        "owned": {"need": owned.line.one.id, "seen": owned.seen},
    }


def evidence(cast: Cast) -> dict[str, int]:
    """Two entries that say something about Lumen, one of them contested by it."""
    found = []
    for _ in range(2):
        one = promise(Act.CONFIRM, room=cast.shared, by=cast.ingrid, to=cast.ravi)
        promised.confirm(one, by=cast.ravi)
        found.append(head(cast.shared.id) - 1)
    while (catch_up(EvidenceFollower(), cast.shared.id) or 0) < head(cast.shared.id):
        pass
    contest(cast.shared, found[1], by=cast.ingrid, reason=WORDS.format(room=cast.shared.id))
    return {"counts": found[0], "contested": found[1]}


def statements(cast: Cast, fiona: Seat) -> dict[str, str]:
    """One that may be used, and one that nobody has approved."""
    made = {
        name: using.draft(title=name, text=f"The {name} words.", room=cast.shared, by=cast.ingrid)
        for name in ("used", "draft")
    }
    for seat in (cast.ingrid, cast.ravi, fiona):
        one = Agreement.objects.select_related("room").get(pk=made["used"].pk)
        agreed.sign(one, version=1, by=seat)
    return {name: str(one.pk) for name, one in made.items()}


def pair_of(offer: Offer) -> dict[str, str]:
    """As a form names them."""
    return {"need": offer.need.one.id, "strength": offer.strength.one.id, "seen": offer.seen}


def fill(world: World, name: str) -> Things:
    """Something of everything in one room, by the side that is first in it."""
    cast, room = world.cast, world.rooms[name]
    by, to = (
        (cast.ingrid, cast.ravi)
        if name in {"shared", "lumen", "both"}
        else (cast.ravi, world.fiona)
    )
    side = room.kind == "side"
    make = partial(promise, room=room, by=by, to=to)
    promises = {act.value: make(act).id for act in (Act if not side else ())}
    promises["one"] = make(None).id
    sign_now(room.pk)
    session, lines = kickoff(room, by=by)
    leads = (cast.ingrid, cast.ravi, world.fiona)
    goals = [signed_goal(room, by=by, seats=leads) for _ in range(3 if name == "shared" else 1)]
    signed = goals[0]
    reading, obstacle = goal_things(signed, by=by)
    return Things(
        room=room,
        by=by,
        promises=promises,
        agreement=signed_text(room, by=by, seats=leads),
        draft=text(room, by=by),
        signed_by_one=text(room, by=by),
        question=question(room, by=by),
        unvoted=question(room, by=by),
        decided=question(room, by=by, decided=True),
        charter=charter(room, by=by),
        goal=signed,
        goal_draft=goal(room, by=by),
        measure=reading.measure_id,
        reading=reading.id,
        obstacle=obstacle,
        motion=motion(world, name, item=promises["one"]),
        batch=batch(room, by=by),
        seat=(cast.tor if by == cast.ingrid else cast.meera).id,
        invitation=invite_colleague(
            f"new-{name}@{by.person.email.partition('@')[2]}", by=by
        ).invitation.id,
        link=link_to(room if not side else cast.shared, by=by).link.id,
        entry=0,
        checkins=rounds_and_pauses(world, room, by=by, words=WORDS.format(room=room.id)),
        slips=owned_slips(room, by=by, to=to),
        voices=missing_voices(room, signed, by=by),
        adjustments=agreed_on(room, by=by, to=to),
        checks=checked(goals, by=by, seats=leads),
        uneven=uneven_things(room, by=by, to=cast.ravi if by == cast.ingrid else cast.ingrid),
        kickoff=session,
        lines=lines,
        **talk(room, by=by, to=to if not side else other_of(world, by)),
        **library(room, by=by),
    )


def owned_slips(room: Room, *, by: Seat, to: Seat) -> dict[str, str]:
    """A slip that nobody has answered, and one whose repair waits to be confirmed; none in a side room."""
    if room.kind == "side":
        return {}
    words = WORDS.format(room=room.id)
    draft = owned.Draft(what=words, effect=words, repair=words, next=words, towards=party_of(to))
    slips = {name: owned.own(draft, room=room, by=by) for name in ("owned", "said")}
    owned.say_repaired(slips["said"], by=by)
    return {name: slip.id for name, slip in slips.items()}


def missing_voices(room: Room, signed: str, *, by: Seat) -> dict[str, str]:
    """A group that nobody speaks for, and one that somebody does; none in a side room."""
    if room.kind == "side":
        return {}
    goal = Goal.objects.select_related("room").get(pk=signed)
    called = {"missing": WORDS.format(room=room.id), "spoken": f"{WORDS} 2".format(room=room.id)}
    made = name_groups(goal, [Named(name=words) for words in called.values()], by=by)
    speaks_for(made[1], by, by=by)
    return dict(zip(called, (one.id for one in made), strict=True))


def agreed_on(room: Room, *, by: Seat, to: Seat) -> dict[str, str]:
    """An adjustment that waits for the other side's yes, and one that holds; only at the shared table."""
    if room.kind != "shared":
        return {}
    words = adjusting.Words(
        title=WORDS.format(room=room.id),
        change=WORDS.format(room=room.id),
        keeper=Ulid(party_of(to).id),
        recheck_on=(timezone.now() + timedelta(days=60)).date(),
    )
    found = {}
    for name, dimension in (("proposed", Dimension.OPENNESS), ("agreed", Dimension.TRUTH)):
        sides = Ulid(party_of(to).id), Ulid(party_of(by).id)
        way = Way(about=sides[0], towards=sides[1], dimension=dimension)
        found[name] = adjusting.propose(adjusting.Draft(way=way, words=words), room=room, by=by)
    adjusting.agree(found["agreed"], by=to, seen=1)
    return {name: one.id for name, one in found.items()}


def uneven_things(room: Room, *, by: Seat, to: Seat) -> dict[str, str]:
    """What a side was shown about itself, and a draft that its admins were offered; in side rooms alone."""
    if room.kind != "side":
        return {}
    now = timezone.now()
    counted = {"kind": "response", "did": 5, "of": 16, "others_did": 13, "others_of": 14}
    days = {"since": now - timedelta(days=60), "at": now, "until": now + timedelta(days=7)}
    own = Signal.objects.create(room=room, party=party_of(by), **counted, **days)
    theirs = Signal.objects.create(
        room=Room.objects.get(party=party_of(to), kind="side"),
        party=party_of(to),
        state="offered",
        **counted,
        **days,
    )
    draft = Offered.objects.create(
        room=room, signal=theirs, party=party_of(by), about=party_of(to), kind="response", at=now
    )
    return {"signal": own.id, "draft": draft.id}


def other_of(world: World, by: Seat) -> Seat:
    """A colleague, for rooms in which nobody else is."""
    return world.cast.tor if by == world.cast.ingrid else world.cast.meera


def talk(room: Room, *, by: Seat, to: Seat) -> dict[str, str]:
    """A topic with a question in it, a reply, and a paraphrase that waits for its author."""
    words = WORDS.format(room=room.id)
    post = said.begin(f"Topic in {room.id}", said.Words(text=words), room=room, by=by)
    asked = party_of(to) if room.kind != "side" else None
    question = said.write(
        post.topic, said.Words(text=words, asks=True, asked=asked), room=room, by=by
    )
    reply = said.write(post.topic, said.Words(text=words, answers=question), room=room, by=to)
    meaning = ask_meaning(post, words=words, by=to)
    return {
        "topic": post.topic_id,
        "post": post.id,
        "asked": question.id,
        "reply": reply.id,
        "meaning": meaning.id,
    }


def library(room: Room, *, by: Seat) -> dict[str, str]:
    """A file, a picture that was drawn, and a file on its way."""
    words = WORDS.format(room=room.id).encode()
    content = Content(stored=keep([words]), name="readings.csv")
    photo = Content(stored=keep([b"\x89PNG\r\n\x1a\n", words]), name="mast.png")
    coming = Announced(name="film.mp4", size=9)
    picture = add(f"Picture in {room.id}", photo, room=room, by=by)
    settle(picture.versions.get(), b"there 1 1\nRIFF    WEBP" + words)
    return {
        "picture": picture.id,
        "resource": add(f"File in {room.id}", content, room=room, by=by).id,
        "upload": announce(coming, room=room, by=by).id,
    }


def promise(act: Act | None, *, room: Room, by: Seat, to: Seat) -> Commitment:
    """A promise that has come as far as this act needs it."""
    said = Promise(
        deliverable=WORDS.format(room=room.id),
        due=timezone.now() + timedelta(days=9),
        zone="UTC",
        receiver=party_of(to),
        holder=by.person,
    )
    one = promised.propose(said, room=room, by=by)
    if act in {None, Act.ACCEPT, Act.DECLINE, Act.WITHDRAW}:
        return one
    promised.accept(one, by=to)
    if act in {Act.CONFIRM, Act.SEND_BACK}:
        return promised.deliver(one, by=by)
    if act in {Act.AGREE_MOVE, Act.KEEP_DATE, Act.SUGGEST_DATE}:
        later = one.due + timedelta(days=2)
        return promised.ask_move(one, due=later, reason="Customs.", by=by)
    return one


def text(room: Room, *, by: Seat) -> str:
    """A text that nobody has signed."""
    made = agreed.draft(
        title=f"Text in {room.id}", text=WORDS.format(room=room.id), room=room, by=by
    )
    return str(made.id)


def signed_text(room: Room, *, by: Seat, seats: tuple[Seat, ...]) -> str:
    """A text that every party of the room has signed."""
    return all_sign(text(room, by=by), room, by=by, seats=seats)


def all_sign(key: str, room: Room, *, by: Seat, seats: tuple[Seat, ...]) -> str:
    """Every party of the room signs the first version."""
    parties = {"shared": {seat.party_id for seat in seats}, "side": {by.party_id}}
    inside = parties.get(room.kind) or set(room.parties.values_list("pk", flat=True))
    for seat in seats:
        if seat.party_id in inside:
            one = Agreement.objects.select_related("room").get(pk=key)
            agreed.sign(one, version=1, by=seat)
    return key


def goal(room: Room, *, by: Seat) -> str:
    """A goal with a launch day and a measure that nobody has signed."""
    made = draft_goal(
        title=f"Goal in {room.id}",
        words=WORDS.format(room=room.id),
        launch_on=timezone.now().date() + timedelta(days=30),
        measures=(MeasureTerms(name="Units", target=Decimal(20)),),
        room=room,
        by=by,
    )
    return str(made.id)


def signed_goal(room: Room, *, by: Seat, seats: tuple[Seat, ...]) -> str:
    """A goal that every party of the room has signed."""
    return all_sign(goal(room, by=by), room, by=by, seats=seats)


def kickoff(room: Room, *, by: Seat) -> tuple[str, tuple[str, str]]:
    """An open kickoff that invited guests, with two lines; nobody holds one in a side room."""
    if room.kind == "side":
        return ABSENT, (ABSENT, ABSENT)
    soon = timezone.now() + timedelta(seconds=1)
    one = sessions.begin(
        title=WORDS.format(room=room.id), room=room, by=by, guests=True, opens_at=soon
    )
    words = [(Group.GOAL, f"{WORDS} {n}".format(room=room.id)) for n in (1, 2)]
    sessions.write(one, words, named=True, by=by)
    with clock.at(soon):
        sessions.open_together(one, by=None)
    first, second = one.lines.order_by("place").values_list("pk", flat=True)
    return str(one.pk), (str(first), str(second))


def question(room: Room, *, by: Seat, decided: bool = False) -> str:
    """Something on which everybody in the room has a voice of their own."""
    said = asked.Proposal(
        question=f"Question in {room.id}",
        words=WORDS.format(room=room.id),
        method=Method.PEOPLE,
        quorum=1,
        proxies=True,
    )
    one = asked.put(said, room=room, by=by)
    if decided:
        asked.close_due(one, now=one.until + timedelta(minutes=1))
    return str(one.id)


def charter(room: Room, *, by: Seat) -> str:
    """A working agreement that nobody has signed; it is for the whole table, so no other room has one."""
    if room.kind != "shared":
        return ""
    answers = Answers(limits=Limits(), words={})
    return str(draft_charter(answers, title="How we work", room=room, by=by).id)


def goal_things(key: str, *, by: Seat) -> tuple[Reading, str]:
    """A reading of the goal's measure, and an open obstacle; no address writes to the same day."""
    one = Goal.objects.get(pk=key)
    day = timezone.now().date() - timedelta(days=9)
    reading = read_measure(one.measures.get(), value=Decimal(3), day=day, by=by)
    return reading, str(log_obstacle(one, what=WORDS.format(room=one.room_id), by=by).id)


def motion(world: World, name: str, *, item: str) -> str:
    """Something that waits for everybody's yes; in a side room there is nothing to ask."""
    cast, room = world.cast, world.rooms[name]
    if name == "shared":
        return ask_to_change_rule("all-but-one", by=cast.ingrid, reason="Quicker.").motion.id
    if room.kind == "side":
        return ""
    by = cast.ingrid if name == "both" else cast.ravi
    widen = partial(ask_to_widen, sharing.NOUN, Ulid(item), origin=room, wider=cast.shared)
    return widen(by=by, reason="All should know.").motion.id


def batch(room: Room, *, by: Seat) -> str:
    """A file that was read and is not yet visible; only the shared room takes files."""
    if room.kind != "shared":
        return ""
    made = begin(Source(name="promises.csv", hash="0" * 64), room=room, by=by)
    read_all(BytesIO(FILE), made)
    return str(made.id)
