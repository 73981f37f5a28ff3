"""Invitations on paper: the token leaves by mail once, and only its hash stays."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.foundation.web.clock import now
from troth.ledger import once
from troth.partnerships.models import GuestLink, Invitation, Seat
from troth.partnerships.queries.tokens import token_hash
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.seats import INVITATION_HOLDS, LETTERS_A_DAY

BYTES = 16
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A fresh invitation and its token, which exists here and in the letter, nowhere else."""

    invitation: Invitation
    token: str


def write_invitation(*, by: Seat, email: str, **details: object) -> Invited:
    """Keep an invitation with a new token. An earlier one for the same place loses its force."""
    at = now()
    claim_form(by, at)
    not_too_many(by, at)
    same = {name: details.get(name) for name in ("party", "role")}
    earlier = Invitation.objects.unanswered().filter(partnership=by.partnership_id, email=email)
    earlier.filter(**same).update(cancelled_at=at)
    token = secrets.token_urlsafe(BYTES)
    invitation = Invitation.objects.create(
        partnership_id=by.partnership_id,
        inviter=by,
        email=email,
        token_hash=token_hash(token),
        created_at=at,
        expires_at=at + INVITATION_HOLDS,
        **details,
    )
    return Invited(invitation=invitation, token=token)


def claim_form(by: Seat, at: datetime) -> None:
    """Let the form that led here count once, also where an invitation makes no entry in a log."""
    turn = once.CURRENT.get()
    if turn:
        turn.claim(by.id, -1, at)


def not_too_many(by: Seat, at: datetime) -> None:
    """Raises `NotPossible` where this person has sent enough letters, or made enough links, within a day."""
    lately = {"inviter__person": by.person_id, "created_at__gt": at - A_DAY}
    sent = Invitation.objects.filter(**lately).count() + GuestLink.objects.filter(**lately).count()
    if sent >= LETTERS_A_DAY:
        raise NotPossible(Reason.ENOUGH_LETTERS, count=str(LETTERS_A_DAY))
