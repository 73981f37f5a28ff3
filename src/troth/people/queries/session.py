"""Who holds a session: one prepared statement, because every request asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from troth.foundation.web.rows import columns, instance
from troth.people.models import Person, Session
from troth.people.sessions import key_hash

# A page a second must not become a write a second.
NOTICED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Held:
    """A session in hand: whose it is, and whether its use has been written down lately."""

    person: Person
    unnoticed: bool


@cache
def session_sql() -> str:
    """Session joined with its person."""
    return f"""
        select s.seen_at < %s, {columns(Person, "p")}
        from people_session s join people_person p on p.id = s.person_id
        where s.key_hash = %s and s.expires_at > %s and p.is_active
    """  # noqa: S608  # column names of our own models; values are bound


def held_by(session_key: str | None) -> Held | None:
    """The living session of this key; None for nobody."""
    if not session_key:
        return None
    now = timezone.now()
    written = connection.ops.adapt_datetimefield_value
    values = [written(now - NOTICED_EVERY), key_hash(session_key), written(now)]
    with connection.cursor() as cursor:
        cursor.execute(session_sql(), values)
        row = cursor.fetchone()
    return Held(instance(Person, row[1:]), bool(row[0])) if row else None


def person_of(session_key: str | None) -> Person | None:
    """The person who holds this session; None for nobody."""
    held = held_by(session_key)
    return held.person if held else None


def session_until(request: HttpRequest) -> datetime | None:
    """When the session of this request runs out; None where there is none."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    row = Session.objects.filter(pk=key_hash(key), expires_at__gt=timezone.now()).only("expires_at")
    return next((one.expires_at for one in row), None)
