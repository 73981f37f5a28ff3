"""Lists that end: a page of rows by a moment, the latest first, and the cursor to the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet

from troth.foundation.kernel.ulid import is_ulid

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows, and the cursor to the one before it, empty at the end.

    `is_earlier`: a cursor led here, so this is not the beginning.
    """

    rows: Sequence[Row]
    older: str = ""
    is_earlier: bool = False

    @property
    def older_url(self) -> str:
        """Where the page before this one stands; nothing at the end."""
        return f"?{urlencode({'before': self.older})}" if self.older else ""


def page_of(rows: QuerySet[Row], *, by: str, before: str, most: int) -> Page[Row]:
    """So many rows after a cursor, by the moment in a column; a cursor nobody gave out begins at the start."""
    place = place_of(before)
    if place is not None:
        at, key = place
        rows = rows.filter(Q((f"{by}__lt", at)) | Q((by, at), ("pk__lt", key)))
    found = list(rows.order_by(f"-{by}", "-pk")[: most + 1])
    last = found[most - 1] if len(found) > most else None
    older = cursor(getattr(last, by), last.pk) if last is not None else ""
    return Page(found[:most], older, is_earlier=place is not None)


def cursor(at: datetime, key: str) -> str:
    """The place of a row in a list: `<iso moment>,<id>`."""
    return f"{at.isoformat()},{key}"


def place_of(said: str) -> tuple[datetime, str] | None:
    """The moment and the id that a cursor names; None for what is no cursor of ours."""
    moment, _, key = said.partition(",")
    try:
        # In an address a plus is a blank.
        at = datetime.fromisoformat(moment.replace(" ", "+")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return (at, key) if is_ulid(key) else None
