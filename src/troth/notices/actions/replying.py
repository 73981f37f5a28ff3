"""Addresses that stand for one person and one thing: whoever writes to them writes there, as that person."""

import base64
import hmac
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from troth.notices.models import ReplyAddress
from troth.people.models import Person

SALT: Final = "troth.notices.reply"
HOLDS: Final = timedelta(days=365)
# Long before it runs out a new one is made, so that every mail can be answered for half a year.
RENEWED: Final = timedelta(days=183)
SIGNED: Final = re.compile(r"reply\+([0-9a-z]{26})([a-z2-7]{16})", re.ASCII)


def mark(key: str) -> str:
    """Eighty bits that only this server can make, in letters that survive any mail program."""
    digest = salted_hmac(SALT, key.lower(), settings.SECRET_KEY, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()


def written(key: str) -> str:
    """The whole address."""
    return f"reply+{key.lower()}{mark(key)}@{settings.MAIL_IN_HOST}"


def reply_addresses(person: Person, things: Collection[str], *, now: datetime) -> dict[str, str]:
    """Where this person can write by mail, for each of these things; none where no mail comes in."""
    if not settings.MAIL_IN_HOST or not things:
        return {}
    kept = ReplyAddress.objects.filter(person=person, about__in=things, until__gt=now + RENEWED)
    found = {row.about: row for row in kept}
    fresh = [
        ReplyAddress(person=person, about=about, until=now + HOLDS)
        for about in sorted(set(things) - set(found))
    ]
    ReplyAddress.objects.bulk_create(fresh)
    found |= {row.about: row for row in fresh}
    return {about: written(row.id) for about, row in found.items()}


def own_address(person: Person, about: str, *, now: datetime) -> str:
    """The address this person has for it already; empty where none was made."""
    rows = ReplyAddress.objects.filter(person=person, about=about, until__gt=now)
    row = rows.order_by("-until").first()
    return written(row.id) if row else ""


def reply_to(person: Person, about: str, *, now: datetime) -> dict[str, str]:
    """The header that lets somebody answer a mail about this one thing."""
    found = reply_addresses(person, [about] if about else [], now=now)
    return {"Reply-To": found[about]} if about in found else {}


def key_in(address: str) -> str | None:
    """The key of an address that we signed; asks nobody, so it tells nothing about anybody."""
    local, _at, host = address.strip().strip("<>").lower().partition("@")
    found = SIGNED.fullmatch(local)
    if found is None or not settings.MAIL_IN_HOST or host != settings.MAIL_IN_HOST.lower():
        return None
    return found[1].upper() if hmac.compare_digest(found[2], mark(found[1])) else None


def fingerprint(person: str, message_id: str, raw: bytes) -> str:
    """By what a message is known again; its own id, or its content where it names none."""
    words = message_id.encode("utf-8", "replace") or raw
    return sha256(person.encode() + b"\n" + words).hexdigest()
