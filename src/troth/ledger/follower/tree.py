"""The follower that keeps the tree's inner nodes, so that proofs need few rows."""

from dataclasses import dataclass
from itertools import chain

from django.db import connection

from troth.ledger.models import Entry, Epoch
from troth.ledger.queries import epoch_at, nodes
from troth.ledger.rules.tree import Frontier, subtrees

ADD_NODES = "insert into ledger_node (log, epoch, level, idx, hash) values "
UNLESS_THERE = " on conflict (log, epoch, level, idx) do nothing"


@dataclass
class Growing:
    """The tree that grew last, so that its next leaf needs no query."""

    epoch: Epoch
    edge: Frontier


class TreeFollower:
    """Writes each perfect subtree above the leaves as soon as its last leaf is there."""

    name = "tree"

    def __init__(self) -> None:
        self.growing: Growing | None = None

    def handle(self, entry: Entry) -> None:
        """Add the subtrees that this entry completes: none for every other entry."""
        here = self.growing
        # After a rollback, or in another log, what we hold does not fit, and is read anew.
        if here is None or not fits(here, entry):
            here = grown_to(entry)
        self.growing = None
        index = here.edge.size
        made = here.edge.append(bytes(entry.leaf_hash))[1:]
        add_nodes(here.epoch, index=index, hashes=made)
        self.growing = here


def fits(here: Growing, entry: Entry) -> bool:
    """Whether an entry is the next leaf of this tree: its place, and its origin as it is written."""
    origin = f'"origin":"{here.epoch.origin}"'.encode()
    is_next = here.epoch.first + here.edge.size == entry.idx
    return is_next and origin in bytes(entry.entry_bytes)


def grown_to(entry: Entry) -> Growing:
    """The tree before an entry, out of the nodes kept so far."""
    epoch = epoch_at(entry.log, entry.idx)
    size = entry.idx - epoch.first
    edge = subtrees((0, size))
    known = nodes(epoch, edge)
    return Growing(epoch, Frontier(size, [known[each] for each in edge]))


def add_nodes(epoch: Epoch, *, index: int, hashes: list[bytes]) -> None:
    """Keep the subtrees completed by the leaf at `index`, from the first level upwards."""
    if not hashes:
        return
    rows = (
        (epoch.log, epoch.epoch, level, index >> level, made)
        for level, made in enumerate(hashes, 1)
    )
    marks = ", ".join(["(%s, %s, %s, %s, %s)"] * len(hashes))
    with connection.cursor() as cursor:
        cursor.execute(ADD_NODES + marks + UNLESS_THERE, tuple(chain.from_iterable(rows)))
