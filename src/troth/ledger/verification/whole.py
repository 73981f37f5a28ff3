"""All logs: what is there, one after the other; and the end of each, while nobody records."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from django.db import transaction
from django.db.models import Max, Q

from troth.ledger import highwater
from troth.ledger.follower.tree import TreeFollower
from troth.ledger.models import Checkpoint as Row
from troth.ledger.models import Cosig, Cursor, Entry, Epoch, Head, Node, Part
from troth.ledger.queries import head
from troth.ledger.rules.checkpoint import Checkpoint
from troth.ledger.rules.reading import BadEntry, parse_origin
from troth.ledger.signing import LogKey, load_key
from troth.ledger.stops import REASONS, Stop, Stopped
from troth.ledger.verification.finding import Finding
from troth.ledger.verification.sizes import Sizes, remembered, wrong_cosignatures
from troth.ledger.verification.walk import Walk, repeated_nonces, walk_on

# Called with the log, the place reached and the size of the log.
Progress = Callable[[str, int, int], None]


def verify(logs: Sequence[str] = (), *, progress: Progress | None = None) -> Iterator[Finding]:
    """Recompute these logs (all, if none is named) and yield what is wrong, as it is found.

    Needs neither the server nor a witness: it shows that entries, parts, nodes, heads, signed
    sizes and files fit each other and the key. Who holds an older checkpoint can show more.
    """
    key: LogKey | None = None
    try:
        key = load_key()
    except Stopped as stop:
        if Row.objects.exists() or next(highwater.logs(), None):
            yield Finding(None, None, str(stop))
    for log in logs or every_log():
        yield from verify_log(log, key=key, progress=progress)


def every_log() -> list[str]:
    """All logs of which anything is left, in tables or files."""
    tables = (Head, Epoch, Entry, Part, Node, Row, Cosig)
    found = {
        log for table in tables for log in table.objects.values_list("log", flat=True).distinct()
    }
    return sorted(found | set(highwater.logs()))


def verify_log(log: str, *, key: LogKey | None, progress: Progress | None) -> Iterator[Finding]:
    """Everything about one log."""
    epochs = list(Epoch.objects.filter(log=log).order_by("epoch"))
    if not epochs:
        yield Finding(log, None, "there are rows or files of it, and no log")
        return
    yield from wrong_epochs(epochs)
    size = head(log)

    def tell(at: int) -> None:
        if progress:
            progress(log, at, max(at, size))

    mark = remembered(epochs[-1], key)
    walks = []
    for epoch, after in zip_longest(epochs, epochs[1:]):
        known = mark if after is None and isinstance(mark, Checkpoint) else None
        walk = Walk(epoch, Sizes(epoch, key=key, mark=known), tree_at=tree_at(epoch), tell=tell)
        walks.append(walk)
        yield from walk_on(walk, end=after.first if after else None)
    with transaction.atomic():
        # Nobody records or signs now, so that what came meanwhile can be compared with the head.
        row = Head.objects.select_for_update().filter(log=log).first()
        last = [*walk_on(walks[-1], end=None), *wrong_head(row, walks), *outside(log, walks)]
        last += wrong_memory(mark, walks[-1])
    yield from last
    yield from wrong_at_last(walks)


def wrong_epochs(epochs: Sequence[Epoch]) -> Iterator[Finding]:
    """Trees of a log that do not follow each other, or name another log."""
    for number, epoch in enumerate(epochs, 1):
        before = epochs[number - 2].first if number > 1 else -1
        in_order = epoch.epoch == number and (
            epoch.first > before if number > 1 else epoch.first == 0
        )
        if not in_order or not names(epoch):
            yield Finding(epoch.log, epoch.first, f"epoch {epoch.epoch} is not as it was begun")


def names(epoch: Epoch) -> bool:
    """Whether an epoch's origin names its log and number."""
    try:
        origin = parse_origin(epoch.origin)
    except BadEntry:
        return False
    return (origin.log, origin.epoch) == (epoch.log, epoch.epoch)


def tree_at(epoch: Epoch) -> int:
    """Up to how many leaves of this tree the inner nodes must be there."""
    cursor = Cursor.objects.filter(follower=TreeFollower.name, log=epoch.log).first()
    return max(cursor.at - epoch.first, 0) if cursor else 0


def wrong_head(row: Head | None, walks: Sequence[Walk]) -> Iterator[Finding]:
    """What the head says of the log, and the log does not."""
    walk = walks[-1]
    if row is None:
        yield walk.found("it has no head")
        return
    if (row.epoch, row.size) != (walk.epoch.epoch, walk.at):
        yield walk.found(f"the head says {row.size} entries", min(row.size, walk.at))
    if bytes(row.frontier) != walk.edge.to_bytes():
        yield walk.found("the head’s edge is not what the entries make")
    if row.t != next((each.last_t for each in reversed(walks) if each.last_t), None):
        yield walk.found("the head’s time is not the last entry’s")
    if row.signed != signed_up_to(walks):
        yield walk.found(f"the head says {row.signed} are signed")
    if row.stopped:
        known = row.stopped in set(Stop)
        yield walk.found(f"it stopped: {REASONS[Stop(row.stopped)] if known else row.stopped}")


def signed_up_to(walks: Sequence[Walk]) -> int:
    """The place up to which the log is signed."""
    for walk in reversed(walks):
        rows = Row.objects.filter(log=walk.epoch.log, epoch=walk.epoch.epoch)
        size = rows.aggregate(size=Max("size"))["size"]
        if size is not None:
            return walk.epoch.first + int(size)
    return 0


def outside(log: str, walks: Sequence[Walk]) -> Iterator[Finding]:
    """Rows that belong to no entry, tree or size of the log."""
    inside = Q()
    for walk in walks:
        inside |= Q(idx__gte=walk.epoch.first, idx__lt=walk.at)
    for table in (Entry, Part):
        for idx in table.objects.filter(log=log).exclude(inside).values_list("idx", flat=True)[:1]:
            yield Finding(log, idx, f"a row in {table._meta.db_table} has no place in the log")
    numbers = [walk.epoch.epoch for walk in walks]
    for other in (Node, Row, Cosig):
        if other.objects.filter(log=log).exclude(epoch__in=numbers).exists():
            yield Finding(log, None, f"a row in {other._meta.db_table} belongs to no epoch")
    for walk in walks:
        if stray_node(walk):
            yield walk.found("a row in ledger_node belongs to no subtree")
    end = walks[-1].at
    for cursor in Cursor.objects.filter(log=log).exclude(at__gte=0, at__lte=end):
        yield Finding(log, None, f"follower {cursor.follower} is at {cursor.at} of {end}")


def stray_node(walk: Walk) -> bool:
    """Whether there is a node where the tree has no perfect subtree above the leaves."""
    rows = Node.objects.filter(log=walk.epoch.log, epoch=walk.epoch.epoch)
    inside = Q(pk__in=[])
    for level in range(1, walk.edge.size.bit_length()):
        inside |= Q(level=level, idx__gte=0, idx__lt=walk.edge.size >> level)
    return rows.exclude(inside).exists()


def wrong_memory(mark: Checkpoint | Stopped | None, walk: Walk) -> Iterator[Finding]:
    """A high-water file that is gone or spoilt; before the first signature there is none."""
    rows = Row.objects.filter(log=walk.epoch.log, epoch=walk.epoch.epoch)
    if isinstance(mark, Stopped) and (mark.reason is not Stop.LOST or rows.exists()):
        yield walk.found(str(mark))


def wrong_at_last(walks: Sequence[Walk]) -> Iterator[Finding]:
    """What can be said only when everything was seen."""
    gone = set().union(*(walk.gone for walk in walks))
    erased = set().union(*(walk.erased for walk in walks))
    for idx, role in sorted(gone - erased):
        yield walks[0].found(f"part “{role}” is gone, and no entry says that it was erased", idx)
    for walk in walks:
        yield from repeated_nonces(walk)
        for what in (*walk.sizes.beyond(walk.edge.size), *wrong_cosignatures(walk.epoch)):
            yield walk.found(what)
