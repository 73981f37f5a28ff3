"""Looking things up in the record."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import connection
from django.db.models import QuerySet

from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.ledger.models import Checkpoint, Entry, Epoch, Head, Part
from troth.ledger.rules.reading import fact_from, parse_entry
from troth.ledger.rules.tree import (
    Range,
    Subtree,
    assemble,
    consistency_ranges,
    inclusion_ranges,
    root,
    subtrees,
)
from troth.ledger.rules.values import Json
from troth.ledger.stops import Stop

MOST = 1000
# For statements of other nouns that ask for rooms anyway: how long the record of each is.
SIZE_OF = "coalesce((select size from ledger_head where log = {log}), 0)"

# Proofs are made on pages, for every entry shown; the same by the ORM takes ten times as long.
SIGNED = """
select e.leaf_hash, c.epoch, p.first, c.size, c.note
from ledger_entry e
join ledger_epoch p on p.log = e.log and p.epoch =
  (select max(epoch) from ledger_epoch where log = e.log and first <= e.idx)
join ledger_checkpoint c on c.log = p.log and c.epoch = p.epoch and c.size =
  (select max(size) from ledger_checkpoint where log = p.log and epoch = p.epoch)
where e.log = %s and e.idx = %s
"""
NODES = """
select level, idx, hash from ledger_node where log = %s and epoch = %s and (level, idx) in
"""
LEAVES = "select idx, leaf_hash from ledger_entry where log = %s and idx in"


@dataclass(frozen=True)
class Proof:
    """That an entry is in a signed tree: the leaf's place in it, the hashes, the signed note."""

    index: int
    size: int
    leaf: bytes
    hashes: tuple[bytes, ...]
    note: str


@dataclass(frozen=True)
class Standing:
    """How a log stands: its size, how much of it is signed, and why it stopped, if it did."""

    size: int
    signed: int
    stop: Stop | None


def head(log: str) -> int:
    """How many places of the log are taken; the next entry takes this one."""
    return heads([log])[log]


def heads(logs: Collection[str]) -> dict[str, int]:
    """The heads of several logs; 0 where nothing was recorded yet."""
    return dict.fromkeys(logs, 0) | {str(log): size for log, size in sizes(logs)}


@prepared
def sizes(logs: Collection[str]) -> QuerySet[Head, tuple[str, int]]:
    """Names and sizes of those in which something was recorded."""
    return Head.objects.filter(log__in=logs).values_list("log", "size")


def standing(log: str) -> Standing:
    """How the log stands, for the page that shows it."""
    row = Head.objects.filter(log=log).first()
    if row is None:
        return Standing(0, 0, None)
    return Standing(row.size, row.signed, Stop(row.stopped) if row.stopped else None)


def stopped() -> list[tuple[str, Stop]]:
    """The logs that stopped, and why."""
    return [(log, Stop(reason)) for log, reason in stops()]


@prepared
def stops() -> QuerySet[Head, tuple[str, str]]:
    """Their names and reasons; every clock asks."""
    return Head.objects.exclude(stopped="").order_by("log").values_list("log", "stopped")


def entry_at(log: str, idx: int) -> Entry | None:
    """One entry."""
    return Entry.objects.filter(log=log, idx=idx).first()


def entries(log: str, *, since: int = 0, limit: int = 100) -> list[Entry]:
    """Entries of a log in their order from the place `since`, with their parts: two queries."""
    rows = Entry.objects.filter(log=log, idx__gte=since).order_by("idx")[: min(limit, MOST)]
    return with_parts(rows)


def with_parts(rows: Iterable[Entry]) -> list[Entry]:
    """Entries of one log with their parts looked up by one query."""
    found = list(rows)
    if found:
        parts: dict[int, dict[str, Part]] = {row.idx: {} for row in found}
        for part in Part.objects.filter(log=found[0].log, idx__in=list(parts)):
            parts[part.idx][part.part] = part
        for row in found:
            row.known_parts = parts[row.idx]
    return found


def fact_of(entry: Entry) -> Fact:
    """The typed fact of an entry; what was erased is None.

    Raises `LookupError` for a kind that this version does not know.
    """
    values: dict[str, Json] = {
        role: json.loads(part.value) for role, part in entry.parts.items() if part.value is not None
    }
    return fact_from(parse_entry(bytes(entry.entry_bytes)), room=Ulid(entry.log), parts=values)


def facts_at(log: str, places: Sequence[int]) -> list[tuple[int, Fact | None]]:
    """The facts at these places in their order; None for a kind that this version does not know."""
    found = with_parts(Entry.objects.filter(log=log, idx__in=places[:MOST]).order_by("idx"))
    return [(row.idx, known_fact(row)) for row in found]


def known_fact(entry: Entry) -> Fact | None:
    """The fact of an entry, or None for a kind that this version does not know."""
    try:
        return fact_of(entry)
    except LookupError:
        return None


def epoch_at(log: str, idx: int) -> Epoch:
    """The tree that an entry belongs to. Raises `Epoch.DoesNotExist` where there is no log."""
    return Epoch.objects.filter(log=log, first__lte=idx).order_by("-epoch")[:1].get()


def latest_checkpoint(log: str) -> Checkpoint | None:
    """The last signed size of a log."""
    return Checkpoint.objects.filter(log=log).order_by("-epoch", "-size").first()


def inclusion(log: str, idx: int) -> Proof | None:
    """The proof that an entry is in the signed tree; None before it is signed."""
    with connection.cursor() as cursor:
        cursor.execute(SIGNED, [log, idx])
        row = cursor.fetchone()
    if row is None:
        return None
    leaf, number, first, size, note = row
    epoch, index = Epoch(log=log, epoch=number, first=first), idx - first
    if index >= size:
        return None
    hashes = proof(epoch, inclusion_ranges(index, size))
    return Proof(index, size, bytes(leaf), hashes, note)


def consistency(log: str, *, epoch: int, old: int, new: int) -> tuple[bytes, ...]:
    """The proof that a tree of `new` leaves begins with its tree of `old`. Raises `ValueError`."""
    row = Epoch.objects.get(log=log, epoch=epoch)
    return proof(row, consistency_ranges(old, new))


def proof(epoch: Epoch, ranges: Sequence[Range]) -> tuple[bytes, ...]:
    """The hashes of a proof: few rows, whatever the size of the log."""
    wanted = {each for part in ranges for each in subtrees(part)}
    known = nodes(epoch, wanted)
    return tuple(assemble(ranges, known.__getitem__))


def nodes(epoch: Epoch, wanted: Collection[Subtree]) -> dict[Subtree, bytes]:
    """Hashes of perfect subtrees; those that the tree follower has not reached are computed."""
    known = kept_nodes(epoch, wanted)
    missing = set(wanted) - known.keys()
    known |= single_leaves(epoch, [index for level, index in missing if level == 0])
    return known | {each: from_leaves(epoch, each) for each in missing if each[0]}


def kept_nodes(epoch: Epoch, wanted: Collection[Subtree]) -> dict[Subtree, bytes]:
    """Those of the subtrees above the leaves that the tree follower has kept."""
    inner = [each for each in wanted if each[0]]
    if not inner:
        return {}
    marks = ", ".join(["(%s, %s)"] * len(inner))
    with connection.cursor() as cursor:
        cursor.execute(
            f"{NODES} (values {marks})", [epoch.log, epoch.epoch, *chain.from_iterable(inner)]
        )
        return {(level, idx): bytes(found) for level, idx, found in cursor.fetchall()}


def single_leaves(epoch: Epoch, indexes: Collection[int]) -> dict[Subtree, bytes]:
    """Leaf hashes by their place in the tree."""
    if not indexes:
        return {}
    marks = ", ".join(["%s"] * len(indexes))
    places = [epoch.first + index for index in indexes]
    with connection.cursor() as cursor:
        cursor.execute(f"{LEAVES} ({marks})", [epoch.log, *places])
        return {(0, idx - epoch.first): bytes(leaf) for idx, leaf in cursor.fetchall()}


def from_leaves(epoch: Epoch, subtree: Subtree) -> bytes:
    """The hash of a perfect subtree out of the leaves below it."""
    level, index = subtree
    start = epoch.first + (index << level)
    rows = Entry.objects.filter(log=epoch.log, idx__gte=start, idx__lt=start + (1 << level))
    return root(bytes(leaf) for leaf in rows.order_by("idx").values_list("leaf_hash", flat=True))
