"""Counting tries in one statement, so that a thousand at once count as a thousand."""

import time

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.crypto import salted_hmac

from troth.people.models import Tally
from troth.people.rules.limits import Limit

COUNT = """
    insert into people_tally (key, count, ends_at) values (%s, 1, %s)
    on conflict (key) do update set
        count = case when people_tally.ends_at <= %s then 1 else people_tally.count + 1 end,
        ends_at = case when people_tally.ends_at <= %s then excluded.ends_at
                  else people_tally.ends_at end
    returning count
"""


def row_of(limit: Limit, subject: str) -> str:
    """The row of a limit and its subject; keyed, so that the table does not tell addresses."""
    words = f"{limit.name}\n{subject.lower()}"
    return salted_hmac(
        "troth.people.limits", words, settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def spend(limit: Limit, subject: str) -> bool:
    """Count one more try; False when that is one too many."""
    # A flood only reads: once the limit is reached, nothing needs to be written.
    if not left(limit, subject):
        return False
    now = time.time()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COUNT, [row_of(limit, subject), now + limit.seconds, now, now])
        (count,) = cursor.fetchone()
    return bool(count <= limit.times)


def refund(limit: Limit, subject: str) -> None:
    """Take one try back: it was right, so it was no guess."""
    rows = Tally.objects.filter(key=row_of(limit, subject), count__gt=0)
    rows.update(count=models.F("count") - 1)


def left(limit: Limit, subject: str) -> bool:
    """Whether another try would be within the limit; a yes may be out of date, a no is not."""
    row = Tally.objects.filter(key=row_of(limit, subject), ends_at__gt=time.time()).first()
    return row is None or row.count < limit.times


def forget_tallies(*, before: float) -> int:
    """Drop what has run out; how many rows that were."""
    gone, _ = Tally.objects.filter(ends_at__lte=before).delete()
    return gone
