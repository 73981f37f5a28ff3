"""A form sent twice has one effect: its key enters the database with the first entry it makes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection

from troth.foundation.kernel.ulid import Ulid
from troth.ledger.models import Once

CLAIM = """
insert into ledger_once (key, log, idx, location, at) values (%s, %s, %s, '', %s)
on conflict (key) do nothing
"""


class AlreadyDone(Exception):
    """This form has had its effect; `location` is where the first answer led, as far as known."""

    def __init__(self, location: str, *, log: Ulid, idx: int) -> None:
        super().__init__(f"already done as {log}.{idx}")
        self.location = location
        self.log = log
        self.idx = idx


@dataclass
class Turn:
    """One sending of a form: whose key it carries, and whether it has made an entry."""

    key: str
    used: bool = False

    def claim(self, log: Ulid, idx: int, at: datetime) -> None:
        """Keep the key with its entry. Raises `AlreadyDone` where another sending was first."""
        with connection.cursor() as cursor:
            moment = connection.ops.adapt_datetimefield_value(at)
            cursor.execute(CLAIM, [self.key, log, idx, moment])
            was_first = cursor.rowcount == 1
        # A later entry of the same sending finds its own key.
        if not was_first and not self.used:
            raise self.earlier() or RuntimeError("the form's key is there and not to be seen")
        self.used = True

    def earlier(self) -> AlreadyDone | None:
        """What another sending of this form has done, or None."""
        if self.used:
            return None
        row = Once.objects.filter(key=self.key).first()
        return AlreadyDone(row.location, log=Ulid(row.log), idx=row.idx) if row else None

    def keep(self, location: str) -> None:
        """Remember where the answer led, for whoever sends the form again."""
        if self.used and location:
            Once.objects.filter(key=self.key).update(location=location[:2000])


CURRENT: ContextVar[Turn | None] = ContextVar("once", default=None)


@contextmanager
def once(key: str, person: str = "") -> Iterator[Turn]:
    """Let what is recorded inside have its effect only once for this key and person.

    `record` raises `AlreadyDone` for a repetition, so the action's transaction leaves nothing.
    """
    turn = Turn(sha256(f"{person}\n{key}".encode()).hexdigest())
    token = CURRENT.set(turn)
    try:
        yield turn
    finally:
        CURRENT.reset(token)
