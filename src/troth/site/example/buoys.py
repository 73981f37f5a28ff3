"""A table of four: buoys in the North Sea, too young to say how trust stands."""

from functools import partial

from troth.foundation.web import clock
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.actions.sitting import House
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.site.example.beta import BetaTable, house_of
from troth.site.example.people import HAVBRIS, KAVERI, TERN, person
from troth.site.example.script import Script, Telling

TROMSO, ABERDEEN, BERGEN = "Europe/Oslo", "Europe/London", "Europe/Oslo"


def buoys_table(script: Script, beta: BetaTable) -> None:
    """Four organisations sit down ten days ago and make their first promises."""
    with clock.at(script.day(-11, 9, TROMSO)):
        seats, shared = sit_down(beta)
    solveig, fiona, ingrid, ravi = seats
    tell = partial(Telling, script=script, room=shared)
    tell(
        by=fiona,
        to=solveig,
        deliverable="Deck plan for six buoys",
        due=script.day(-2, 17, ABERDEEN),
        made=script.day(-9, 10, ABERDEEN),
    ).accepted(script.day(-9, 14, ABERDEEN), solveig).delivered(
        script.day(-3, 12, ABERDEEN)
    ).confirmed(script.day(-2, 10, ABERDEEN), solveig)
    tell(
        by=solveig,
        to=None,
        deliverable="Positions of all moorings",
        due=script.day(5, 12, TROMSO),
        made=script.day(-6, 9, TROMSO),
    ).accepted(script.day(-5, 9, TROMSO), fiona)
    tell(
        by=ingrid,
        to=solveig,
        deliverable="Two spare loggers",
        due=script.day(9, 17, BERGEN),
        made=script.day(-4, 9, BERGEN),
        sure=70,
    )
    tell(
        by=ravi,
        to=None,
        deliverable="One data format for all buoys, first draft",
        due=script.day(12, 17, "Asia/Kolkata"),
        made=script.day(-3, 12, "Asia/Kolkata"),
    ).accepted(script.day(-2, 14, TROMSO), solveig)


def sit_down(beta: BetaTable) -> tuple[tuple[Seat, ...], Room]:
    """Solveig proposes; Fiona, Ingrid and Ravi accept for their organisations."""
    solveig, fiona = person("Solveig", HAVBRIS), person("Fiona", TERN)
    ingrid, ravi = beta.ingrid.person, beta.ravi.person
    guests = (("Tern Logistics", fiona), ("Lumen Sensors", ingrid), (KAVERI.name, ravi))
    proposal = Proposal(
        name="North Sea Buoys",
        purpose="Six buoys, one data format, and nobody waiting on a quay.",
        founders=tuple(Founder(name=name, email=one.email) for name, one in guests),
        rule="all-but-one",
        slug="north-sea-buoys",
    )
    proposed = propose(proposal, by=solveig, house=HAVBRIS)
    houses: tuple[House, ...] = (TERN, house_of(beta.ingrid), house_of(beta.ravi))
    seats = [proposed.seat]
    for invited, (_, who), house in zip(proposed.invited, guests, houses, strict=True):
        seats.append(accept(invited.token, by=who, house=house))
    table = Partnership.objects.get(pk=proposed.seat.partnership_id)
    found = Seat.objects.select_related("party", "person", "partnership")
    return tuple(found.get(pk=seat.pk) for seat in seats), Room.objects.get(
        partnership=table, kind=RoomKind.SHARED
    )
