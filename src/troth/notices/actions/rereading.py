"""A letter read in the browser: as it was mailed, by a signed address, for a while and no longer than the seat."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core import signing
from django.urls import reverse
from django.utils import translation

from troth.foundation.web.clock import now
from troth.notices.models import Mailing, Notice
from troth.notices.queries.inbox import Rooms, entry_lines
from troth.notices.queries.letters import Letter, asked_of, by_table, seats_of
from troth.notices.queries.words import words_of
from troth.partnerships.queries.door import rooms_of
from troth.people.models import Person

SALT: Final = "troth.notices.read"
READABLE: Final = timedelta(days=30)
AT_ONCE: Final = 1000
# Of what waits now, so much is looked through for what the letter named.
MOST_ASKED: Final = 100


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A letter that can still be read: what it says, in which language, when it left."""

    letter: Letter
    language: str
    at: datetime


def read_path(mailing: Mailing) -> str:
    """The address under which this letter is read without signing in."""
    token = signing.dumps(mailing.id, salt=SALT)
    return reverse("letters.read", kwargs={"token": token})


def keep_readable(mailing: Mailing, letter: Letter) -> None:
    """Keep which lines the letter has, and nothing of their words: what is taken back later is not read here."""
    lines = [line.notice for _table, found in letter.tables for line in found]
    waiting = [one.url for one in letter.waiting]
    mailing.said = {"lines": lines, "waiting": waiting, "count": letter.count}
    mailing.save(update_fields=["said"])


def still_readable(token: str) -> Kept | None:
    """The letter behind a signed address, as far as its reader may still see what it tells of."""
    try:
        key = signing.loads(token, salt=SALT, max_age=READABLE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Mailing.objects.filter(pk=str(key), said__isnull=False, at__gt=now() - READABLE)
    mailing = rows.filter(person__is_active=True).select_related("person").first()
    if mailing is None:
        return None
    with translation.override(mailing.person.language or None):
        letter = as_far_as(dict(mailing.said or {}), mailing.person)
    if not letter.tables:
        return None
    return Kept(letter=letter, language=mailing.person.language, at=mailing.at)


def as_far_as(said: dict[str, Any], person: Person) -> Letter:
    """The letter as its lines read now: none of rooms its reader no longer enters, nothing that waits no more."""
    seats = seats_of(person)
    rooms: Rooms = {room.id: (room, seat) for seat in seats for room in rooms_of(seat)}
    fresh = Notice.objects.filter(pk__in=said["lines"], person=person, room__in=rooms)
    rows = {str(row.id): row for row in fresh.order_by("id")}
    lines = entry_lines(list(rows.values()), rooms)
    tables = by_table(lines, rows, reader=person, rooms=rooms)
    whole = len(lines) == len(said["lines"])
    waiting = asked_of(person, seats, limit=MOST_ASKED)
    return Letter(
        waiting=[one for one in waiting if one.url in said["waiting"]],
        tables=tables,
        count=said["count"] if whole else len(lines),
        words=words_of({one.post for _table, found in tables for one in found} - {""}, rooms),
    )


def forget_readable(at: datetime) -> int:
    """Drop the words of letters whose address has run out, a bounded number in one go."""
    old = Mailing.objects.filter(at__lt=at - READABLE, said__isnull=False).order_by("at")
    return Mailing.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:AT_ONCE])).update(
        said=None
    )
