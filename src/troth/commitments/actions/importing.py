"""Bringing promises in from a file: rows come in hidden, one act at the end makes them visible."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from troth.commitments.actions.files import forget
from troth.commitments.models import Batch, Commitment, Reading, WrongRow
from troth.commitments.rules.incoming.batches import known_until
from troth.commitments.rules.incoming.cells import Reading as HowToRead
from troth.commitments.rules.incoming.problems import FileProblem
from troth.commitments.rules.incoming.stamps import DateOrder
from troth.foundation.facts.commitments import CommitmentsImported
from troth.foundation.facts.fact import CLOCK
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now as clock_now
from troth.ledger.actions import record
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.seats import Standing

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

    @property
    def options(self) -> dict[str, Any]:
        """What decides how a cell is understood, beside zone and day."""
        return {
            "order": self.order.value,
            "encoding": self.encoding,
            "renames": dict(self.renames),
        }


@transaction.atomic
def begin(source: Source, *, room: Room, by: Seat | None) -> Batch:
    """The hidden batch of this file: a stopped one goes on, one that is visible stays as it is.

    What the other side has handed in and not shown yet is not there for this one.
    """
    found = same_file(source, room=room, by=by)
    if found is None:
        return Batch.objects.create(
            room=room,
            seat=by,
            file_name=source.name[:255],
            file_hash=source.hash,
            path=source.path,
            size=source.size,
            zone=source.zone,
            as_of=source.as_of,
            options=source.options,
            started_at=clock_now(),
        )
    if found.state == Reading.READING and source.path and not found.path:
        found.path = source.path
        found.save(update_fields=["path"])
    elif source.path != found.path:
        forget(source.path)
    return found


def same_file(source: Source, *, room: Room, by: Seat | None) -> Batch | None:
    """An earlier reading of the same bytes in the same way, by the same side or visible to all."""
    known = Batch.objects.filter(room=room, file_hash=source.hash).exclude(state=Reading.REFUSED)
    known = known.filter(as_of=source.as_of, zone=source.zone).select_related("seat", "room")
    party = by.party_id if by else None
    return next(
        (
            one
            for one in known.order_by(F("visible_at").desc(nulls_last=True), "-started_at")
            if one.options == source.options
            and (one.visible_at or (one.seat.party_id if one.seat else None) == party)
        ),
        None,
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


def refuse(batch: Batch, problem: FileProblem) -> None:
    """Keep why the file as a whole cannot be read; nothing of it stays."""
    why = {"reason": problem.reason.value, "shown": problem.shown, "line": problem.line}
    Batch.objects.filter(pk=batch.pk, state=Reading.READING).update(
        state=Reading.REFUSED, refusal=why
    )
    clear(batch)
    batch.refresh_from_db()


def finish_reading(batch: Batch) -> None:
    """The whole file has been read; its rows wait, hidden."""
    Batch.objects.filter(pk=batch.pk, state=Reading.READING).update(state=Reading.READ)
    batch.refresh_from_db()
    forget(batch.path)


def show(batch: Batch, *, by: Seat | None) -> bool:
    """Make the batch visible to the room, with one fact; False where that was done before."""
    while leave_out_doubled(batch):
        pass
    return make_visible(batch, by=by)


def hold(batch: Batch) -> None:
    """Take its room, so that of two batches one comes after the other; whoever only writes into the room waits not."""
    Room.objects.select_for_update(no_key=True).get(pk=batch.room_id)


@transaction.atomic
def make_visible(batch: Batch, *, by: Seat | None) -> bool:
    """The one act at the end. Of two batches at once the second one finds what the first has shown."""
    hold(batch)
    if doubled(batch).exists():
        return False
    waiting = Batch.objects.filter(pk=batch.pk, state=Reading.READ)
    if not waiting.update(state=Reading.VISIBLE, visible_at=clock_now()):
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


def doubled(batch: Batch) -> QuerySet[Commitment]:
    """Hidden rows whose ids another file has made visible since their reading began."""
    others = Batch.objects.filter(room=batch.room_id, visible_at__gte=batch.started_at)
    others = others.exclude(pk=batch.pk)
    shown = Commitment.objects.filter(batch__in=others, event_id=OuterRef("event_id"))
    rows: QuerySet[Commitment] = Commitment.objects.filter(
        batch=batch, batch__visible_at__isnull=True
    )
    return rows.filter(event_id=Subquery(shown.values("event_id")[:1]))


@transaction.atomic
def leave_out_doubled(batch: Batch) -> int:
    """Take a thousand of these rows out; returns how many there were."""
    some = list(doubled(batch).values_list("pk", flat=True)[:AT_ONCE])
    if some:
        Commitment.objects.filter(pk__in=some).delete()
        batch.rows -= len(some)
        batch.here_already += len(some)
        batch.save(update_fields=["rows", "here_already"])
    return len(some)


def discard(batch: Batch) -> bool:
    """Throw a hidden batch away; what is visible stays."""
    hidden = Batch.objects.filter(pk=batch.pk).exclude(state=Reading.VISIBLE)
    if not hidden.update(state=Reading.REFUSED):
        return False
    clear(batch)
    Batch.objects.filter(pk=batch.pk, state=Reading.REFUSED).delete()
    return True


def clear(batch: Batch) -> None:
    """Delete hidden rows, a thousand in a transaction, the parties that only they named, and the file."""
    forget(batch.path)
    WrongRow.objects.filter(batch=batch).delete()
    while True:
        some = list(Commitment.objects.filter(batch=batch).values_list("pk", flat=True)[:AT_ONCE])
        if not some:
            break
        Commitment.objects.filter(pk__in=some).delete()
    unused = Party.objects.filter(partnership_id=batch.room.partnership_id, standing=Standing.NAMED)
    unused.filter(promised__isnull=True, receives__isnull=True).delete()
