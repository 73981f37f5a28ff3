"""Signing how far a log has come: from the entries' own bytes, and never against the past."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from django.db import connection, transaction

from troth.foundation.kernel.ulid import Ulid
from troth.ledger import highwater
from troth.ledger.models import Checkpoint as Row
from troth.ledger.models import Entry, Epoch, Head
from troth.ledger.rules.checkpoint import Checkpoint
from troth.ledger.rules.note import BadNote, open_note
from troth.ledger.rules.tree import EMPTY, Frontier, leaf_hash
from troth.ledger.signing import LogKey, folder, has_key, load_key, make_key
from troth.ledger.stops import Stop, Stopped

CHUNK = 1000
alarm = logging.getLogger("troth.ledger")


def sign_now(log: Ulid) -> Row | None:
    """Sign the log as it is now; None where it stopped, which its head then says.

    Call it after the transaction that recorded: `transaction.on_commit(partial(sign_now, log))`;
    inside one it raises `RuntimeError`.
    A log that had stopped goes on if everything is found in order again.
    """
    with transaction.atomic(durable=True):
        # Inside an action this raises at once: waiting there for the signer, which may be waiting
        # for the action's end, would never end.
        if not Head.objects.filter(log=log).exists():
            return None
    with signer(log):
        head = Head.objects.get(log=log)
        try:
            row = sign(head)
        except Stopped as stop:
            stop_log(log, stop)
            return None
        Head.objects.filter(log=log).exclude(stopped="").update(stopped="")
        return row


def stop_log(log: Ulid, stop: Stopped) -> None:
    """Make a log read-only and raise the alarm."""
    alarm.error("log %s is not signed any more: %s", log, stop)
    Head.objects.filter(log=log).update(stopped=stop.reason.value)


def check_high_water() -> list[Ulid]:
    """Before serving: stop every log of which more was signed than the database holds."""
    behind = []
    for log in highwater.logs():
        head = Head.objects.filter(log=log).first()
        if head is not None and not head.stopped and is_behind(head):
            stop_log(log, Stopped(Stop.BEHIND))
            behind.append(log)
    return behind


def is_behind(head: Head) -> bool:
    """Whether more of the log was signed than there is."""
    epoch = Epoch.objects.get(log=head.log, epoch=head.epoch)
    try:
        mark = highwater.read(Ulid(head.log), key=load_key(), origin=epoch.origin)
    except Stopped:
        return False
    return mark.size > head.size - epoch.first


@contextmanager
def signer(log: Ulid) -> Iterator[None]:
    """Be the only one who signs this log, on this machine and at this database."""
    number = int.from_bytes(sha256(log.encode()).digest()[:8], "big", signed=True)
    with (folder() / "signing.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(%s)", [number])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [number])


def sign(head: Head) -> Row:
    """Check, sign, keep, remember. Raises `Stopped` before anything is signed."""
    epoch = Epoch.objects.get(log=head.log, epoch=head.epoch)
    rows = Row.objects.filter(log=head.log, epoch=head.epoch).order_by("size")
    last = rows.last()
    key = key_for_signing()
    mark = high_water(epoch, key=key, anything_signed=last is not None)
    size = head.size - epoch.first
    if size < max(mark.size, last.size if last else 0):
        raise Stopped(Stop.BEHIND)
    edge = grow(epoch, last=known(last, epoch, key=key) if last else None, mark=mark, size=size)
    if edge.to_bytes() != bytes(head.frontier):
        raise Stopped(Stop.CHANGED, "the head is not what the entries make")
    if last is None or last.size < size:
        last = keep(epoch, edge, key=key)
    if mark.size < last.size:
        highwater.write(Ulid(head.log), last.note)
    return last


def key_for_signing() -> LogKey:
    """The log key; made only where nothing was ever signed. Raises `Stopped`."""
    nothing_signed = not Row.objects.exists() and next(highwater.logs(), None) is None
    return make_key() if nothing_signed and not has_key() else load_key()


def high_water(epoch: Epoch, *, key: LogKey, anything_signed: bool) -> Checkpoint:
    """The last checkpoint outside the database. Raises `Stopped` where it is gone or not ours.

    The empty tree is remembered before the first signature, so that from then on a missing file
    is a lost one.
    """
    log = Ulid(epoch.log)
    if not anything_signed and not highwater.is_there(log):
        highwater.write(log, str(key.sign(Checkpoint(epoch.origin, 0, EMPTY))))
    return highwater.read(log, key=key, origin=epoch.origin)


def known(row: Row, epoch: Epoch, *, key: LogKey) -> Frontier:
    """The tree of a signed size, as the table has it. Raises `Stopped` where it is not as signed."""
    said = Checkpoint(epoch.origin, row.size, bytes(row.root))
    try:
        note, _ = open_note(row.note.encode(), [key.verifier(epoch.origin)])
        edge = Frontier.from_bytes(row.size, bytes(row.frontier))
    except (BadNote, ValueError) as error:
        raise Stopped(Stop.CHANGED, f"checkpoint {row.size}: {error}") from error
    if note.text != said.text() or edge.root() != said.root:
        raise Stopped(Stop.CHANGED, f"checkpoint {row.size}")
    return edge


def grow(epoch: Epoch, *, last: Frontier | None, mark: Checkpoint, size: int) -> Frontier:
    """The tree of `size`, grown over everything signed before. Raises `Stopped` where it differs.

    It begins at the last signed size, and at nothing where file and table do not agree.
    """
    signed = {last.size: last.root()} if last else {}
    if signed.setdefault(mark.size, mark.root) != mark.root:
        raise Stopped(Stop.CHANGED, f"two roots were signed for size {mark.size}")
    edge = last if last and last.size <= mark.size else Frontier()
    for leaf in leaves(epoch, start=edge.size, end=size):
        if edge.size in signed and signed[edge.size] != edge.root():
            break
        edge.append(leaf)
    if edge.size != size or signed.get(size, edge.root()) != edge.root():
        raise Stopped(Stop.CHANGED, f"at entry {epoch.first + edge.size}")
    return edge


def leaves(epoch: Epoch, *, start: int, end: int) -> Iterator[bytes]:
    """Leaf hashes computed from the entries' bytes; ends early where one is not as it was hashed."""
    while start < end:
        first = epoch.first + start
        rows = Entry.objects.filter(log=epoch.log, idx__gte=first, idx__lt=epoch.first + end)
        chunk = rows.order_by("idx").values_list("idx", "entry_bytes", "leaf_hash")[:CHUNK]
        for idx, data, cached in chunk:
            leaf = leaf_hash(bytes(data))
            if idx != epoch.first + start or leaf != bytes(cached):
                return
            yield leaf
            start += 1
        if not chunk:
            return


def keep(epoch: Epoch, edge: Frontier, *, key: LogKey) -> Row:
    """Sign a tree and keep the checkpoint."""
    checkpoint = Checkpoint(epoch.origin, edge.size, edge.root())
    note = str(key.sign(checkpoint))
    row = Row(
        log=epoch.log,
        epoch=epoch.epoch,
        size=edge.size,
        root=checkpoint.root,
        frontier=edge.to_bytes(),
        note=note,
    )
    with transaction.atomic():
        row.save(force_insert=True)
        Head.objects.filter(log=epoch.log).update(signed=epoch.first + edge.size)
    return row
