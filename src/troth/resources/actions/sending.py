"""A large file in pieces: begun, received where it left off, finished by its last piece, or stopped."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction

from troth.foundation.facts.resources import Sort
from troth.foundation.web.clock import now
from troth.partnerships.models import Room, Seat
from troth.resources.actions.adding import Content, NotPossible, add, add_version, must_fit
from troth.resources.actions.bucket import OutOfReach
from troth.resources.actions.files import clear, look_at, path_of, put_away
from troth.resources.models import Resource, Upload
from troth.resources.rules.refusals import Refusal
from troth.resources.rules.room import LARGEST_PIECE, MOST_OPEN


class HeldElsewhere(Exception):
    """Another piece of the same file is arriving at this moment."""


class WrongPlace(Exception):
    """The piece does not go on where the last one ended."""


@dataclass(frozen=True, kw_only=True)
class Announced:
    """What is said about a file before it comes."""

    name: str
    size: int
    title: str = ""
    onto: Resource | None = None
    note: str = ""


@transaction.atomic
def begin(said: Announced, *, room: Room, by: Seat) -> Upload:
    """Hold room for a file. Raises `NotPossible`."""
    if said.onto is not None and said.onto.sort != Sort.FILE:
        raise NotPossible(Refusal.OTHER_KIND)
    must_fit(said.size, by=by)
    if Upload.objects.filter(seat=by, made__isnull=True).count() >= MOST_OPEN:
        raise NotPossible(Refusal.TOO_MANY_OPEN, what=MOST_OPEN)
    made: Upload = Upload.objects.create(
        room=room,
        seat=by,
        payer=by.party,
        onto=said.onto,
        name=said.name,
        title=said.title,
        note=said.note,
        size=said.size,
        touched_at=now(),
    )
    return made


def receive(upload: Upload, piece: Iterable[bytes], *, at: int) -> None:
    """Write a piece where the last one ended; what arrives before a line breaks is kept.

    Raises `WrongPlace`, `HeldElsewhere`, and `NotPossible` where the whole file cannot be taken.
    """
    with alone(upload) as file:
        upload.refresh_from_db(fields=["offset", "made"])
        if at != upload.offset or upload.made_id:
            raise WrongPlace
        # Bytes behind the offset are of a piece whose end was never noted.
        file.seek(at)
        file.truncate()
        end = at + write_through(file, piece, most=min(LARGEST_PIECE, upload.size - at))
        Upload.objects.filter(pk=upload.pk).update(offset=end, touched_at=now())
        upload.offset = end
        if end == upload.size:
            finish_or_wait(upload, at=at)


def write_through(file: BinaryIO, piece: Iterable[bytes], *, most: int) -> int:
    """Write to the disk and return how much; never more than was announced."""
    written = 0
    for block in piece:
        fits = block[: most - written]
        file.write(fits)
        written += len(fits)
    file.flush()
    os.fsync(file.fileno())
    return written


@contextmanager
def alone(upload: Upload) -> Iterator[BinaryIO]:
    """The file with nobody else writing to it. Raises `HeldElsewhere`."""
    handle = os.open(path_of(upload.id), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HeldElsewhere from None
        yield file


def finish_or_wait(upload: Upload, *, at: int) -> None:
    """Put it where it stays; where that cannot be reached the last piece is asked for once more.

    Raises `NotPossible` or `OutOfReach`.
    """
    try:
        finish(upload)
    except OutOfReach:
        Upload.objects.filter(pk=upload.pk).update(offset=at)
        raise


def finish(upload: Upload) -> None:
    """All of it is here: it becomes a file of the library, or a newer version. Raises as `finish_or_wait`."""
    content = Content(stored=look_at(upload.id), name=upload.name, note=upload.note)
    put_away(upload.id)
    try:
        with transaction.atomic():
            upload.made = put(upload, content)
            upload.save(update_fields=["made"])
    except NotPossible:
        clear(upload.id)
        stop(upload)
        raise


def put(upload: Upload, content: Content) -> Resource:
    """What has arrived, in its place."""
    if upload.onto is not None:
        add_version(upload.onto, content, by=upload.seat, reserved=upload.size)
        return upload.onto
    title = upload.title or upload.name
    return add(title, content, room=upload.room, by=upload.seat, reserved=upload.size)


def stop(upload: Upload) -> None:
    """Forget that it was coming; what became part of the library stays."""
    if not upload.made_id:
        path_of(upload.id).unlink(missing_ok=True)
    upload.delete()
