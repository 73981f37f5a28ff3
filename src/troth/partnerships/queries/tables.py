"""The parties at a table, in the order in which people read them."""

from collections.abc import Sequence

from troth.partnerships.models import Party, Seat
from troth.partnerships.models.seats import Standing

SEATED = (Standing.JOINED,)
MOST_PARTIES = 500


def parties_of(seat: Seat, *, seated: bool = False) -> Sequence[Party]:
    """Parties of the seat's table: own first, then by name; `seated`: only those that have joined."""
    rows = Party.objects.filter(partnership_id=seat.partnership_id)
    if seated:
        rows = rows.filter(standing__in=SEATED)
    found = rows.order_by("name")[:MOST_PARTIES]
    return sorted(found, key=lambda one: (one.id != seat.party_id, one.name.casefold()))
