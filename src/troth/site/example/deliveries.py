"""Real delivery promises of 2006 to 2012, from US government open data, at a table of their own."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib.resources import files

from troth.commitments.actions.importing import Source, begin, show
from troth.commitments.incoming import file_hash, read_all
from troth.foundation.web import clock
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.site.example.beta import BetaTable, house_of

AS_OF = date(2012, 5, 31)
FILE = "scms_deliveries.csv"


def deliveries_table(beta: BetaTable, *, now: datetime, say: Callable[[str], None]) -> None:
    """Lumen and Kaveri study the file together: 4,150 promises of 59 vendors to 38 countries."""
    begun = now - timedelta(days=20)
    with clock.at(begun):
        seat = sit_down(beta)
    room = Room.objects.get(partnership=seat.partnership, kind=RoomKind.SHARED)
    with (
        clock.at(begun + timedelta(hours=5)),
        (files("troth.site.example") / FILE).open("rb") as stream,
    ):
        source = Source(name=FILE, hash=file_hash(stream), zone="UTC", as_of=AS_OF)  # type: ignore[arg-type]  # a binary file
        batch = begin(source, room=room, by=seat)
        read_all(stream, batch, progress=lambda _line: None)  # type: ignore[arg-type]  # a binary file
        show(batch, by=seat)
    say(f"  {batch.rows} promises are visible.")


def sit_down(beta: BetaTable) -> Seat:
    """Ravi proposes, Ingrid accepts."""
    ingrid, ravi = beta.ingrid.person, beta.ravi.person
    lumen, kaveri = house_of(beta.ingrid), house_of(beta.ravi)
    proposal = Proposal(
        name="Medicine deliveries",
        purpose=(
            "Delivery promises for medicines and test kits, 2006 to 2012, as the US government published them. "
            "Real rows to try things on: how reliable was each vendor, and how sure can one be?"
        ),
        founders=(Founder(name=lumen.name, email=ingrid.email),),
        slug="medicine-deliveries",
    )
    proposed = propose(proposal, by=ravi, house=kaveri)
    accept(proposed.invited[0].token, by=ingrid, house=lumen)
    return Seat.objects.select_related("party", "partnership", "person").get(pk=proposed.seat.pk)
