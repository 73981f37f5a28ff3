"""Who can be sat down as, grouped by table and organisation; for the door and for the bar."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from troth.partnerships.models import Seat
from troth.people.models import Person
from troth.people.queries.cast import CastSide, CastTable

MOST = 100
FIRST, AT_SEA = "lumen-kaveri", "north-sea-buoys"


def cast_tables() -> Sequence[CastTable]:
    """The first table of the example with both its sides, then who else sits at the second."""
    first = seats_at(FIRST)
    known = {seat.person_id for seat in first}
    others = [seat for seat in seats_at(AT_SEA) if seat.person_id not in known]
    said = (
        (_("Two companies, hours apart, some weeks into building a sensor together."), first),
        (_("Two more, with buoys in the North Sea; Lumen and Kaveri sit there, too."), others),
    )
    return tuple(CastTable(about=about, sides=sides(seats)) for about, seats in said if seats)


def seats_at(slug: str) -> Sequence[Seat]:
    """The example's people at this table, side by side; one statement."""
    seats = Seat.objects.filter(
        person__is_example=True, ended_at__isnull=True, partnership__slug=slug
    )
    # A personal link is no place that somebody could sit down on.
    rows = seats.exclude(person__email="").select_related("party", "person", "partnership")
    return list(rows.order_by("party__colour", "since", "id")[:MOST])


def sides(seats: Sequence[Seat]) -> tuple[CastSide, ...]:
    """Seats grouped by the organisation they are for."""
    by_party: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_party[seat.party_id or ""].append(seat)
    return tuple(side(found) for found in by_party.values())


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
