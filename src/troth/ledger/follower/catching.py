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


@transaction.atomic
def catch_up(follower: Follower, log: str, *, limit: int = BATCH) -> int | None:
    """Feed the follower its next entries of a log; returns the place it has come to.

    None where another process is just doing the same.
    """
    cursor = take_cursor(follower.name, log)
    if cursor is None:
        return None
    batch = entries(log, since=cursor.at, limit=limit)
    for entry in batch:
        if entry.idx != cursor.at and not begins_epoch(entry):
            raise LookupError(f"{log} has no entry {cursor.at}")
        follower.handle(entry)
        cursor.at = entry.idx + 1
    if batch:
        Cursor.objects.filter(follower=follower.name, log=log).update(at=cursor.at)
    return cursor.at


def begins_epoch(entry: Entry) -> bool:
    """Whether places before this entry may be empty: a new epoch begins above what was lost."""
    return Epoch.objects.filter(log=entry.log, first=entry.idx).exists()


def take_cursor(name: str, log: str) -> Cursor | None:
    """The cursor, locked for this transaction; None where another process holds it."""
    Cursor.objects.bulk_create([Cursor(follower=name, log=log, at=0)], ignore_conflicts=True)
    rows = Cursor.objects.select_for_update(skip_locked=True)
    return rows.filter(follower=name, log=log).first()
