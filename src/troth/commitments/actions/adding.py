"""Writing the rows of a file into their hidden batch, a chunk in a transaction, each chunk once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from troth.commitments.models import Batch, Commitment, Reading, WrongRow
from troth.commitments.rules.incoming.batches import Batch as Chunk
from troth.commitments.rules.incoming.batches import known_until, without_repeats
from troth.commitments.rules.incoming.problems import RowProblem
from troth.commitments.rules.incoming.rows import ImportRow, outcome_life
from troth.commitments.rules.outcome import Outcome, verdict
from troth.commitments.rules.states import State
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now as clock_now
from troth.foundation.web.ids import new_ulid
from troth.foundation.web.rows import defaults, names, plain
from troth.partnerships.models import Party, Room
from troth.partnerships.models.seats import Standing
from troth.partnerships.queries.terms import terms

# A file of which more is wrong has one fault that runs through it; every one of them is counted.
WRONG_KEPT = 100_000
# Of several parties of one name, the one that is meant.
FIRST = (Standing.JOINED, Standing.INVITED, Standing.NAMED, Standing.LEFT)


@transaction.atomic
def add(batch: Batch, chunk: Chunk, *, place: int = 0) -> bool:
    """Write the good rows of a chunk, hidden, and keep what was wrong; a chunk counts once.

    `place` is how many bytes of the file have been read. False where somebody else has read
    these lines, or the batch is no longer being read; it is then as it stands.
    """
    here = Batch.objects.filter(pk=batch.pk, state=Reading.READING, last_line=chunk.after_line)
    if not here.update(last_line=chunk.last_line, read=place):
        batch.refresh_from_db()
        return False
    batch.refresh_from_db()
    fresh = without_repeats(chunk, read_before(batch, chunk))
    known = seen_before(batch, [row.event_id for row in fresh.rows])
    rows = [row for row in fresh.rows if row.event_id not in known]
    write(rows, batch, parties=parties_for(batch.room, rows))
    count(batch, fresh, rows=rows)
    return True


def count(batch: Batch, chunk: Chunk, *, rows: Sequence[ImportRow]) -> None:
    """Add what a chunk brought to the figures of its batch."""
    keep_wrong(batch, chunk.problems)
    noted = Counter(note.value for row in rows for note in row.notes)
    batch.rows += len(rows)
    batch.left_out += chunk.left_out
    batch.here_already += len(chunk.rows) - len(rows)
    batch.problem_count += len(chunk.problems)
    batch.notes = dict(Counter(batch.notes) + noted)
    batch.save(update_fields=["rows", "left_out", "here_already", "problem_count", "notes"])


def keep_wrong(batch: Batch, problems: Sequence[RowProblem]) -> None:
    """Keep what is wrong with these rows, as long as there is room for it."""
    room = max(0, WRONG_KEPT - batch.problem_count)
    WrongRow.objects.bulk_create(
        WrongRow(
            batch=batch,
            line=one.line,
            reason=one.reason.value,
            column=one.column or "",
            shown=one.shown,
            other=one.other,
        )
        for one in problems[:room]
    )


def read_before(batch: Batch, chunk: Chunk) -> dict[str, int]:
    """The lines on which ids of this chunk stood before in the same file."""
    ids = [row.event_id for row in chunk.rows]
    rows = Commitment.objects.filter(batch=batch, event_id__in=ids).values_list("event_id", "line")
    return {event_id: line or 0 for event_id, line in rows}


def seen_before(batch: Batch, ids: Sequence[str]) -> set[str]:
    """Those of the ids that another visible file has brought into this room."""
    others = Batch.objects.filter(room=batch.room_id, visible_at__isnull=False).exclude(pk=batch.pk)
    visible = list(others.values_list("pk", flat=True))
    if not visible:
        return set()
    rows = Commitment.objects.filter(batch__in=visible, event_id__in=ids)
    return set(rows.values_list("event_id", flat=True))


def parties_for(room: Room, rows: Iterable[ImportRow]) -> dict[str, Ulid]:
    """The party of every name, by its folded form; an unknown name becomes a party of its own kind."""
    wanted = {name.casefold(): name for row in rows for name in (row.party, row.counterparty)}
    found = parties_called(room, wanted.values())
    if len(found) < len(wanted):
        found = parties_called(room, None)
    missing = [name for folded, name in wanted.items() if folded not in found]
    if missing:
        made = [named_party(room, name) for name in missing]
        # Another file may bring the same name at this moment: then that party is the one.
        Party.objects.bulk_create(made, ignore_conflicts=True)
        found |= parties_called(room, missing)
    return found


def named_party(room: Room, name: str) -> Party:
    """A party that is only named: no seat, no vote, no consent."""
    return Party(
        id=new_ulid(), partnership_id=room.partnership_id, name=name, standing=Standing.NAMED
    )


def parties_called(room: Room, wanted: Iterable[str] | None) -> dict[str, Ulid]:
    """Parties of the table by their folded names: those called exactly so, or all of them.

    An organisation that sits here goes before a name from a file, and that before one that left.
    """
    rows = Party.objects.filter(partnership_id=room.partnership_id, standing__in=FIRST)
    if wanted is not None:
        rows = rows.filter(name__in=list(wanted))
    found = rows.values_list("standing", "name", "id")
    ordered = sorted(found, key=lambda one: FIRST.index(one[0]), reverse=True)
    return {name.casefold(): Ulid(key) for _standing, name, key in ordered}


def write(rows: Sequence[ImportRow], batch: Batch, *, parties: Mapping[str, Ulid]) -> None:
    """Insert rows by one prepared statement; the ORM takes ten times as long for each."""
    until = known_by(batch)
    silence = terms(batch.room.partnership_id, clock_now()).silence_days
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                insert_sql(),
                [
                    values_of(row, batch, parties=parties, until=until, silence=silence)
                    for row in rows
                ],
            )


@cache
def insert_sql() -> str:
    """The statement for one row, every column named."""
    columns = ", ".join(str(field.column) for field in Commitment._meta.concrete_fields)
    marks = ", ".join(["%s"] * len(names(Commitment)))
    return f"insert into {Commitment._meta.db_table} ({columns}) values ({marks})"  # noqa: S608  # names of our own model


def values_of(
    row: ImportRow, batch: Batch, *, parties: Mapping[str, Ulid], until: datetime, silence: int
) -> list[Any]:
    """A row as a promise, with what came of it as far as the file knows, under the table's terms."""
    said = verdict(outcome_life(row, silence=timedelta(days=silence)), now=until)
    given = {
        "id": new_ulid(),
        "room_id": batch.room_id,
        "batch_id": batch.id,
        "event_id": row.event_id,
        "line": row.line,
        "promiser_id": parties[row.party.casefold()],
        "receiver_id": parties[row.counterparty.casefold()],
        "deliverable": row.deliverable,
        "due": row.due.until,
        "first_due": row.due.until,
        "whole_day": row.due.whole_day,
        "zone": batch.zone,
        "state": (State.CONFIRMED if row.kept else State.ACCEPTED).value,
        "proposed_at": row.promised.at,
        "accepted_at": row.promised.at,
        "kept_at": row.kept.at if row.kept else None,
        "outcome": (said.outcome if said else Outcome.OPEN).value,
        "silence_days": silence,
        "outcome_at": said.since if said else None,
    }
    values = defaults(Commitment) | given
    return [plain(values[name]) for name in names(Commitment)]


def known_by(batch: Batch) -> datetime:
    """The moment of which the file is taken to know."""
    return known_until(batch.as_of, ZoneInfo(batch.zone)) if batch.as_of else clock_now()
