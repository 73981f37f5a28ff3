"""Who holds a session: one prepared statement, because every request asks."""

from functools import cache

from django.db import connection

from troth.foundation.web.rows import columns, instance, moment
from troth.people.models import Person
from troth.people.sessions import key_hash


@cache
def session_sql() -> str:
    """Session joined with its person."""
    return f"""
        select {columns(Person, "p")}
        from people_session s join people_person p on p.id = s.person_id
        where s.key_hash = %s and s.expires_at > %s and p.is_active
    """


def person_of(session_key: str | None) -> Person | None:
    """The person who holds this session; None for nobody."""
    if not session_key:
        return None
    with connection.cursor() as cursor:
        cursor.execute(session_sql(), [key_hash(session_key), moment()])
        row = cursor.fetchone()
    return instance(Person, row) if row else None
