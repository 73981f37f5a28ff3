"""Who sits at the table of this request: many parts of a page ask, the database is asked once."""

from collections.abc import Sequence

from django.http import HttpRequest

from troth.partnerships.models import Party, Seat
from troth.partnerships.queries.tables import parties_of


def seated(request: HttpRequest) -> Sequence[Party]:
    """The organisations that have sat down: the reader's own first, then by name."""
    found = vars(request)
    kept: Sequence[Party] | None = found.get("_seated")
    if kept is None:
        kept = found["_seated"] = parties_of(found["seat"], seated=True)
    return kept


def others(request: HttpRequest) -> list[Party]:
    """The same without the reader's own."""
    seat: Seat = vars(request)["seat"]
    return [party for party in seated(request) if party.id != seat.party_id]
