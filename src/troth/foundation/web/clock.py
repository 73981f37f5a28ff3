"""What time it is for an action; the example and tests live through weeks in a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The moment at which actions happen, in UTC."""
    return _told.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let actions happen at this moment; only the example and tests use it."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
