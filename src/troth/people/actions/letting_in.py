"""The operator lets somebody in whom no mail reaches, by a link that is good once and for half an hour."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from troth.foundation.web.clock import now
from troth.people.models import LetIn, Person

VALID_FOR = timedelta(minutes=30)


class NobodyThere(Exception):
    """Nobody who may come in has this address."""


class NoLonger(Exception):
    """The link was used, has run out, never was, or its person is switched off."""


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(b"troth-let-in\n" + token.encode()).hexdigest()


@transaction.atomic
def make_way_in(email: str) -> str:
    """A fresh path (128 bits, half an hour, one use); an older one of this person ends. Raises `NobodyThere`."""
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise NobodyThere(email)
    token = secrets.token_urlsafe(16)
    LetIn.objects.filter(person=person).delete()
    LetIn.objects.create(key_hash=hash_of(token), person=person, expires_at=now() + VALID_FOR)
    return f"/let-in/{token}/"


def expected_by(token: str) -> Person | None:
    """Whom this link would let in now."""
    links = LetIn.objects.filter(pk=hash_of(token), expires_at__gt=now(), person__is_active=True)
    link = links.select_related("person").first()
    return link.person if link else None


@transaction.atomic(durable=True)
def use_up(token: str) -> Person:
    """The person of this link, which is good no longer. Raises `NoLonger`."""
    person = expected_by(token)
    if person is None or not LetIn.objects.filter(pk=hash_of(token)).delete()[0]:
        raise NoLonger
    return person


def forget_ways_in(*, before: datetime) -> int:
    """Drop what has run out; how many that were."""
    gone, _ = LetIn.objects.filter(expires_at__lte=before).delete()
    return gone
