"""The files themselves: written block by block under names of our own, checked by their SHA-256.

They lie in a folder of this machine or, by a setting, in a bucket; what is on its way lies in the folder either way.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from troth.foundation.web.ids import new_ulid
from troth.resources.actions.bucket import Opened, OutOfReach, bucket
from troth.resources.rules.media import FIRST, Media, media_of

BLOCK = 1024 * 1024

log = logging.getLogger("troth.resources")


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A file of ours."""

    key: str
    size: int
    checksum: str
    media: Media


def folder() -> Path:
    """Where they lie on this machine; nobody else on it may look into it."""
    found = Path(settings.MEDIA_ROOT) / "library"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path_of(key: str) -> Path:
    """Where one file lies on this machine."""
    return folder() / key


def picture_of(key: str) -> str:
    """The name under which the picture of a file lies beside it."""
    return f"{key}.look"


def keep(blocks: Iterable[bytes]) -> Stored:
    """Write a file; of one that breaks off nothing stays. Raises `OutOfReach`."""
    key = new_ulid()
    try:
        with path_of(key).open("xb") as file:
            found = looked_through(key, copied(blocks, file))
        put_away(key)
    except BaseException:
        path_of(key).unlink(missing_ok=True)
        raise
    return found


def copied(blocks: Iterable[bytes], file: BinaryIO) -> Iterator[bytes]:
    """The blocks, each once it was written."""
    for block in blocks:
        file.write(block)
        yield block


def looked_through(key: str, blocks: Iterable[bytes]) -> Stored:
    """What a file is, by all of its bytes."""
    digest, size, first = hashlib.sha256(), 0, b""
    for block in blocks:
        first += block[: FIRST - len(first)]
        digest.update(block)
        size += len(block)
    return Stored(key=key, size=size, checksum=digest.hexdigest(), media=media_of(first))


def look_at(key: str) -> Stored:
    """A file that has arrived on this machine, as `keep` would describe it."""
    with path_of(key).open("rb") as file:
        return looked_through(key, blocks_in(file))


def put_away(key: str) -> None:
    """Bring what has arrived where it stays. Raises `OutOfReach`, and then it is still here."""
    there = bucket()
    if there is not None:
        there.put(key, path_of(key))
        path_of(key).unlink(missing_ok=True)


def open_file(key: str) -> Opened:
    """A file to read from its beginning. Raises `FileNotFoundError` or another `OSError`."""
    there = bucket()
    if there is not None:
        return there.open(key)
    path = path_of(key)
    return Opened(path.open("rb"), path.stat().st_size)


def first_bytes(key: str) -> bytes:
    """The first bytes of a file. Raises as `open_file`."""
    there = bucket()
    if there is not None:
        return there.first(key, FIRST)
    with path_of(key).open("rb") as file:
        return file.read(FIRST)


def blocks_of(key: str) -> Iterator[bytes]:
    """A file, block by block. Raises as `open_file`."""
    opened = open_file(key).stream
    try:
        yield from blocks_in(opened)
    finally:
        opened.close()


def blocks_in(file: BinaryIO) -> Iterator[bytes]:
    """What is still to be read, block by block."""
    while block := file.read(BLOCK):
        yield block


def keep_picture(key: str, picture: bytes) -> None:
    """Keep the picture of a file beside it. Raises `OutOfReach`."""
    there = bucket()
    if there is not None:
        there.write(picture_of(key), picture)
    else:
        path_of(picture_of(key)).write_bytes(picture)


def drop(*names: str) -> None:
    """Delete files now; what is not there is deleted already. Raises `OutOfReach`."""
    there = bucket()
    for name in names:
        path_of(name).unlink(missing_ok=True)
        if there is not None:
            there.forget(name)


def clear(*names: str) -> None:
    """Delete what nothing came of, as far as that can be done now."""
    try:
        drop(*names)
    except OutOfReach:
        log.exception("%s could not be deleted", ", ".join(names))


def forget(key: str) -> None:
    """Delete a file and its picture once what was decided stands."""
    if key:
        transaction.on_commit(partial(clear, key, picture_of(key)))
