"""Bringing promises in from a file: rows come in hidden, one act at the end makes them visible."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from troth.commitments.models import Batch, Commitment, Reading
from troth.commitments.rules.incoming.batches import Batch as Chunk
from troth.commitments.rules.incoming.batches import known_until, without_repeats
from troth.commitments.rules.incoming.cells import Reading as HowToRead
from troth.commitments.rules.incoming.problems import FileProblem
from troth.commitments.rules.incoming.rows import ImportRow, outcome_life
from troth.commitments.rules.incoming.stamps import DateOrder
from troth.commitments.rules.outcome import Outcome, verdict
from troth.commitments.rules.states import State
from troth.foundation.facts.commitments import CommitmentsImported
from troth.foundation.facts.fact import CLOCK
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now as clock_now
from troth.foundation.web.ids import new_ulid
from troth.ledger.actions import record
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.seats import Standing

PROBLEMS_KEPT = 500
AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file and how it is to be read."""

    name: str
    hash: str
    size: int = 0
    path: str = ""
    zone: str = "UTC"
    as_of: date | None = None
    order: DateOrder = DateOrder.ISO
    encoding: str = "found"
    renames: Mapping[str, str] = field(default_factory=dict)
    skip_bad: bool = False


@transaction.atomic
def begin(source: Source, *, room: Room, by: Seat | None) -> Batch:
    """The hidden batch of this file: a stopped one goes on, one that is visible stays as it is."""
    known = Batch.objects.filter(room=room, file_hash=source.hash).exclude(state=Reading.REFUSED)
    known = known.filter(as_of=source.as_of, zone=source.zone)
    found = known.order_by("-started_at").first()
    if found is not None:
        return found
    options = {
        "order": source.order.value,
        "encoding": source.encoding,
        "renames": dict(source.renames),
    }
    return Batch.objects.create(
        room=room,
        seat=by,
        file_name=source.name[:255],
        file_hash=source.hash,
        path=source.path,
        size=source.size,
        zone=source.zone,
        as_of=source.as_of,
        skip_bad=source.skip_bad,
        options=options,
        started_at=clock_now(),
    )


def how_to_read(batch: Batch) -> HowToRead:
    """How the rows of this batch's file are to be understood."""
    zone = ZoneInfo(batch.zone)
    return HowToRead(
        zone=zone,
        now=clock_now(),
        until=known_until(batch.as_of, zone) if batch.as_of else None,
        order=DateOrder(batch.options["order"]),
        renames=batch.options["renames"],
    )


@transaction.atomic
def add(batch: Batch, chunk: Chunk) -> None:
    """Write the good rows of a chunk, hidden, and keep what was wrong; a chunk counts once."""
    here = Batch.objects.filter(pk=batch.pk, state=Reading.READING, last_line=batch.last_line)
    if not here.update(last_line=chunk.last_line):
        batch.refresh_from_db()
        return
    ids = [row.event_id for row in chunk.rows]
    stood = Commitment.objects.filter(batch=batch, event_id__in=ids).values_list("event_id", "line")
    earlier = {event_id: line or 0 for event_id, line in stood}
    fresh = without_repeats(chunk, earlier)
    known = seen_before(batch, [row.event_id for row in fresh.rows])
    rows = [row for row in fresh.rows if row.event_id not in known]
    parties = parties_for(batch.room, rows)
    Commitment.objects.bulk_create([commitment_of(row, batch, parties) for row in rows])
    problems = [asdict(problem) for problem in fresh.problems]
    batch.last_line = chunk.last_line
    batch.rows += len(rows)
    batch.left_out += chunk.left_out
    batch.here_already += len(fresh.rows) - len(rows)
    batch.problem_count += len(problems)
    batch.problems = (batch.problems + problems)[:PROBLEMS_KEPT]
    batch.save(update_fields=["rows", "left_out", "here_already", "problem_count", "problems"])


def seen_before(batch: Batch, ids: list[str]) -> set[str]:
    """Ids that another visible file brought into this room before."""
    rows = Commitment.objects.filter(
        room=batch.room_id, event_id__in=ids, batch__visible_at__isnull=False
    )
    return set(rows.exclude(batch=batch).values_list("event_id", flat=True))


def parties_for(room: Room, rows: list[ImportRow]) -> dict[str, Party]:
    """The party of every name, by its folded form; an unknown name becomes a party of its own kind."""
    names = {name.casefold(): name for row in rows for name in (row.party, row.counterparty)}
    found = {
        party.name.casefold(): party
        for party in Party.objects.filter(partnership_id=room.partnership_id)
        if party.name.casefold() in names
    }
    missing = [
        Party(id=new_ulid(), partnership_id=room.partnership_id, name=name, standing=Standing.NAMED)
        for folded, name in names.items()
        if folded not in found
    ]
    Party.objects.bulk_create(missing)
    return found | {party.name.casefold(): party for party in missing}


def commitment_of(row: ImportRow, batch: Batch, parties: Mapping[str, Party]) -> Commitment:
    """A row as a promise, with what came of it as far as the file knows."""
    now = how_to_read_until(batch)
    said = verdict(outcome_life(row), now=now)
    outcome = said.outcome if said else Outcome.OPEN
    return Commitment(
        id=new_ulid(),
        room_id=batch.room_id,
        batch=batch,
        event_id=row.event_id,
        line=row.line,
        promiser=parties[row.party.casefold()],
        receiver=parties[row.counterparty.casefold()],
        deliverable=row.deliverable,
        due=row.due.until,
        first_due=row.due.until,
        whole_day=row.due.whole_day,
        zone=batch.zone,
        state=(State.CONFIRMED if row.kept else State.ACCEPTED).value,
        proposed_at=row.promised.at,
        accepted_at=row.promised.at,
        kept_at=row.kept.at if row.kept else None,
        outcome=outcome.value,
        outcome_at=said.since if said else None,
    )


def how_to_read_until(batch: Batch) -> datetime:
    """The moment of which the file is taken to know."""
    return known_until(batch.as_of, ZoneInfo(batch.zone)) if batch.as_of else clock_now()


def refuse(batch: Batch, problem: FileProblem) -> None:
    """Keep why the file as a whole cannot be read; nothing of it stays."""
    why = {"reason": problem.reason.value, "shown": problem.shown, "line": problem.line}
    Batch.objects.filter(pk=batch.pk).update(state=Reading.REFUSED, refusal=why)
    drop_rows(batch)
    batch.refresh_from_db()


def finish_reading(batch: Batch) -> None:
    """The whole file has been read; its rows wait, hidden."""
    Batch.objects.filter(pk=batch.pk, state=Reading.READING).update(state=Reading.READ)
    batch.refresh_from_db()


@transaction.atomic
def show(batch: Batch, *, by: Seat | None) -> bool:
    """Make the batch visible to the room, with one fact; False where that was done before."""
    now = clock_now()
    waiting = Batch.objects.filter(pk=batch.pk, state=Reading.READ)
    if not waiting.update(state=Reading.VISIBLE, visible_at=now):
        return False
    entry = record(
        CommitmentsImported(
            room=Ulid(batch.room_id),
            by=by.actor if by else CLOCK,
            batch=Ulid(batch.id),
            rows=batch.rows,
            left_out=batch.left_out,
            as_of=batch.as_of,
            file_name=batch.file_name,
            file_hash=batch.file_hash,
        )
    )
    Batch.objects.filter(pk=batch.pk).update(idx=entry.idx)
    batch.refresh_from_db()
    return True


def discard(batch: Batch) -> bool:
    """Throw a hidden batch away; what is visible stays."""
    hidden = Batch.objects.filter(pk=batch.pk, visible_at__isnull=True)
    if not hidden.exclude(state=Reading.VISIBLE).update(state=Reading.REFUSED):
        return False
    drop_rows(batch)
    Batch.objects.filter(pk=batch.pk, visible_at__isnull=True).delete()
    return True


def drop_rows(batch: Batch) -> None:
    """Delete hidden rows, a thousand in a transaction, and the parties that only they named."""
    while True:
        some = list(Commitment.objects.filter(batch=batch).values_list("pk", flat=True)[:AT_ONCE])
        if not some:
            break
        Commitment.objects.filter(pk__in=some).delete()
    unused = Party.objects.filter(partnership_id=batch.room.partnership_id, standing=Standing.NAMED)
    unused.filter(promised__isnull=True, receives__isnull=True).delete()
