"""Files that come with something else: kept in the library like any other, once."""

from dataclasses import dataclass

from django.db import transaction

from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Room, Seat
from troth.resources.actions.adding import Content, add
from troth.resources.actions.files import forget
from troth.resources.models import Resource, Version
from troth.resources.queries.library import same_here


@dataclass(frozen=True)
class Carried:
    """A file in the library, as it was when something carried it there; `brought`: it was not there before."""

    version: Version
    brought: bool


@transaction.atomic
def carry(content: Content, *, room: Room, by: Seat) -> Carried:
    """Put a file into the library; the very same one that is there already is taken for it. Raises `NotPossible`."""
    same = same_here(Ulid(room.id), checksum=content.checksum)
    if same is None:
        return carried(add(content.name, content, room=room, by=by, carried=True))
    if content.stored is not None:
        forget(content.stored.key)
    return carried(same, brought=False)


def carried(resource: Resource, *, brought: bool = True) -> Carried:
    """What lies in the library as it is now."""
    return Carried(resource.versions.get(number=resource.latest), brought)
