"""Who is here, and where they are signed in."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from troth.people.device import read
from troth.people.models import Person, Session
from troth.people.sessions import key_hash

MANY = 50


def nobody_yet() -> bool:
    """Whether this server waits for its first person."""
    return not Person.objects.exists()


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """One browser: which, since when, last used, and whether it is the one in hand."""

    id: str
    device: str
    since: datetime
    seen: datetime
    here: bool


def signed_in_browsers(person: Person, *, key: str) -> list[SignedIn]:
    """The person's browsers, the one in hand first, then by last use."""
    mine = key_hash(key)
    rows = Session.objects.filter(person=person, expires_at__gt=timezone.now())
    found = [
        SignedIn(
            id=row.key_hash,
            device=read(row.device),
            since=row.created_at,
            seen=row.seen_at,
            here=row.key_hash == mine,
        )
        for row in rows.order_by("-seen_at").defer("data")[:MANY]
    ]
    return sorted(found, key=lambda one: not one.here)
