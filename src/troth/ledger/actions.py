"""Recording: a fact gets its place in its room's log, in the transaction of what it tells."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from troth.foundation.facts.fact import Fact
from troth.foundation.kernel import b64
from troth.foundation.kernel.ulid import Ulid, parse_ulid
from troth.foundation.live.hints import hint
from troth.foundation.web.clock import now
from troth.ledger import highwater, once
from troth.ledger.canonical import canonical
from troth.ledger.models import Entry
from troth.ledger.queries import standing
from troth.ledger.rules.entry import (
    SALT,
    Origin,
    SaltedPart,
    act_json,
    check_bytes,
    entry_json,
    has_stepped,
    parts_of,
)
from troth.ledger.rules.tree import Frontier, leaf_hash
from troth.ledger.stops import ReadOnly, Stop

NONCE = 16

MOVE_HEAD = """
update ledger_head set size = size + 1 where log = %s and stopped = ''
returning size - 1, epoch, frontier, t,
  (select first from ledger_epoch e where e.log = ledger_head.log and e.epoch = ledger_head.epoch),
  (select origin from ledger_epoch e where e.log = ledger_head.log and e.epoch = ledger_head.epoch)
"""
NEW_HEAD = """
insert into ledger_head (log, epoch, size, frontier, signed, stopped)
values (%s, 1, 0, %s, 0, '') on conflict (log) do nothing
"""
NEW_EPOCH = """
insert into ledger_epoch (log, epoch, first, origin) values (%s, 1, 0, %s)
on conflict (log, epoch) do nothing
"""
GROW_HEAD = "update ledger_head set frontier = %s, t = %s where log = %s"
ADD_ENTRY = """
insert into ledger_entry (log, idx, kind, t, entry_bytes, leaf_hash)
values (%s, %s, %s, %s, %s, %s)
"""
ADD_PARTS = "insert into ledger_part (log, idx, part, salt, value, concerns) values "
WAKE = """
insert into ledger_wake (log, size, since) values (%s, %s, %s)
on conflict (log) do update set size = excluded.size
"""
HOLD = "select log from ledger_head where log = any(%s) order by log for update"


# What else must hold for a fact when its turn has come; the site wires it, and a guard refuses by raising.
guards: list[Callable[[Fact], None]] = []


@dataclass(frozen=True)
class Place:
    """Where the next entry of a log goes; `before` is the time of the entry before it."""

    idx: int
    origin: str
    edge: Frontier
    before: datetime | None


def record(fact: Fact) -> Entry:
    """Give the fact its place in its room's log, in the caller's transaction.

    Raises `ReadOnly` where the log takes nothing, `EntryTooLarge` and `NotForTheRecord` for facts
    that no log takes, and `AlreadyDone` where the form that led here has had its effect.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the action's transaction")
    at = now().replace(microsecond=0)
    with connection.cursor() as cursor:
        place = take_place(cursor, parse_ulid(fact.room))
        # Only now: whoever was before us in this log has committed, and what they did can be seen.
        for guard in guards:
            guard(fact)
        parts = salted(fact)
        entry = compose(fact, place, parts=parts, at=at)
        write(cursor, entry, edge=place.edge, parts=parts)
    turn = once.CURRENT.get()
    if turn:
        turn.claim(fact.room, entry.idx, timezone.now())
    transaction.on_commit(partial(hint, entry.log, entry.idx, entry.kind), robust=True)
    return entry


def hold(rooms: Iterable[Ulid]) -> None:
    """Take several logs for this transaction in the order of their ids, before recording in them.

    Two actions that record in the same two rooms then wait for each other and never lock up.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(HOLD, [sorted(set(rooms))])


def take_place(cursor: CursorWrapper, log: Ulid) -> Place:
    """Move the log's head by one; whoever comes at the same time waits or takes the next place."""
    cursor.execute(MOVE_HEAD, [log])
    row = cursor.fetchone()
    if row is None:
        begin(cursor, log)
        cursor.execute(MOVE_HEAD, [log])
        row = cursor.fetchone()
    idx, _, frontier, before, first, origin = row
    return Place(idx, origin, Frontier.from_bytes(idx - first, bytes(frontier)), moment(before))


def begin(cursor: CursorWrapper, log: Ulid) -> None:
    """Begin a log that has no head. Raises `ReadOnly` where it stopped, or once had entries."""
    stop = standing(log).stop or (Stop.BEHIND if highwater.is_there(log) else None)
    if stop:
        raise ReadOnly(log, stop)
    origin = Origin(urlsplit(settings.BASE_URL).netloc, log, 1)
    cursor.execute(NEW_HEAD, [log, b""])
    cursor.execute(NEW_EPOCH, [log, str(origin)])


def moment(value: datetime | None) -> datetime | None:
    """A moment as plain SQL gives it back: SQLite leaves out that it is in UTC."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def salted(fact: Fact) -> list[SaltedPart]:
    """The fact's parts, each with a salt of its own."""
    parts = parts_of(fact)
    salt = secrets.token_bytes(SALT * len(parts))
    return [
        SaltedPart(
            role=part.role,
            salt=salt[SALT * number : SALT * (number + 1)],
            text=canonical(part.value).decode(),
            concerns=part.concerns,
        )
        for number, part in enumerate(parts)
    ]


def compose(fact: Fact, place: Place, *, parts: list[SaltedPart], at: datetime) -> Entry:
    """The entry's row; the log's edge grows by its leaf."""
    nonce = b64.encode(secrets.token_bytes(NONCE))
    act = act_json(fact, nonce=nonce, parts={part.role: part.commitment for part in parts})
    stepped = has_stepped(place.before, at)
    content = entry_json(act, origin=place.origin, idx=place.idx, t=at, stepped=stepped)
    data = check_bytes(canonical(content), author=fact.by.person)
    leaf = leaf_hash(data)
    place.edge.append(leaf)
    return Entry(
        log=fact.room, idx=place.idx, kind=fact.kind, t=at, entry_bytes=data, leaf_hash=leaf
    )


def write(cursor: CursorWrapper, entry: Entry, *, edge: Frontier, parts: list[SaltedPart]) -> None:
    """Put entry, parts, the new head and the wake row into the database."""
    t = connection.ops.adapt_datetimefield_value(entry.t)
    log, idx = entry.log, entry.idx
    cursor.execute(GROW_HEAD, [edge.to_bytes(), t, log])
    data, leaf = bytes(entry.entry_bytes), bytes(entry.leaf_hash)
    cursor.execute(ADD_ENTRY, [log, idx, entry.kind, t, data, leaf])
    if parts:
        marks = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(parts))
        rows = ((log, idx, part.role, part.salt, part.text, part.concerns) for part in parts)
        cursor.execute(ADD_PARTS + marks, tuple(chain.from_iterable(rows)))
    since = connection.ops.adapt_datetimefield_value(timezone.now())
    cursor.execute(WAKE, [log, idx + 1, since])
