"""Reminders: once each, before the deadline, in working hours; by mail to those who want it."""

import secrets
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from troth.commitments.models import Commitment
from troth.foundation.kernel.ulid import make_ulid
from troth.foundation.live import hints
from troth.foundation.web.letters import send
from troth.foundation.web.times import also, on_record
from troth.notices.actions.lessening import list_headers
from troth.notices.actions.replying import reply_to
from troth.notices.models import Reminder
from troth.partnerships.addresses import address
from troth.people.models import Person
from troth.people.zones import known_zone

LONGEST_WAIT = timedelta(hours=1)


def remind(commitment: Commitment, person: Person, *, days: int, now: datetime) -> bool:
    """Keep the reminder and tell the person's open pages; False where it went out before."""
    _row, fresh = Reminder.objects.get_or_create(
        person=person,
        about=commitment.id,
        due_at=commitment.due,
        days=days,
        defaults={
            # Sorts by when it went out, as the other lines of an inbox do.
            "id": make_ulid(int(now.timestamp() * 1000), secrets.token_bytes(10)),
            "party_id": commitment.promiser_id,
            "at": now,
            "mail": person.mail_reminders,
        },
    )
    if fresh:
        hints.inbox(person.id)
    return fresh


def mail(reminder: Reminder, commitment: Commitment, *, now: datetime) -> bool:
    """Send one reminder by mail; where mail cannot leave it is tried again, until the date has come."""
    person = reminder.person
    with translation.override(person.language or None):
        sent = send(
            person.email,
            subject=_("“%(what)s” is due %(due)s")
            % {"what": commitment.deliverable, "due": due_words(commitment)},
            template="notices/mail/reminder",
            context={"person": person, "one": commitment, "days": reminder.days}
            | words(commitment, person),
            headers=list_headers(person, reminders=True) | reply_to(person, commitment.id, now=now),
        )
    tries = reminder.tries + 1
    later = now + min(timedelta(minutes=2**tries), LONGEST_WAIT)
    Reminder.objects.filter(pk=reminder.pk).update(
        mailed_at=now if sent else None, tries=tries, not_before=later
    )
    return sent


def wait_until(reminder: Reminder, moment: datetime) -> None:
    """Try to mail it then."""
    Reminder.objects.filter(pk=reminder.pk).update(not_before=moment)


def let_be(reminder: Reminder) -> None:
    """Mail it no more: it is no longer true, or no longer wanted."""
    Reminder.objects.filter(pk=reminder.pk).update(mail=False)


def due_words(commitment: Commitment) -> str:
    """The deadline on the promise's own clock, as it reads on whatever day the mail is opened."""
    side = commitment.promiser
    place = side.place if side.zone == commitment.zone else ""
    return on_record(commitment.due, known_zone(commitment.zone), place)


def words(commitment: Commitment, person: Person) -> dict[str, str]:
    """The deadline on both clocks, and where to go."""
    own = also(
        commitment.due,
        first=known_zone(commitment.zone),
        second=known_zone(person.zone),
        place=person.place,
    )
    room = commitment.room
    path = address("commitments.one", partnership=room.partnership, room=room, pk=commitment.id)
    due = due_words(commitment)
    return {"due": f"{due} ({own})" if own else due, "path": path}
