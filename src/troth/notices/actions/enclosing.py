"""Files that come with a message: kept in the library of the room it belongs to, as far as they can be."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from troth.discussions.rules.files import MOST_FILES
from troth.notices.rules.incoming.parsing import File
from troth.partnerships.models import Room, Seat
from troth.resources.actions.adding import Content, NotPossible
from troth.resources.actions.carrying import Carried, carry
from troth.resources.actions.files import clear, keep
from troth.resources.rules.names import clean_name


@dataclass(frozen=True)
class Enclosed:
    """What was kept, and the names of what was not."""

    kept: tuple[Carried, ...]
    missed: tuple[str, ...]


@contextmanager
def enclosed(files: Sequence[File], *, room: Room, by: Seat) -> Iterator[Enclosed]:
    """Keep files while their words are posted; of words that are not posted no file stays."""
    kept: list[Carried] = []
    missed: list[str] = []
    stored: list[str] = []
    try:
        for file in files:
            one = kept_one(file, stored, room=room, by=by) if len(kept) < MOST_FILES else None
            if one is None:
                missed.append(file.name)
            else:
                kept.append(one)
        yield Enclosed(tuple(kept), tuple(missed))
    except BaseException:
        clear(*stored)
        raise


def kept_one(file: File, stored: list[str], *, room: Room, by: Seat) -> Carried | None:
    """One file in the library; None where it is empty or there is no room for it."""
    lies = keep([file.content])
    try:
        one = carry(Content(stored=lies, name=clean_name(file.name)), room=room, by=by)
    except NotPossible:
        clear(lies.key)
        return None
    stored.append(lies.key)
    return one
