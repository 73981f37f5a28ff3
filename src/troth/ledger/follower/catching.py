"""One follower, one log: the next entries and the cursor move in one transaction."""

from typing import Protocol

from django.db import transaction

from troth.ledger.models import Cursor, Entry, Epoch
from troth.ledger.queries import entries

BATCH = 100


class Follower(Protocol):
    """Reads logs entry by entry; what it writes commits together with its cursor.

    `handle` sees every entry of every log once and in order, as far as its effects are rows of
    this database; an effect elsewhere (a mail) may be repeated after a crash.
    """

    name: str

    def handle(self, entry: Entry) -> None:
        """React to one entry."""
        ...


def catch_up(follower: Follower, log: str, *, limit: int = BATCH) -> int | None:
    """Feed the follower its next entries of a log; returns the place it has come to.

    None where another process is just doing the same.
    """
    cursors = Cursor.objects.filter(follower=follower.name, log=log)
    if not cursors.exists():
        # In a transaction of its own: a second process would wait for a row not yet committed.
        fresh = Cursor(follower=follower.name, log=log, at=0)
        Cursor.objects.bulk_create([fresh], ignore_conflicts=True)
    with transaction.atomic():
        cursor = cursors.select_for_update(skip_locked=True).first()
        if cursor is None:
            return None
        at = feed(follower, log, since=cursor.at, limit=limit)
        if at != cursor.at:
            cursors.update(at=at)
    return at


def feed(follower: Follower, log: str, *, since: int, limit: int) -> int:
    """Hand the entries from a place on to the follower; returns the place after the last one."""
    at = since
    for entry in entries(log, since=since, limit=limit):
        if entry.idx != at and not begins_epoch(entry):
            raise LookupError(f"{log} has no entry {at}")
        follower.handle(entry)
        at = entry.idx + 1
    return at


def begins_epoch(entry: Entry) -> bool:
    """Whether places before this entry may be empty: a new epoch begins above what was lost."""
    return Epoch.objects.filter(log=entry.log, first=entry.idx).exists()
