"""Ways to look at invitations. A token that opens nothing says nothing: no details, whatever the reason."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from troth.partnerships.models import Invitation, Partnership, Party
from troth.partnerships.models.seats import Phase, Standing
from troth.partnerships.queries.tokens import token_hash
from troth.partnerships.rules.refusals import NoInvitation


def invitation_behind(token: str) -> Invitation:
    """The living invitation of this token, whose inviter may still invite. Raises `NoInvitation`."""
    now = timezone.now()
    inviter_may = Q(
        inviter__ended_at=None, inviter__role="admin", inviter__party__standing=Standing.JOINED
    )
    rows = Invitation.objects.living(now).filter(inviter_may, token_hash=token_hash(token))
    rows = rows.exclude(partnership__phase=Phase.CLOSED)
    found = rows.select_related("partnership", "party", "inviter__person", "inviter__party").first()
    if found is None:
        raise NoInvitation
    return found


def unanswered_of(partnership: Partnership, party: Party) -> Sequence[Invitation]:
    """Invitations this party sent at this table that nobody has answered, newest first; also run-out ones."""
    rows = Invitation.objects.unanswered().filter(partnership=partnership, inviter__party=party)
    return list(
        rows.select_related("party", "inviter__person")
        .prefetch_related("rooms")
        .order_by("-created_at")
    )
