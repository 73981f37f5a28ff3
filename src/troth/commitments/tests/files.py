"""Files of promises for tests, and reading one as a command or the page would."""

import hashlib
import io
from typing import Any

from troth.commitments.actions.importing import Source, begin
from troth.commitments.incoming import read_all
from troth.commitments.models import Batch
from troth.partnerships.models import Room, Seat

HEADER = "event_id,party,counterparty,promised_at,due_at,kept_at"
KEPT = "K1,Mylab,Kenya,2011-01-03,2011-02-01,2011-01-30"
LATE = "L1,Mylab,Kenya,2011-01-04,2011-02-01,2011-02-11"
NEVER = "N1,Kaveri Analytics,Kenya,2011-01-05,2011-03-01,"


def text(*rows: str, header: str = HEADER) -> bytes:
    """A file with these rows."""
    return "\n".join([header, *rows, ""]).encode()


def many(count: int, *, start: int = 0) -> bytes:
    """A file with so many rows of ten vendors."""
    rows = (
        f"M{n},Vendor {n % 10},Kenya,2011-01-03,2011-02-01,{'2011-01-20' if n % 3 else ''}"
        for n in range(start, start + count)
    )
    return text(*rows)


def read(data: bytes, room: Room, *, by: Seat | None = None, **said: Any) -> Batch:
    """Hand the bytes in and read them to the end, as the command does."""
    source = Source(name="old.csv", hash=hashlib.sha256(data).hexdigest(), size=len(data), **said)
    batch = begin(source, room=room, by=by)
    read_all(io.BytesIO(data), batch)
    return batch
