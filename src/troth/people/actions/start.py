"""The first person of an empty server comes in by a link that only the terminal shows."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction

from troth.foundation.web.clock import now
from troth.people.actions.people import register
from troth.people.models import Person, StartLink

VALID_FOR = timedelta(hours=24)


class NoLonger(Exception):
    """The link was used, has run out, never was, or somebody is here already."""


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(b"troth-start\n" + token.encode()).hexdigest()


@transaction.atomic
def make_first_person_link() -> str | None:
    """A fresh token (128 bits, one day, one use), or None once somebody is here; older ones end."""
    if Person.objects.exists():
        return None
    token = secrets.token_urlsafe(16)
    StartLink.objects.all().delete()
    StartLink.objects.create(key_hash=hash_of(token), expires_at=now() + VALID_FOR)
    return token


def first_person_link(base_url: str) -> str | None:
    """The whole address for the terminal, or None once somebody is here."""
    token = make_first_person_link()
    return f"{base_url}/start/{token}/" if token else None


def is_good(token: str) -> bool:
    """Whether this token would let somebody begin now."""
    links = StartLink.objects.filter(pk=hash_of(token), expires_at__gt=now())
    return links.exists() and not Person.objects.exists()


@transaction.atomic(durable=True)
def begin(token: str, *, name: str, email: str, zone: str) -> Person:
    """Use the link up and make the first person, who runs this server. Raises `NoLonger`."""
    used, _ = StartLink.objects.filter(pk=hash_of(token), expires_at__gt=now()).delete()
    if not used or Person.objects.exists():
        raise NoLonger
    return register(email, name=name, zone=zone, is_operator=True)
