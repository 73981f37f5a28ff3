"""Reminders: once each, before the deadline, in working hours; by mail to those who want it."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from troth.commitments.models import Commitment
from troth.foundation.live import hints
from troth.foundation.web.letters import send
from troth.foundation.web.times import also, on_record
from troth.notices.models import Reminder
from troth.partnerships.addresses import address
from troth.people.models import Person
from troth.people.zones import known_zone

MOST_TRIES = 8


def remind(commitment: Commitment, person: Person, *, days: int, now: datetime) -> bool:
    """Keep the reminder and tell the person's open pages; False where it went out before."""
    _row, fresh = Reminder.objects.get_or_create(
        person=person,
        about=commitment.id,
        due_at=commitment.due,
        days=days,
        defaults={"party_id": commitment.promiser_id, "at": now, "mail": person.mail_reminders},
    )
    if fresh:
        hints.inbox(person.id)
    return fresh


def mail(reminder: Reminder, commitment: Commitment, *, now: datetime) -> bool:
    """Send one reminder by mail; where mail cannot leave it is tried again later, at growing distance."""
    person = reminder.person
    with translation.override(person.language or None):
        sent = send(
            person.email,
            subject=_("“%(what)s” is due %(due)s")
            % {"what": commitment.deliverable, "due": due_words(commitment)},
            template="notices/mail/reminder",
            context={"person": person, "one": commitment, "days": reminder.days}
            | words(commitment, person),
        )
    tries = reminder.tries + 1
    later = now + timedelta(minutes=2**tries)
    done = now if sent or tries >= MOST_TRIES else None
    Reminder.objects.filter(pk=reminder.pk).update(mailed_at=done, tries=tries, not_before=later)
    return sent


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
