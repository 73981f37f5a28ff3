"""Signed-in browsers: noticing that they are used, and ending them."""

from datetime import datetime

from django.db import transaction

from troth.people.actions.access import cut_access
from troth.people.models import Person, Session
from troth.people.queries.session import NOTICED_EVERY
from troth.people.sessions import SessionStore, key_hash


def notice(session_key: str, *, at: datetime) -> None:
    """Remember that the browser was used, at most every ten minutes."""
    rows = Session.objects.filter(pk=key_hash(session_key), seen_at__lt=at - NOTICED_EVERY)
    rows.update(seen_at=at)


@transaction.atomic
def end_session(person: Person, pk: str) -> bool:
    """End one of the person's sessions; False where there is none of that name."""
    gone, _ = Session.objects.filter(person=person, pk=pk).delete()
    if gone:
        cut_access(person.id)
    return bool(gone)


@transaction.atomic
def end_sessions(person: Person, *, except_key: str | None = None) -> int:
    """End all sessions of a person, but perhaps the one in hand; how many that were."""
    rows = Session.objects.filter(person=person)
    if except_key:
        rows = rows.exclude(pk=key_hash(except_key))
    gone, _ = rows.delete()
    cut_access(person.id)
    return gone


def forget_sessions() -> None:
    """Drop sessions that have run out."""
    SessionStore.clear_expired()
