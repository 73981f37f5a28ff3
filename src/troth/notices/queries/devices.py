"""The browsers in which somebody sees notifications."""

from dataclasses import dataclass
from datetime import datetime

from troth.foundation.web.clock import now
from troth.notices.models import Device
from troth.people.device import read
from troth.people.models import Person
from troth.people.sessions import key_hash

MANY = 50


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One browser: which, since when, and whether it is the one in hand."""

    id: str
    words: str
    since: datetime
    here: bool


def devices_of(person: Person, *, session_key: str) -> list[Shown]:
    """The browser in hand first, then those chosen last; none that is signed in no more."""
    rows = Device.objects.filter(person=person, session__expires_at__gt=now())
    found = [
        Shown(
            id=str(row.id),
            words=read(row.session.device),
            since=row.at,
            here=row.session_id == key_hash(session_key),
        )
        for row in rows.select_related("session").defer("session__data").order_by("-at")[:MANY]
    ]
    return sorted(found, key=lambda one: not one.here)
