"""Files that were handed in on the page: kept where the background reader finds them, then deleted."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from troth.foundation.web.ids import new_ulid


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A file that was handed in, and its SHA-256."""

    path: str
    hash: str
    size: int


def folder() -> Path:
    """Where such files lie."""
    return Path(settings.MEDIA_ROOT) / "incoming"


def keep(blocks: Iterable[bytes]) -> Kept:
    """Write a file block by block; of one that breaks off nothing stays."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path, digest, size = folder() / new_ulid(), hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            for block in blocks:
                digest.update(block)
                size += len(block)
                file.write(block)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Kept(path=str(path), hash=digest.hexdigest(), size=size)


def forget(path: str) -> None:
    """Delete such a file once what was decided stands; a file of somebody's own is left alone."""
    found = Path(path)
    if path and found.parent == folder():
        transaction.on_commit(partial(found.unlink, missing_ok=True), robust=True)
