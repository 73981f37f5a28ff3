"""Reading a whole file into a hidden batch: in one go by hand, or a chunk a turn in the background."""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from troth.commitments.actions.adding import add
from troth.commitments.actions.importing import clear, finish_reading, how_to_read, refuse
from troth.commitments.models import Batch, Reading
from troth.commitments.rules.incoming.batches import Batch as Chunk
from troth.commitments.rules.incoming.batches import read_batches
from troth.commitments.rules.incoming.decoding import Encoding
from troth.commitments.rules.incoming.problems import FileProblem, FileReason

BLOCK = 1 << 20
MOST_TRIES = 5
Progress = Callable[[int], None]

log = logging.getLogger("troth.commitments")


def file_hash(stream: BinaryIO) -> str:
    """SHA-256 of a file, read in blocks; the stream is at its beginning again afterwards."""
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    stream.seek(0)
    return digest.hexdigest()


def chunks(stream: BinaryIO, batch: Batch) -> Iterator[Chunk]:
    """The chunks of a file from where the batch stopped."""
    encoding = Encoding(batch.options["encoding"])
    return read_batches(stream, how_to_read(batch), encoding=encoding, after_line=batch.last_line)


def read_all(stream: BinaryIO, batch: Batch, *, progress: Progress = lambda _: None) -> None:
    """Read the whole file into the batch; a file that cannot be read leaves nothing behind."""
    while batch.state == Reading.READING:
        try:
            if read_through(stream, batch, progress=progress):
                finish_reading(batch)
        except FileProblem as problem:
            refuse(batch, problem)


def read_through(stream: BinaryIO, batch: Batch, *, progress: Progress) -> bool:
    """Read from where the batch stands; False where somebody else has read on meanwhile."""
    stream.seek(0)
    for chunk in chunks(stream, batch):
        if not add(batch, chunk, place=stream.tell()):
            return False
        progress(batch.read)
    return True


class Reader:
    """Reads files that were handed in on the page, a chunk a turn, so that nobody else has to wait."""

    def __init__(self) -> None:
        self.open: dict[str, tuple[BinaryIO, Iterator[Chunk]]] = {}
        self.tries: Counter[str] = Counter()

    def turn(self, now: datetime) -> bool:  # every worker is asked with the time
        """Read one chunk of the oldest waiting file; True when there was something to do."""
        reading = Batch.objects.filter(state=Reading.READING).exclude(path="")
        batch = reading.select_related("room").order_by("started_at").first()
        if batch is None:
            self.forget_all()
            return tidy_up()
        try:
            self.read_on(batch)
        except FileProblem as problem:
            self.give_up(batch, problem)
        except FileNotFoundError:
            self.give_up(batch, FileProblem(FileReason.GONE))
        except Exception:
            # What the database did not take is read again from where the batch stands.
            log.exception("reading file %s stumbled", batch.id)
            self.try_again(batch)
        return True

    def read_on(self, batch: Batch) -> None:
        """One chunk, or the end."""
        if batch.id not in self.open:
            opened = Path(batch.path).open("rb")  # noqa: SIM115  # kept open from turn to turn
            self.open[batch.id] = (opened, chunks(opened, batch))
        stream, rest = self.open[batch.id]
        chunk = next(rest, None)
        if chunk is None:
            finish_reading(batch)
            self.forget(batch.id)
        elif not add(batch, chunk, place=stream.tell()):
            # Somebody reads the same file by hand; go on from where the batch stands.
            self.forget(batch.id)

    def try_again(self, batch: Batch) -> None:
        """Begin this file again from where it stands, some times."""
        self.forget(batch.id)
        self.tries[batch.id] += 1
        if self.tries[batch.id] >= MOST_TRIES:
            self.give_up(batch, FileProblem(FileReason.GONE))

    def give_up(self, batch: Batch, problem: FileProblem) -> None:
        """Say why the file cannot be read."""
        refuse(batch, problem)
        self.forget(batch.id)

    def forget(self, batch: str) -> None:
        """Close a file that is not read on."""
        if batch in self.open:
            self.open.pop(batch)[0].close()

    def forget_all(self) -> None:
        """Close whatever is still open: those batches were thrown away."""
        for batch in list(self.open):
            self.forget(batch)
        self.tries.clear()


def tidy_up() -> bool:
    """Delete what a batch left whose throwing away was cut short; True when there was one."""
    left = Batch.objects.filter(state=Reading.REFUSED, commitments__isnull=False)
    batch = left.select_related("room").first()
    if batch is not None:
        clear(batch)
    return batch is not None
