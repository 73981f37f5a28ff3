"""High-water files: the last signed checkpoint of each log, remembered outside the database.

A database that was restored from an old copy does not know what it signed since; these files do.
"""

from collections.abc import Iterator
from pathlib import Path

from troth.foundation.kernel.ulid import Ulid, is_ulid
from troth.ledger.rules.checkpoint import Checkpoint, parse_checkpoint
from troth.ledger.rules.note import BadNote, open_note
from troth.ledger.signing import LogKey, folder, replace_file
from troth.ledger.stops import Stop, Stopped


def path_of(log: Ulid) -> Path:
    """Where the file of a log lies."""
    return folder() / f"{log}.hw"


def is_there(log: Ulid) -> bool:
    """Whether anything was ever signed for this log."""
    return path_of(log).exists()


def logs() -> Iterator[Ulid]:
    """The logs that have a file."""
    for path in sorted(folder().glob("*.hw")):
        if is_ulid(path.stem):
            yield Ulid(path.stem)


def read(log: Ulid, *, key: LogKey, origin: str) -> Checkpoint:
    """The last signed checkpoint. Raises `Stopped` where the file is gone or not ours."""
    try:
        data = path_of(log).read_bytes()
    except FileNotFoundError as error:
        raise Stopped(Stop.LOST) from error
    try:
        note, _ = open_note(data, [key.verifier(origin)])
        checkpoint = parse_checkpoint(note.text)
    except BadNote as error:
        raise Stopped(Stop.UNREADABLE, str(error)) from error
    if checkpoint.origin != origin:
        raise Stopped(Stop.UNREADABLE, "it names another log")
    return checkpoint


def write(log: Ulid, note: str) -> None:
    """Remember a checkpoint; on return it is on disk."""
    replace_file(path_of(log), note.encode())
