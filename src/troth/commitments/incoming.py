"""Reading a whole file into a hidden batch: in one go by hand, or a chunk a turn in the background."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from troth.commitments.actions.importing import add, finish_reading, how_to_read, refuse
from troth.commitments.models import Batch, Reading
from troth.commitments.rules.incoming.batches import Batch as Chunk
from troth.commitments.rules.incoming.batches import read_batches
from troth.commitments.rules.incoming.decoding import Encoding
from troth.commitments.rules.incoming.problems import FileProblem

BLOCK = 1 << 20
Progress = Callable[[int], None]


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
    if batch.state != Reading.READING:
        return
    try:
        for chunk in chunks(stream, batch):
            add(batch, chunk)
            progress(batch.last_line)
    except FileProblem as problem:
        refuse(batch, problem)
        return
    finish_reading(batch)


class Reader:
    """Reads files that were handed in on the page, a chunk a turn, so that nobody else has to wait."""

    def __init__(self) -> None:
        self.open: dict[str, tuple[BinaryIO, Iterator[Chunk]]] = {}

    def turn(self, now: datetime) -> bool:  # every worker is asked with the time
        """Read one chunk of the oldest waiting file; True when there was something to do."""
        waiting = (
            Batch.objects.filter(state=Reading.READING).exclude(path="").select_related("room")
        )
        batch = waiting.order_by("started_at").first()
        if batch is None:
            self.forget_all()
            return False
        try:
            self.read_on(batch)
        except FileProblem as problem:
            refuse(batch, problem)
            self.forget(batch.id)
        except OSError:
            # The file has gone: whoever handed it in sees that it was not read.
            finish_reading(batch)
            self.forget(batch.id)
        return True

    def read_on(self, batch: Batch) -> None:
        """One chunk, or the end."""
        if batch.id not in self.open:
            stream = Path(batch.path).open("rb")  # noqa: SIM115  # kept open from turn to turn
            self.open[batch.id] = (stream, chunks(stream, batch))
        chunk = next(self.open[batch.id][1], None)
        if chunk is None:
            finish_reading(batch)
            self.forget(batch.id)
        else:
            add(batch, chunk)

    def forget(self, batch: str) -> None:
        """Close a file that has been read."""
        if batch in self.open:
            self.open.pop(batch)[0].close()

    def forget_all(self) -> None:
        """Close whatever is still open: those batches were thrown away."""
        for batch in list(self.open):
            self.forget(batch)
