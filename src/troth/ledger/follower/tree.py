"""The follower that keeps the tree's inner nodes, so that proofs need few rows."""

from django.db import connection

from troth.ledger.models import Entry, Epoch
from troth.ledger.queries import epoch_at, nodes
from troth.ledger.rules.tree import node_hash

ADD_NODE = """
insert into ledger_node (log, epoch, level, idx, hash) values (%s, %s, %s, %s, %s)
on conflict (log, epoch, level, idx) do nothing
"""


class TreeFollower:
    """Writes each perfect subtree above the leaves as soon as its last leaf is there."""

    name = "tree"

    def handle(self, entry: Entry) -> None:
        """Add the subtrees that this entry completes: none for every other entry."""
        epoch = epoch_at(entry.log, entry.idx)
        size = entry.idx - epoch.first + 1
        height = (size & -size).bit_length() - 1
        if height:
            add_nodes(epoch, size=size, height=height, leaf=bytes(entry.leaf_hash))


def add_nodes(epoch: Epoch, *, size: int, height: int, leaf: bytes) -> None:
    """Add one node on each level up to `height`, each over the last one and its left neighbour."""
    lefts = [(level, (size >> level) - 2) for level in range(height)]
    known = nodes(epoch, lefts)
    here = leaf
    with connection.cursor() as cursor:
        for left in lefts:
            here = node_hash(known[left], here)
            level = left[0] + 1
            row = (epoch.log, epoch.epoch, level, (size >> level) - 1, here)
            cursor.execute(ADD_NODE, row)
