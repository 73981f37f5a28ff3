"""Letting a browser show notifications, and stopping that."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from troth.foundation.web.clock import now
from troth.notices.models import Device
from troth.people.models import Person, Session
from troth.people.sessions import SessionStore, key_hash, rotated

MOST_DEVICES = 10


class TooMany(Exception):
    """This person lets as many browsers show notifications as anybody may."""


@transaction.atomic
def show_on(person: Person, subscription: dict[str, str], *, session_key: str) -> None:
    """Let the browser of this session show notifications; asked again it replaces what it gave. Raises `TooMany`."""
    # One after the other, also where somebody presses in many windows at once.
    Person.objects.select_for_update().get(pk=person.pk)
    session = Session.objects.filter(pk=key_hash(session_key), person=person).first()
    if session is None:
        # Signed out from elsewhere in this very moment; the next page is the door.
        return
    mine = Device.objects.filter(person=person)
    mine.filter(endpoint=subscription["endpoint"]).exclude(session=session).delete()
    if mine.exclude(session=session).count() >= MOST_DEVICES:
        raise TooMany
    mine.filter(session=session).delete()
    Device.objects.create(person=person, session=session, at=now(), **subscription)


def stop_on(person: Person, pk: str) -> bool:
    """Show no more notifications there; False where the person has no such device."""
    gone, _rows = Device.objects.filter(person=person, pk=pk).delete()
    return bool(gone)


@receiver(rotated, sender=SessionStore, dispatch_uid="notices.follow")
def follow(before: str, after: str, **_more: Any) -> None:
    """The same browser under another key."""
    Device.objects.filter(session=before).update(session=after)
