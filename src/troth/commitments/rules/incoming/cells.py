"""The cells of one row: read by our names for them, each wrong one kept with its reason."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from troth.commitments.rules.incoming.columns import Layout
from troth.commitments.rules.incoming.problems import Reason, RowProblem
from troth.commitments.rules.incoming.records import Record
from troth.commitments.rules.incoming.stamps import DateOrder, Stamp, read_stamp

LIMITS = {"event_id": 100, "party": 200, "counterparty": 200, "deliverable": 300}
NEEDED = ("event_id", "party", "counterparty", "promised_at", "due_at")
SHOWN = 60

# C0 and C1, line and paragraph separators, and the marks that turn the direction of text around.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_STRAY = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a file is to be read.

    `until` is the last moment of which the file is taken to know, None for "it is as of now".
    """

    zone: ZoneInfo
    now: datetime
    until: datetime | None = None
    order: DateOrder = DateOrder.ISO
    renames: Mapping[str, str] = field(default_factory=dict)


class Cells:
    """The cells of one row by our names for them, and what is wrong with them so far."""

    def __init__(self, record: Record, *, layout: Layout, reading: Reading) -> None:
        self.line = record.line
        self.problems: list[RowProblem] = []
        self._cells = {name: record.cells[place] for name, place in layout.places.items()}
        self._reading = reading

    def wrong(
        self, name: str, reason: Reason, *, shown: str = "", other: int | None = None
    ) -> None:
        """Keep a problem, under the name that the file gives the column."""
        column = self._reading.renames.get(name, name)
        shown = visible(shown or self.raw(name))
        self.problems.append(
            RowProblem(line=self.line, reason=reason, column=column, shown=shown, other=other)
        )

    def raw(self, name: str) -> str:
        """What stands there, without the blanks around it; nothing for a column not there."""
        return self._cells.get(name, "").strip(" \t\u00a0\u202f")

    def text(self, name: str) -> str:
        """A name or a few words, in one spelling of its letters and blanks."""
        raw = self.raw(name)
        if not raw.isprintable():
            self._look_closer(name, raw)
        text = " ".join(unicodedata.normalize("NFC", raw).split())
        if not text and name in NEEDED:
            self.wrong(name, Reason.MISSING)
        if len(text) > LIMITS[name]:
            self.wrong(name, Reason.TOO_LONG, other=LIMITS[name])
        return text

    def stamp(self, name: str, *, later: bool = False) -> Stamp | None:
        """A date, or None where there is none, or where it was wrong."""
        raw = self.raw(name)
        if not raw:
            if name in NEEDED:
                self.wrong(name, Reason.MISSING)
            return None
        reading = self._reading
        stamp = read_stamp(raw, zone=reading.zone, order=reading.order, later=later)
        if isinstance(stamp, Reason):
            self.wrong(name, stamp)
            return None
        return stamp

    def _look_closer(self, name: str, raw: str) -> None:
        if stray := _STRAY.search(raw):
            byte = ord(stray[0]) & 0xFF
            self.wrong(name, Reason.NOT_IN_ENCODING, shown=f"0x{byte:02X}")
        elif control := _CONTROL.search(raw):
            self.wrong(name, Reason.CONTROL_CHARACTER, shown=control[0])


def visible(text: str) -> str:
    """The beginning of a value, with what nobody can see written as its number (U+0000)."""
    start = f"{text[:SHOWN]}…" if len(text) > SHOWN else text
    return "".join(
        f"U+{ord(each):04X}" if _CONTROL.match(each) or _STRAY.match(each) else each
        for each in start
    )
