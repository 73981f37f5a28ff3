"""One tree of a log, walked from its first entry to its last in bounded memory."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from troth.ledger.models import Entry, Epoch, Node
from troth.ledger.rules.entry import Content
from troth.ledger.rules.reading import BadEntry, parse_entry
from troth.ledger.rules.tree import HASH, Frontier, Subtree, leaf_hash
from troth.ledger.verification.finding import Finding
from troth.ledger.verification.parts import Beside, erased_by, parts_between, wrong_parts
from troth.ledger.verification.sizes import Sizes

CHUNK = 2000
MISSING = bytes(HASH)
MASK = (1 << 64) - 1


@dataclass
class Walk:
    """How far one tree has been walked, and what the end of the check needs to know of it."""

    epoch: Epoch
    sizes: Sizes
    tree_at: int
    tell: Callable[[int], None]
    edge: Frontier = field(default_factory=Frontier)
    last_t: datetime | None = None
    gone: set[tuple[int, str]] = field(default_factory=set)
    erased: set[tuple[int, str]] = field(default_factory=set)
    nonces: "array[int]" = field(default_factory=lambda: array("Q"))
    made: dict[Subtree, bytes] = field(default_factory=dict)

    @property
    def at(self) -> int:
        """The place after the last entry walked."""
        return self.epoch.first + self.edge.size

    def found(self, what: str, idx: int | None = None) -> Finding:
        """A finding in this log."""
        return Finding(self.epoch.log, idx, what)


Row = tuple[int, str, datetime, bytes, bytes]


def walk_on(walk: Walk, *, end: int | None) -> Iterator[Finding]:
    """Walk over the entries that are there now, at most to before place `end`."""
    if walk.edge.size >= walk.sizes.next:
        yield from signed_here(walk)
    while rows := next_rows(walk, end):
        first, after = rows[0][0], rows[-1][0] + 1
        parts = parts_between(walk.epoch.log, first, after)
        start = walk.edge.size
        for row in rows:
            if row[0] - walk.at > CHUNK:
                yield walk.found("entries are missing from here on", walk.at)
                return
            yield from step(walk, row, parts.get(row[0], {}))
        yield from wrong_nodes(walk, start=start, end=walk.edge.size)
        walk.tell(walk.at)


def next_rows(walk: Walk, end: int | None) -> list[Row]:
    """The next entries in their order."""
    rows = Entry.objects.filter(log=walk.epoch.log, idx__gte=walk.at)
    if end is not None:
        rows = rows.filter(idx__lt=end)
    columns = ("idx", "kind", "t", "entry_bytes", "leaf_hash")
    return list(rows.order_by("idx").values_list(*columns)[:CHUNK])


def signed_here(walk: Walk) -> list[Finding]:
    """What is wrong with sizes signed just here; the last entry they cover is the wrong place."""
    last = walk.at - 1 if walk.edge.size else None
    return [walk.found(what, last) for what in walk.sizes.reached(walk.edge)]


def step(walk: Walk, row: Row, parts: dict[str, Beside]) -> list[Finding]:
    """Check one entry and let the tree grow by it; places left out count as wrong leaves."""
    idx, found = row[0], []
    while walk.at < idx:
        found += [walk.found("the entry is missing", walk.at), *add_leaf(walk, MISSING)]
    leaf = leaf_hash(bytes(row[3]))
    found += [walk.found(what, idx) for what in wrong_entry(walk, row, leaf=leaf, parts=parts)]
    walk.last_t = row[2]
    return found + add_leaf(walk, leaf)


def add_leaf(walk: Walk, leaf: bytes) -> list[Finding]:
    """Let the tree grow by one leaf, and look at sizes signed there."""
    index = walk.edge.size
    for level, made in enumerate(walk.edge.append(leaf)):
        if level:
            walk.made[level, index >> level] = made
    return signed_here(walk) if walk.edge.size >= walk.sizes.next else []


def wrong_entry(walk: Walk, row: Row, *, leaf: bytes, parts: dict[str, Beside]) -> list[str]:
    """What is wrong with one entry, its row and its parts."""
    idx, kind, t, data, cached = row
    wrong = []
    if leaf != bytes(cached):
        wrong.append("its bytes are not what was hashed when it was recorded")
    try:
        content = parse_entry(bytes(data))
    except BadEntry as error:
        return [*wrong, f"its bytes are no entry: {error}"]
    if content.origin != walk.epoch.origin or content.idx != idx:
        wrong.append("it belongs to another place or log")
    if content.act.kind != kind or content.t != t:
        wrong.append("its kind or time in the table is another")
    remember(walk, content, parts=parts)
    return wrong + wrong_parts(content, parts)


def remember(walk: Walk, content: Content, *, parts: dict[str, Beside]) -> None:
    """Keep what can only be judged at the end: nonces, erased parts, erasures."""
    walk.nonces.append(hash(content.act.nonce) & MASK)
    for role, part in parts.items():
        if part.gone:
            walk.gone.add((content.idx, role))
    erasure = erased_by(content)
    if erasure:
        walk.erased.add(erasure)


def wrong_nodes(walk: Walk, *, start: int, end: int) -> Iterator[Finding]:
    """Inner nodes completed between two sizes that are missing or not what the entries make."""
    kept: dict[Subtree, bytes] = {}
    rows = Node.objects.filter(log=walk.epoch.log, epoch=walk.epoch.epoch)
    for level in range(1, end.bit_length()):
        if start >> level < end >> level:
            here = rows.filter(level=level, idx__gte=start >> level, idx__lt=end >> level)
            for idx, found in here.values_list("idx", "hash"):
                kept[level, idx] = bytes(found)
    for (level, idx), made in walk.made.items():
        known, last = kept.get((level, idx)), ((idx + 1) << level) - 1
        if known is None and last < walk.tree_at:
            yield walk.found(f"node {idx} of level {level} is missing", walk.epoch.first + last)
        elif known not in {None, made}:
            yield walk.found(f"node {idx} of level {level} is wrong", walk.epoch.first + last)
    walk.made.clear()


def repeated_nonces(walk: Walk) -> Iterator[Finding]:
    """Entries whose act was recorded before."""
    twice = {one for one, other in pairwise(sorted(walk.nonces)) if one == other}
    if not twice:
        return
    seen: set[str] = set()
    entries = Entry.objects.filter(log=walk.epoch.log, idx__gte=walk.epoch.first, idx__lt=walk.at)
    for idx, data in entries.order_by("idx").values_list("idx", "entry_bytes").iterator():
        nonce = nonce_of(bytes(data))
        if hash(nonce) & MASK in twice:
            if nonce in seen:
                yield walk.found("its act was recorded before", idx)
            seen.add(nonce)


def nonce_of(data: bytes) -> str:
    """The nonce of an entry, nothing where it cannot be read."""
    try:
        return parse_entry(data).act.nonce
    except BadEntry:
        return ""
