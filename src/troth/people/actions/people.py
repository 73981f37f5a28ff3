"""A person begins, changes what is known of them, changes their password, or is switched off."""

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from troth.people.actions.access import cut_access
from troth.people.actions.sessions import end_sessions
from troth.people.models import Person
from troth.people.rules.names import tidy
from troth.people.zones import known_zone


class AlreadyHere(Exception):
    """Somebody has this address."""


@transaction.atomic
def register(email: str, *, name: str, zone: str = "UTC", **fields: Any) -> Person:
    """Make a person whose address is known to be theirs (an invitation reached it, or the operator says so).

    Raises `AlreadyHere` where somebody has the address.
    """
    address = email.strip().lower()
    if Person.objects.filter(email__iexact=address).exists():
        raise AlreadyHere(address)
    person = Person.objects.create_user(address, tidy(name), zone=known_zone(zone), **fields)
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    return person


def make_visitor(name: str, *, asked_by: Person) -> Person:
    """Make a person who has no sign-in and gets no mail: somebody who comes by a personal link.

    They begin on the clock of whoever asked them, and belong to the example where their host does.
    """
    like = {"zone": known_zone(asked_by.zone), "is_example": asked_by.is_example}
    wishes = {"mail_waiting": False, "mail_reminders": False}
    return Person.objects.create_user("", tidy(name), **like, **wishes)


PROFILE = frozenset(
    {
        "name",
        "title",
        "place",
        "zone",
        "language",
        "theme",
        "letters",
        "density",
        "work_from",
        "work_until",
        "work_days",
        "mail_waiting",
        "mail_reminders",
    }
)


def change_profile(person: Person, changes: Mapping[str, Any]) -> Person:
    """Keep what the person says about themselves; other fields are not theirs to change here."""
    known = {name: value for name, value in changes.items() if name in PROFILE}
    for name, value in known.items():
        setattr(person, name, value)
    person.save(update_fields=list(known))
    return person


@transaction.atomic
def change_password(person: Person, password: str, *, kept_key: str | None) -> None:
    """Set the password and end every other session of the person."""
    person.set_password(password)
    person.save(update_fields=["password"])
    end_sessions(person, except_key=kept_key)


@transaction.atomic
def switch_off(person: Person) -> None:
    """Let the person in no more, and end what is open; nothing of theirs is deleted."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)


@transaction.atomic
def switch_on(person: Person) -> None:
    """Let the person in again."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    cut_access(person.id)
