"""What stands in every room when the matrix walks through: one world, made by the real actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.utils import timezone
from tests.access.cadence import rounds_and_pauses
from tests.access.kept import checked
from tests.access.making import (
    WORDS,
    agreed_on,
    batch,
    charter,
    goal,
    goal_things,
    kickoff,
    library,
    missing_voices,
    owned_slips,
    promise,
    question,
    signed_goal,
    signed_text,
    talk,
    text,
    uneven_things,
)

from troth.agreements import actions as agreed
from troth.agreements.models import Agreement
from troth.commitments import actions as promised
from troth.commitments.actions import sharing
from troth.commitments.rules.states import Act
from troth.complement.actions import answering, risks
from troth.complement.queries.table import Offer, complement
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.ledger.checkpoints import sign_now
from troth.ledger.follower import catch_up
from troth.ledger.queries import head
from troth.organisations.actions import NewOrganisation, Strength, state
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.guest_links import Linked, Visit, make_link, open_link
from troth.partnerships.actions.inviting import invite_colleague
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_add, ask_to_change_rule, ask_to_widen
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.testing import Cast, party_of, person, set_table
from troth.people.models import Person
from troth.statements.actions import using
from troth.trust.actions import contest
from troth.trust.follower import EvidenceFollower

TERN = NewOrganisation(
    name="Tern Logistics", place="Aberdeen", zone="Europe/London", slug="tern-logistics"
)


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


def other_of(world: World, by: Seat) -> Seat:
    """A colleague, for rooms in which nobody else is."""
    return world.cast.tor if by == world.cast.ingrid else world.cast.meera


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
