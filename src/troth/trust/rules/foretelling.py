"""Forecasts for a stream of promises in the order in which they were made."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from troth.trust.rules.commitment_rows import Row
from troth.trust.rules.forecaster import Forecaster, Question
from troth.trust.rules.happenings import Kept, Promised

_ASKED, _KEPT = 0, 1
Agenda = list[tuple[float, int, int, Row]]  # when, which row, what


def foretell(rows: Iterable[Row]) -> Iterator[tuple[str, float]]:
    """The chance of each row with an `asked_at`, in order of that moment.

    Rows come in order of `promised_at`; only the promises still open are kept in memory.
    """
    forecaster, agenda = Forecaster(), Agenda()
    for number, row in enumerate(rows):
        if agenda and agenda[0][0] < row.promised_at:
            yield from _until(row.promised_at, agenda, forecaster=forecaster)
        forecaster.learn(
            Promised(row.promised_at, row.event_id, row.party, row.counterparty, row.due_at)
        )
        if row.asked_at is not None:
            heappush(agenda, (row.asked_at, number, _ASKED, row))
        if row.kept_at is not None and row.kept_at <= row.due_at:
            heappush(agenda, (max(row.kept_at, row.promised_at), number, _KEPT, row))
    yield from _until(float("inf"), agenda, forecaster=forecaster)


def _until(moment: float, agenda: Agenda, *, forecaster: Forecaster) -> Iterator[tuple[str, float]]:
    """Let happen and be asked what lies before this moment."""
    while agenda and agenda[0][0] < moment:
        at, _, what, row = heappop(agenda)
        if what == _KEPT:
            forecaster.learn(Kept(at, row.event_id))
        else:
            yield row.event_id, forecaster.answer(_question(row, at)).chance


def _question(row: Row, asked_at: float) -> Question:
    return Question(
        party=row.party,
        receiver=row.counterparty,
        promised_at=row.promised_at,
        asked_at=asked_at,
        due=row.due_at,
        promise=row.event_id,
    )
