"""A letter read in the browser: as it was mailed, by a signed address, for a while and no longer than the seat."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core import signing
from django.urls import Resolver404, resolve, reverse

from troth.foundation.web.clock import now
from troth.notices.models import Mailing
from troth.notices.queries.letters import Letter, News, seats_of
from troth.notices.queries.words import words_of
from troth.partnerships.gate import room_at
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of

SALT: Final = "troth.notices.read"
READABLE: Final = timedelta(days=30)
AT_ONCE: Final = 1000
Entered = list[tuple[Seat, tuple[Room, ...]]]


@dataclass(frozen=True, kw_only=True)
class Waits:
    """One thing that needed an answer when the letter left."""

    sentence: str
    url: str
    partnership: str


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
    """Keep what the letter says. Addresses to write to are not part of it: they are the reader's own."""
    waiting = [
        asdict(Waits(sentence=one.sentence, url=one.url, partnership=one.partnership))
        for one in letter.waiting
    ]
    lines = [
        {"table": table, **asdict(line), "about": "", "is_checkin": False, "choices": ()}
        for table, found in letter.tables
        for line in found
    ]
    mailing.said = {"waiting": waiting, "lines": lines, "count": letter.count}
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
    entered = [(seat, rooms_of(seat)) for seat in seats_of(mailing.person)]
    letter = as_far_as(dict(mailing.said or {}), entered)
    if not letter.tables:
        return None
    return Kept(letter=letter, language=mailing.person.language, at=mailing.at)


def as_far_as(said: dict[str, Any], entered: Entered) -> Letter:
    """The letter without what happened in rooms that its reader no longer enters."""
    rooms = {room.id for _seat, found in entered for room in found}
    tables: dict[str, list[News]] = {}
    for line in said["lines"]:
        if line["room"] in rooms:
            own = {name: value for name, value in line.items() if name != "table"}
            tables.setdefault(line["table"], []).append(News(**own))
    shown = sum(len(found) for found in tables.values())
    whole = shown == len(said["lines"])
    waiting: list[Any] = [Waits(**one) for one in said["waiting"] if opens(one["url"], entered)]
    return Letter(
        waiting=waiting,
        tables=list(tables.items()),
        count=said["count"] if whole else shown,
        words=words_of({one.post for found in tables.values() for one in found} - {""}, rooms),
    )


def opens(url: str, entered: Entered) -> bool:
    """Whether a page of a table still stands in a room that the reader enters."""
    try:
        place = resolve(url.partition("?")[0].partition("#")[0]).kwargs
    except Resolver404:
        return False
    where, room_id = str(place.get("where", "shared")), str(place.get("room_id", ""))
    return any(
        room_at(rooms, seat, where=where, room_id=room_id) is not None
        for seat, rooms in entered
        if seat.partnership.slug == place.get("slug")
    )


def forget_readable(at: datetime) -> int:
    """Drop the words of letters whose address has run out, a bounded number in one go."""
    old = Mailing.objects.filter(at__lt=at - READABLE, said__isnull=False).order_by("at")
    return Mailing.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:AT_ONCE])).update(
        said=None
    )
