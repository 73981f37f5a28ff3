"""Ways to look at invitations. A token that opens nothing says nothing, whatever the reason."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from troth.partnerships.models import Invitation, Seat
from troth.partnerships.models.seats import Phase, Standing
from troth.partnerships.queries.tokens import token_hash
from troth.partnerships.rules.refusals import NoInvitation
from troth.people.models import Person

MOST = 200
MAY_INVITE = Q(
    inviter__ended_at=None,
    inviter__role="admin",
    inviter__party__standing=Standing.JOINED,
    inviter__person__is_active=True,
)


def invitation_behind(token: str, at: datetime) -> Invitation:
    """The living invitation of this token, whose inviter may still invite. Raises `NoInvitation`."""
    rows = Invitation.objects.living(at).filter(MAY_INVITE, token_hash=token_hash(token))
    rows = rows.exclude(partnership__phase=Phase.CLOSED)
    found = rows.select_related("partnership", "party", "inviter__person", "inviter__party").first()
    if found is None:
        raise NoInvitation
    return found


def unanswered_of(seat: Seat) -> Sequence[Invitation]:
    """Invitations the seat's party sent that nobody has answered, newest first; run-out ones too."""
    rows = Invitation.objects.unanswered().filter(
        partnership=seat.partnership_id, inviter__party=seat.party_id
    )
    rows = rows.select_related("party", "inviter__person").prefetch_related("rooms")
    return list(rows.order_by("-created_at", "-id")[:MOST])


def sits_by(token: str, person: Person, at: datetime) -> Seat | None:
    """The seat that this very person took with this token, while it holds."""
    taken = Seat.objects.taken(at).filter(person=person)
    used = Invitation.objects.filter(token_hash=token_hash(token), accepted_seat__in=taken).first()
    return taken.select_related("partnership").get(pk=used.accepted_seat_id) if used else None


def invitation_of(seat: Seat, key: str) -> Invitation | None:
    """An unanswered invitation that the seat's party has sent."""
    own = Invitation.objects.filter(partnership=seat.partnership_id, inviter__party=seat.party_id)
    return own.select_related("party", "inviter__person", "partnership").filter(pk=key).first()
