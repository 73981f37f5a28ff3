"""All followers over all logs that woke: a bounded pass, repeated by the follow process.

A log wakes by a row that is written in the entry's own transaction, so a late commit wakes late
and never not at all. The row goes when every follower has read on, or waits for its next try.
"""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import IntEnum

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from troth.ledger.follower.catching import BATCH, Follower, catch_up
from troth.ledger.models import Cursor, Head, Retry, Wake

MOST_LOGS = 200
MOST_BATCHES = 10
PAUSE = 0.001
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=1)

log_ = logging.getLogger("troth.ledger")


class Reached(IntEnum):
    """How far a follower came: what another process holds is not ours to hurry."""

    SOME = 0
    HELD = 1
    ALL = 2


WAKE = """
insert into ledger_wake (log, size, since)
select log, size, %s from ledger_head where log = %s
on conflict (log) do update set size = excluded.size
"""


def run_pass(followers: Sequence[Follower], *, now: datetime | None = None) -> bool:
    """Let every follower read on in up to 200 logs; True where there may be more at once."""
    now = now or timezone.now()
    again = retry_due(followers, now)
    rows = list(Wake.objects.order_by("since")[:MOST_LOGS])
    reached = [finish(row, followers, now) for row in rows]
    full = len(rows) == MOST_LOGS and Reached.ALL in reached
    return again or full or Reached.SOME in reached


def finish(row: Wake, followers: Iterable[Follower], now: datetime) -> Reached:
    """Bring all followers to the size of a wake row; if they are all there, take it away."""
    waiting = set(Retry.objects.filter(log=row.log).values_list("follower", flat=True))
    reached = [
        read_on(follower, row.log, size=row.size, now=now)
        for follower in followers
        if follower.name not in waiting
    ]
    least = min(reached, default=Reached.ALL)
    if least is Reached.ALL:
        # Only if nothing came since: a newer entry has put a larger size into the row.
        Wake.objects.filter(log=row.log, size=row.size).delete()
    return least


def read_on(follower: Follower, log: str, *, size: int, now: datetime) -> Reached:
    """Batch after batch up to a size; where it stumbles, a retry will see to the rest."""
    for _ in range(MOST_BATCHES):
        try:
            at = catch_up(follower, log)
        except Exception as error:
            log_.exception("follower %s stumbled in log %s", follower.name, log)
            put_off(follower, log, error=error, now=now)
            return Reached.ALL
        if at is None:
            return Reached.HELD
        if at >= size:
            return Reached.ALL
        # The gate before SQLite's write lock is fair; a moment's pause lets others come to it.
        time.sleep(PAUSE)
    return Reached.SOME


def put_off(follower: Follower, log: str, *, error: Exception, now: datetime) -> None:
    """Note when this follower tries this log again: after 2, 4, 8 … seconds, an hour at most."""
    row = Retry.objects.filter(follower=follower.name, log=log).first()
    tries = row.tries if row else 0
    wait = min(FIRST_WAIT * 2 ** min(tries, 12), LONGEST_WAIT)
    Retry.objects.update_or_create(
        follower=follower.name,
        log=log,
        defaults={
            "not_before": now + wait,
            "tries": tries + 1,
            "said": type(error).__name__[:100],
        },
    )


def retry_due(followers: Sequence[Follower], now: datetime) -> bool:
    """Let followers try again where their time has come; True where one succeeded."""
    known = {follower.name: follower for follower in followers}
    rows = Retry.objects.filter(not_before__lte=now, follower__in=list(known))
    tried = [
        try_again(known[row.follower], row, now) for row in rows.order_by("not_before")[:MOST_LOGS]
    ]
    return any(tried)


def try_again(follower: Follower, row: Retry, now: datetime) -> bool:
    """One batch after a stumble; a success wakes the log, so that the rest comes as usual."""
    try:
        with transaction.atomic():
            if catch_up(follower, row.log, limit=BATCH) is None:
                return False
            Retry.objects.filter(follower=row.follower, log=row.log).delete()
            wake(row.log)
    except Exception as error:
        log_.exception("follower %s stumbled again in log %s", follower.name, row.log)
        put_off(follower, row.log, error=error, now=now)
        return False
    return True


def wake(log: str) -> None:
    """Let the next pass look at a log."""
    since = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(WAKE, [since, log])


def self_check(followers: Iterable[Follower]) -> int:
    """Wake every log that a follower has not read to its head and that nothing would wake.

    For the start, when there may be a new follower, and for every night, when there should be
    none: then each is a defect, and logged. Returns how many.
    """
    count = 0
    for follower in followers:
        for log in asleep(follower.name):
            log_.warning("follower %s had not read log %s to its end", follower.name, log)
            wake(log)
            count += 1
    return count


def asleep(name: str) -> list[str]:
    """Logs that are ahead of a follower, without a wake row and without a retry."""
    cursor = Cursor.objects.filter(follower=name, log=OuterRef("log")).values("at")
    behind = Head.objects.annotate(at=Coalesce(Subquery(cursor), 0)).filter(size__gt=F("at"))
    seen_to = Retry.objects.filter(follower=name).values("log")
    found = behind.exclude(log__in=Wake.objects.values("log")).exclude(log__in=seen_to)
    return list(found.values_list("log", flat=True))
