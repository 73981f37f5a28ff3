"""Whether signed sizes are what the entries make: checkpoints, cosignatures, high-water files."""

from collections.abc import Iterator
from functools import partial

from troth.foundation.kernel.ulid import Ulid
from troth.ledger import highwater
from troth.ledger.models import Checkpoint as Row
from troth.ledger.models import Cosig, Epoch
from troth.ledger.rules.checkpoint import Checkpoint, cosigned_text, split_cosignature
from troth.ledger.rules.note import (
    Algorithm,
    BadNote,
    Verifier,
    open_note,
    parse_key,
    parse_signature,
)
from troth.ledger.rules.tree import Frontier
from troth.ledger.signing import LogKey, verify
from troth.ledger.stops import Stopped

PAGE = 200
BEFORE, NEVER = -(1 << 62), 1 << 62


class Sizes:
    """The signed sizes of one tree, smallest first, compared as the tree grows past them."""

    def __init__(self, epoch: Epoch, *, key: LogKey | None, mark: Checkpoint | None) -> None:
        self.epoch = epoch
        self.key = key
        self.mark = mark
        self.last = self.past = BEFORE
        self.next = NEVER
        self.page: list[Row] = []
        self.turn()

    def turn(self) -> None:
        """Fetch the next checkpoints, if there are any."""
        rows = Row.objects.filter(log=self.epoch.log, epoch=self.epoch.epoch, size__gt=self.last)
        self.page = list(rows.order_by("size")[:PAGE])[::-1]
        self.look()

    def look(self) -> None:
        """Note the size at which there is something to compare next."""
        waiting = [row.size for row in self.page[-1:]]
        if self.mark and self.mark.size > self.past:
            waiting.append(self.mark.size)
        self.next = min(waiting, default=NEVER)

    def reached(self, edge: Frontier) -> Iterator[str]:
        """What is wrong about the sizes up to this one, which the tree has just reached."""
        if self.mark and self.mark.size == edge.size and self.mark.root != edge.root():
            yield "the root remembered outside the database is another"
        while self.page and self.page[-1].size <= edge.size:
            row = self.page.pop()
            self.last = row.size
            yield from self.compare(row, edge)
            if not self.page:
                self.turn()
        self.past = edge.size
        self.look()

    def compare(self, row: Row, edge: Frontier) -> Iterator[str]:
        """What is wrong about one checkpoint."""
        root, where = edge.root(), f"checkpoint {row.size}"
        if row.size != edge.size:
            yield f"{where} has no place in the log"
            return
        if bytes(row.root) != root:
            yield f"{where}: its root is not what the entries make"
        if bytes(row.frontier) != edge.to_bytes():
            yield f"{where}: its edge is not what the entries make"
        if self.key and not is_signed(
            row, Checkpoint(self.epoch.origin, row.size, root), key=self.key
        ):
            yield f"{where}: its note is not signed by this server over these entries"

    def beyond(self, size: int) -> Iterator[str]:
        """What was signed beyond the end of the log."""
        if self.page:
            yield f"checkpoint {self.page[-1].size} was signed, and the log has {size} entries"
        if self.mark and self.mark.size > size:
            yield f"{self.mark.size} entries were signed, and the log has {size}"


def is_signed(row: Row, said: Checkpoint, *, key: LogKey) -> bool:
    """Whether the note is this checkpoint, signed by the key and by nobody else."""
    try:
        note, good = open_note(row.note.encode(), [key.verifier(said.origin)])
    except BadNote:
        return False
    return note.text == said.text() and note.signatures == good


def remembered(epoch: Epoch, key: LogKey | None) -> Checkpoint | Stopped | None:
    """The high-water file's checkpoint, or why there is none; None without a key to check it."""
    if key is None:
        return None
    try:
        return highwater.read(Ulid(epoch.log), key=key, origin=epoch.origin)
    except Stopped as stop:
        return stop


def wrong_cosignatures(epoch: Epoch) -> Iterator[str]:
    """Witnesses' lines that do not verify."""
    rows = Cosig.objects.filter(log=epoch.log, epoch=epoch.epoch).order_by("size", "key")
    for row in rows.iterator():
        signed = Row.objects.filter(log=epoch.log, epoch=epoch.epoch, size=row.size).first()
        text = signed.note.rpartition("\n\n")[0] + "\n" if signed else ""
        if not cosigned(row, text):
            yield f"checkpoint {row.size}: a witness’s signature is wrong"


def cosigned(row: Cosig, text: str) -> bool:
    """Whether the line is the key's signature on the text."""
    try:
        key, line = parse_key(row.key), parse_signature(row.line)
        check = Verifier(key.name, key.id, partial(verify, key.public))
        if (line.name, line.key_id) != (check.name, check.key_id):
            return False
        if key.algorithm is Algorithm.ED25519:
            return check.verify(text.encode(), line.value)
        at, signature = split_cosignature(line.value)
    except BadNote:
        return False
    return check.verify(cosigned_text(text, at=at).encode(), signature)
