"""The folder of files: written block by block under names of our own, checked by their SHA-256."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from troth.foundation.web.ids import new_ulid
from troth.resources.rules.media import FIRST, Media, media_of

BLOCK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A file in our folder."""

    key: str
    size: int
    checksum: str
    media: Media


def folder() -> Path:
    """Where they lie; nobody else on the machine may look into it."""
    found = Path(settings.MEDIA_ROOT) / "library"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path_of(key: str) -> Path:
    """Where one file lies."""
    return folder() / key


def picture_of(key: str) -> str:
    """The name under which the picture of a file lies beside it."""
    return f"{key}.look"


def keep(blocks: Iterable[bytes]) -> Stored:
    """Write a file; of one that breaks off nothing stays."""
    key = new_ulid()
    digest, size, first = hashlib.sha256(), 0, b""
    try:
        with path_of(key).open("xb") as file:
            for block in blocks:
                first += block[: FIRST - len(first)]
                digest.update(block)
                size += len(block)
                file.write(block)
    except BaseException:
        path_of(key).unlink(missing_ok=True)
        raise
    return Stored(key=key, size=size, checksum=digest.hexdigest(), media=media_of(first))


def blocks_of(key: str) -> Iterator[bytes]:
    """A file, block by block."""
    with path_of(key).open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def look_at(key: str) -> Stored:
    """A file that is there already, as `keep` would describe it."""
    digest, size, first = hashlib.sha256(), 0, b""
    for block in blocks_of(key):
        first += block[: FIRST - len(first)]
        digest.update(block)
        size += len(block)
    return Stored(key=key, size=size, checksum=digest.hexdigest(), media=media_of(first))


def forget(key: str) -> None:
    """Delete a file and its picture once what was decided stands."""
    for name in (key, picture_of(key)) if key else ():
        transaction.on_commit(partial(path_of(name).unlink, missing_ok=True), robust=True)
