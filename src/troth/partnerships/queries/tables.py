"""The parties at a table, in the order in which people read them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, QuerySet, When

from troth.foundation.web.prepared import prepared
from troth.organisations.models import Organisation
from troth.partnerships.models import Partnership, Party, Seat
from troth.partnerships.models.seats import Standing
from troth.people.models import Person

SEATED = (Standing.JOINED,)
MOST_PARTIES = 500
NAMED_LAST = Case(When(standing=Standing.NAMED, then=1), default=0)
MOST_SEATS = 200


def parties_of(seat: Seat, *, seated: bool = False) -> Sequence[Party]:
    """Parties of the seat's table: own first, then by name; `seated`: only those that have joined.

    However many names a file has brought, they leave out nobody who sits here.
    """
    found = at_table(seat.partnership_id, seated=seated)
    return sorted(found, key=lambda one: (one.id != seat.party_id, one.name.casefold()))


@prepared
def at_table(partnership: str, *, seated: bool) -> QuerySet[Party]:
    """Parties of a table, names that a file has brought at the end."""
    rows = Party.objects.filter(partnership_id=partnership)
    if seated:
        rows = rows.filter(standing__in=SEATED)
    return rows.order_by(NAMED_LAST, "name", "id")[:MOST_PARTIES]


def seats_of(person: Person, at: datetime) -> Sequence[Seat]:
    """The seats somebody holds across tables, with party and table, by the table's name."""
    taken = Seat.objects.taken(at).filter(person=person)
    rows = taken.select_related("partnership", "party")
    return list(rows.order_by("partnership__name", "id")[:MOST_SEATS])


def tables_of(organisation: Organisation) -> Sequence[Party]:
    """The places an organisation has or had at tables, present ones first; each with its table."""
    rows = Party.objects.filter(organisation=organisation).select_related("partnership")
    return list(rows.order_by("left_at", "partnership__name", "id")[:MOST_PARTIES])


def founders_of(partnership: Partnership) -> Sequence[Party]:
    """Those who were asked to sit down or do, as an invitation names them: by name."""
    asked = (Standing.INVITED, Standing.JOINED)
    rows = Party.objects.filter(partnership=partnership, standing__in=asked)
    return list(rows.order_by("name", "id")[:MOST_PARTIES])


def places_free(seat: Seat) -> Sequence[Party]:
    """Places at this table that were laid and that nobody has taken, by name."""
    free = (Standing.INVITED, Standing.DECLINED)
    rows = Party.objects.filter(partnership=seat.partnership_id, standing__in=free)
    return list(rows.order_by("name", "id")[:MOST_PARTIES])
