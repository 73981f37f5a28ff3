"""Ways to look at personal links. One that opens nothing says nothing, whatever the reason."""

from collections.abc import Sequence
from datetime import datetime

from troth.partnerships.models import GuestLink, Seat
from troth.partnerships.queries.tokens import link_hash
from troth.partnerships.rules.refusals import NoInvitation
from troth.people.models import Person

MOST = 200
JOINED = ("partnership", "room", "inviter__person", "inviter__party")


def link_behind(token: str, at: datetime) -> GuestLink:
    """The living link of this token. Raises `NoInvitation`."""
    rows = GuestLink.objects.living(at).filter(token_hash=link_hash(token))
    seated = ("seat__person", "seat__partnership", "seat__party")
    found = rows.select_related(*JOINED, *seated).first()
    if found is None:
        raise NoInvitation
    return found


def links_of(seat: Seat, at: datetime) -> Sequence[GuestLink]:
    """The living links that the seat's party has made, those that end first above; one statement."""
    if seat.party_id is None:
        return []
    rows = GuestLink.objects.living(at).filter(
        partnership=seat.partnership_id, inviter__party=seat.party_id
    )
    return list(rows.select_related("room", "inviter__person").order_by("until", "id")[:MOST])


def link_of(seat: Seat, key: str) -> GuestLink | None:
    """A link that the seat's party has made."""
    own = GuestLink.objects.filter(partnership=seat.partnership_id, inviter__party=seat.party_id)
    return own.select_related("inviter__person").filter(pk=key).first()


def visit_of(person: Person, at: datetime) -> Seat | None:
    """The seat of somebody who came by a personal link, while it holds."""
    taken = Seat.objects.taken(at).filter(person=person)
    return taken.select_related("partnership", "party", "person").first()
