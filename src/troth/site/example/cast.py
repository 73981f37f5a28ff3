"""Who can be sat down as, grouped by table and organisation; for the door and for the bar."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from troth.partnerships.models import Seat
from troth.people.models import Person
from troth.people.queries.cast import CastSide, CastTable

MOST = 100
FIRST = "lumen-kaveri"


def cast_tables() -> Sequence[CastTable]:
    """The first table of the example with both its sides; one statement."""
    seats = Seat.objects.filter(
        person__is_example=True, ended_at__isnull=True, partnership__slug=FIRST
    )
    rows = seats.select_related("party", "person", "partnership").order_by(
        "party__colour", "since", "id"
    )
    by_party: dict[str, list[Seat]] = defaultdict(list)
    for seat in rows[:MOST]:
        by_party[seat.party_id or ""].append(seat)
    if not by_party:
        return ()
    about = _("Two companies, hours apart, some weeks into building a sensor together.")
    return (CastTable(about=about, sides=tuple(side(found) for found in by_party.values())),)


def side(seats: list[Seat]) -> CastSide:
    """One organisation and its people, with what each does."""
    party = seats[0].party
    people = tuple(titled(seat) for seat in seats)
    if party is None:
        return CastSide(name="", letters="", colour=0, people=people)
    return CastSide(name=party.short, letters=party.letter, colour=party.colour, people=people)


def titled(seat: Seat) -> Person:
    """The person, with what they do at the table."""
    seat.person.title = seat.title  # shown beside the name
    return seat.person
