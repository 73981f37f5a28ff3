"""Lumen of Bergen and Kaveri of Bengaluru, in week seven of building a calibrated sensor."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from troth.agreements import actions as agreed
from troth.agreements.models import Agreement
from troth.foundation.web import clock
from troth.organisations.models import Organisation
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.actions.inviting import invite_colleague
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.people.models import Person
from troth.site.example.charter import charter
from troth.site.example.checkins import checkins
from troth.site.example.expectations import expectations
from troth.site.example.goals import goals
from troth.site.example.kept import kept
from troth.site.example.launched import launched
from troth.site.example.people import KAVERI, LUMEN, person
from troth.site.example.script import InTurn, Script, Telling
from troth.site.example.voices import voices

BERGEN, BENGALURU = "Europe/Oslo", "Asia/Kolkata"
TITLES = {
    "Ingrid": "partnership lead",
    "Tor": "engineer",
    "Siri": "support",
    "Anne": "sponsor",
    "Per": "new colleague",
    "Ravi": "partnership lead",
    "Meera": "engineer",
    "Arjun": "data scientist",
    "Lakshmi": "sponsor",
}


OF_KAVERI = frozenset({"Meera", "Arjun", "Lakshmi"})
# Who sat down in the first days: how many days from today, and on whose clock.
COLLEAGUES = (
    (-46, "Tor", BERGEN),
    (-46, "Meera", BENGALURU),
    (-46, "Siri", BERGEN),
    (-46, "Anne", BERGEN),
    (-45, "Arjun", BENGALURU),
    (-45, "Lakshmi", BENGALURU),
)


@dataclass
class BetaTable:
    """The table and who sits at it."""

    table: Partnership
    shared: Room
    seats: dict[str, Seat]

    @property
    def ingrid(self) -> Seat:
        """Lead at Lumen."""
        return self.seats["Ingrid"]

    @property
    def ravi(self) -> Seat:
        """Lead at Kaveri."""
        return self.seats["Ravi"]


def beta_table(script: Script) -> BetaTable:
    """Sit both sides down seven weeks ago, then tell their promises."""
    begun = script.day(-47, 10, BERGEN)
    with clock.at(begun):
        table = sit_down()
    arriving = sorted((script.day(days, 9, zone), name) for days, name, zone in COLLEAGUES)
    for hours, (at, name) in enumerate(arriving, start=4):
        # A weekend may have moved somebody's first day before the table's.
        seat_colleague(table, name, at=max(at, begun + timedelta(hours=hours)))
    per = script.day(-4, 9, BERGEN)
    script.at(per, lambda: seat_colleague(table, "Per", at=per))
    lumens_promises(script, table)
    kaveris_promises(script, table)
    agreements(script, table)
    charter(script, room=table.shared, ingrid=table.ingrid, ravi=table.ravi)
    goals(script, table.shared, table.seats)
    checkins(script, room=table.shared, seats=table.seats)
    expectations(script, table.shared, table.seats)
    launched(script, table.shared, table.seats)
    voices(script, table.shared, table.seats)
    kept(script, table.shared, table.seats)
    return table


def sit_down() -> BetaTable:
    """Ingrid proposes, Ravi accepts."""
    ingrid, ravi = person("Ingrid", LUMEN), person("Ravi", KAVERI)
    proposal = Proposal(
        name="Calibrated-sensor beta",
        purpose="Twelve weeks to a sensor that is calibrated by software, with ten invited pilots.",
        founders=(Founder(name=KAVERI.name, email=ravi.email),),
        slug="lumen-kaveri",
    )
    proposed = propose(proposal, by=ingrid, house=LUMEN)
    with clock.at(clock.now() + timedelta(hours=3)):
        far = accept(proposed.invited[0].token, by=ravi, house=KAVERI)
    table = Partnership.objects.get(pk=proposed.seat.partnership_id)
    shared = Room.objects.get(partnership=table, kind=RoomKind.SHARED)
    seats = {"Ingrid": titled(proposed.seat), "Ravi": titled(far)}
    return BetaTable(table, shared, seats)


def house_of(seat: Seat) -> Organisation:
    """The organisation a seat is for. Raises `LookupError` for a seat that is for none."""
    if seat.party is None or seat.party.organisation is None:
        raise LookupError("this seat is for no organisation")
    return seat.party.organisation


def titled(seat: Seat) -> Seat:
    """Give a seat what its person does here."""
    title = TITLES[seat.person.name]
    Seat.objects.filter(pk=seat.pk).update(title=title)
    Person.objects.filter(pk=seat.person_id).update(title=title)
    return Seat.objects.select_related("party", "person", "partnership").get(pk=seat.pk)


def seat_colleague(table: BetaTable, name: str, *, at: datetime) -> None:
    """An admin of their side invites a colleague, who accepts."""
    admin = table.ravi if name in OF_KAVERI else table.ingrid
    newcomer: Person = person(name, KAVERI if name in OF_KAVERI else LUMEN)
    with clock.at(at):
        invited = invite_colleague(newcomer.email, by=admin)
        table.seats[name] = titled(accept(invited.token, by=newcomer))


@dataclass(frozen=True)
class Kept:
    """A promise that came out well: made, accepted, delivered and confirmed, in days from today."""

    name: str
    by: str
    to: str
    made: int
    due: int
    done: int


LUMENS_KEPT = (
    Kept("Sensor drawings, revision C", "Tor", "Meera", -44, -39, -40),
    Kept("Test bench access for Kaveri", "Siri", "Arjun", -42, -35, -35),
    Kept("Unit cost sheet", "Ingrid", "Ravi", -37, -30, -31),
    Kept("Field log export, first month", "Siri", "Arjun", -30, -22, -23),
    Kept("Calibration certificate, draft", "Tor", "Meera", -25, -14, -15),
)
KAVERIS_KEPT = (
    Kept("Site survey, Chennai", "Ravi", "Ingrid", -43, -33, -34),
    Kept("Drift report, week 4", "Arjun", "Tor", -30, -24, -24),
    Kept("Sample labels, 2,000 readings", "Arjun", "Tor", -28, -18, -19),
    Kept("Drift report, week 5", "Arjun", "Tor", -23, -17, -17),
    Kept("Drift report, week 6", "Arjun", "Tor", -16, -10, -10),
)


def tell_kept(script: Script, table: BetaTable, *, one: Kept, zone: str) -> None:
    """Tell one promise that was kept."""
    by, to = table.seats[one.by], table.seats[one.to]
    due = script.day(one.due, 17, zone)
    told = Telling(
        script=script,
        room=table.shared,
        by=by,
        to=to,
        deliverable=one.name,
        due=due,
        made=script.day(one.made, 10, zone),
    )
    told.accepted(script.day(one.made, 15, zone), to)
    told.delivered(script.day(one.done, 14, zone)).confirmed(
        script.day(one.done + 1, 11.5, zone), to
    )


def lumens_promises(script: Script, table: BetaTable) -> None:
    """What Lumen promised: most kept, one a day late, three under way."""
    for one in LUMENS_KEPT:
        tell_kept(script, table, one=one, zone=BERGEN)
    tor, siri, ingrid, meera, ravi = (
        table.seats[n] for n in ("Tor", "Siri", "Ingrid", "Meera", "Ravi")
    )
    tell = partial(Telling, script=script, room=table.shared)
    due = script.day(-20, 17, BERGEN)
    tell(
        by=tor,
        to=meera,
        deliverable="Winter sample data",
        due=due,
        made=script.day(-29, 10, BERGEN),
    ).accepted(script.day(-29, 13, BERGEN), meera).delivered(
        # A day later, also where a weekend has moved both days onto one Friday.
        due + timedelta(hours=23),
        "All 14 stations. The logger in Voss was frozen; I should have said so on Monday.",
    ).confirmed(script.day(-18, 9, BERGEN), meera)
    tell(
        by=ingrid,
        to=ravi,
        deliverable="Pilot contract template",
        sure=90,
        due=script.day(1, 17, BERGEN),
        made=script.day(-10, 9.5, BERGEN),
    ).accepted(script.day(-9, 8, BERGEN), ravi)
    tell(
        by=siri,
        to=meera,
        deliverable="20 calibrated units in Chennai",
        due=script.day(15, 12, BERGEN),
        made=script.day(-12, 11, BERGEN),
        meaning="Unpacked, switched on and reporting, with their certificates.",
    ).accepted(script.day(-11, 8, BERGEN), meera, "We will have the benches ready.")
    tell(
        by=tor,
        to=meera,
        deliverable="Firmware 2.4 release notes",
        due=script.day(18, 16, BERGEN),
        made=script.day(-2, 15, BERGEN),
    )


def kaveris_promises(script: Script, table: BetaTable) -> None:
    """What Kaveri promised: most kept, one moved in time, one asked to move, one delivered."""
    for one in KAVERIS_KEPT:
        tell_kept(script, table, one=one, zone=BENGALURU)
    arjun, meera, tor, ingrid, ravi = (
        table.seats[n] for n in ("Arjun", "Meera", "Tor", "Ingrid", "Ravi")
    )
    tell = partial(Telling, script=script, room=table.shared)
    tell(
        by=arjun,
        to=tor,
        deliverable="Data dictionary",
        due=script.day(-16, 17, BENGALURU),
        made=script.day(-26, 11, BENGALURU),
    ).accepted(script.day(-26, 15, BENGALURU), tor).asked(
        script.day(-19, 12, BENGALURU),
        arjun,
        script.day(-12, 17, BENGALURU),
        "Two of your column names changed with revision C. I would rather do them once, properly.",
    ).agreed(script.day(-19, 14, BENGALURU), tor).delivered(
        script.day(-12, 12, BENGALURU)
    ).confirmed(script.day(-11, 13, BENGALURU), tor)
    tell(
        by=meera,
        to=tor,
        deliverable="Calibration API v1",
        sure=80,
        due=script.day(1, 17, BENGALURU),
        made=script.day(-17, 10, BENGALURU),
        meaning="The endpoint answers for all 12 sensor types, with the test set attached.",
    ).accepted(
        script.day(-17, 18.5, BENGALURU), tor, "Exactly this. We test on the Monday after."
    ).asked(
        script.day(-1, 16.7, BENGALURU),
        meera,
        script.day(4, 17, BENGALURU),
        "The reference sensors cleared customs a day late. The API is written; we want to test it against them first.",
    )
    tell(
        by=arjun,
        to=tor,
        deliverable="Anomaly model card",
        due=script.day(3, 17, BENGALURU),
        made=script.day(-9, 12, BENGALURU),
    ).accepted(script.day(-9, 16, BENGALURU), tor).delivered(
        script.day(-1, 18, BENGALURU),
        "In the shared folder, with the two open questions on page 3.",
    )
    tell(
        by=arjun,
        to=tor,
        deliverable="Drift report, week 7",
        due=script.day(6, 17, BENGALURU),
        made=script.day(-5, 10, BENGALURU),
    ).accepted(script.day(-5, 14, BENGALURU), tor)
    tell(
        by=ravi,
        to=ingrid,
        deliverable="Two names for the joint press note",
        due=script.day(-3, 17, BENGALURU),
        made=script.day(-8, 11, BENGALURU),
    ).declined(
        script.day(-7, 15, BENGALURU), ingrid, "Too early for us: first the pilots, then the press."
    )


ANSWERING = """We answer each other within two working days of whoever is asked.
"I need until Friday" is an answer too.
What cannot wait is said by phone, and written down afterwards.
"""
MEETINGS = """We meet every second Thursday for half an hour.
The awkward hour alternates.
"""


def agreements(script: Script, table: BetaTable) -> None:
    """One text that both have signed, and one that waits for Lumen after a change."""
    made: dict[str, Agreement] = {}

    def write(title: str, text: str, by: Seat) -> None:
        made[title] = agreed.draft(title=title, text=text, room=table.shared, by=by)

    def sign(title: str, by: Seat, version: int = 1) -> None:
        one = Agreement.objects.select_related("room").get(pk=made[title].pk)
        agreed.sign(one, version=version, by=by)

    first, second = "How soon we answer", "When we meet"
    one, other = InTurn(script), InTurn(script)
    one.at(script.day(-40, 10, BERGEN), lambda: write(first, ANSWERING, table.ingrid))
    one.at(script.day(-40, 17, BENGALURU), lambda: sign(first, table.ravi))
    one.at(script.day(-39, 9, BERGEN), lambda: sign(first, table.ingrid))
    other.at(script.day(-8, 11, BENGALURU), lambda: write(second, MEETINGS, table.ravi))
    other.at(script.day(-8, 11.5, BENGALURU), lambda: sign(second, table.ravi))
    other.at(script.day(-7, 10, BERGEN), lambda: sign(second, table.ingrid))
    other.at(script.day(-2, 9, BENGALURU), lambda: rewrite(made[second], table.ravi))
    other.at(script.day(-2, 9.5, BENGALURU), lambda: sign(second, table.ravi, version=2))


def rewrite(one: Agreement, by: Seat) -> None:
    """A change after both had signed."""
    text = MEETINGS.replace("half an hour", "forty minutes")
    agreed.revise(
        one, text=text, why="Half an hour was over twice before we had begun.", seen=1, by=by
    )
