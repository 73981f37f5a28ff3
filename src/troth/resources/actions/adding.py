"""Putting files and links into the library, bringing newer versions, withdrawing."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from troth.foundation.facts.resources import (
    ResourceAdded,
    ResourceVersion,
    ResourceWithdrawn,
    Sort,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.organisations.models import Organisation
from troth.partnerships.models import Room, Seat
from troth.resources.actions.files import Stored, forget
from troth.resources.models import Resource, Version
from troth.resources.queries.library import same_here
from troth.resources.queries.room import quota, used
from troth.resources.rules.looks import first_look
from troth.resources.rules.media import Media
from troth.resources.rules.refusals import Refusal
from troth.resources.rules.room import LARGEST, size_refusal


class NotPossible(Exception):
    """This cannot be done, now or by this person; `what` and `who` stand in its sentence."""

    def __init__(self, reason: Refusal, *, what: str | int = "", who: str = "") -> None:
        super().__init__(reason)
        self.reason, self.what, self.who = reason, what, who


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a version holds: a file in our folder under a name, or the address of a link."""

    stored: Stored | None = None
    name: str = ""
    address: str = ""
    note: str = ""

    @property
    def sort(self) -> Sort:
        """Whether it is a file or a link."""
        return Sort.LINK if self.stored is None else Sort.FILE

    @property
    def size(self) -> int:
        """Its bytes; a link has none."""
        return self.stored.size if self.stored else 0

    @property
    def checksum(self) -> str:
        """Its SHA-256; a link has none."""
        return self.stored.checksum if self.stored else ""


def must_fit(size: int, *, by: Seat, reserved: int = 0) -> None:
    """Raise `NotPossible` where an organisation has no room for it; of two at once one waits for the other."""
    if by.party is not None and by.party.organisation_id:
        Organisation.objects.select_for_update().get(pk=by.party.organisation_id)
    taken = used(by) - reserved
    reason = size_refusal(size, used=taken, quota=quota())
    if reason is not None:
        room = LARGEST if reason is Refusal.TOO_LARGE else max(0, quota() - taken)
        raise NotPossible(reason, what=room)


@transaction.atomic
def add(
    title: str,
    content: Content,
    *,
    room: Room,
    by: Seat,
    reserved: int = 0,
    carried: bool = False,
) -> Resource:
    """Put something new into the library of a room; `carried`, with something else. Raises `NotPossible`."""
    if content.stored is not None:
        must_fit(content.size, by=by, reserved=reserved)
    same = same_here(Ulid(room.id), checksum=content.checksum, address=content.address)
    if same is not None:
        raise NotPossible(Refusal.HERE_ALREADY, what=same.title)
    made: Resource = Resource.objects.create(
        room=room,
        sort=content.sort.value,
        title=title,
        party=by.party,
        seat=by,
        latest=1,
        added_at=now(),
        changed_at=now(),
    )
    write(made, content, number=1, by=by)
    fact = ResourceAdded(
        room=Ulid(room.id),
        by=by.actor,
        resource=Ulid(made.id),
        sort=content.sort,
        size=content.size,
        title=title,
        name=content.name,
        checksum=content.checksum,
        address=content.address,
        carried=carried,
    )
    record(fact)
    return made


@transaction.atomic
def add_version(resource: Resource, content: Content, *, by: Seat, reserved: int = 0) -> Version:
    """Bring a newer version; of two at once both are kept, one after the other. Raises `NotPossible`."""
    if resource.sort != content.sort.value:
        raise NotPossible(Refusal.OTHER_KIND)
    if content.stored is not None:
        must_fit(content.size, by=by, reserved=reserved)
    here = Resource.objects.filter(pk=resource.pk, withdrawn_at__isnull=True)
    if not here.update(latest=F("latest") + 1, changed_at=now()):
        raise NotPossible(Refusal.WITHDRAWN)
    resource.refresh_from_db(fields=["latest", "changed_at"])
    last = Version.objects.filter(resource=resource).order_by("-number").first()
    if last and (last.checksum, last.address) == (content.checksum, content.address):
        raise NotPossible(Refusal.SAME_VERSION)
    made = write(resource, content, number=resource.latest, by=by)
    fact = ResourceVersion(
        room=Ulid(resource.room_id),
        by=by.actor,
        resource=Ulid(resource.id),
        version=made.number,
        size=content.size,
        name=content.name,
        checksum=content.checksum,
        address=content.address,
        note=content.note,
    )
    record(fact)
    return made


def write(resource: Resource, content: Content, *, number: int, by: Seat) -> Version:
    """One version's row."""
    stored = content.stored
    media = stored.media if stored else Media.LINK
    return Version.objects.create(
        resource=resource,
        number=number,
        seat=by,
        payer=by.party,
        at=now(),
        name=content.name,
        size=content.size,
        checksum=content.checksum,
        media=media.value,
        look=first_look(media, content.size).value,
        key=stored.key if stored else "",
        address=content.address,
        note=content.note,
    )


def owns(resource: Resource, *, by: Seat) -> bool:
    """Whether it belongs to this seat's side; what a visitor added belongs to that visitor."""
    if resource.party_id is None:
        return bool(resource.seat_id == by.id)
    return bool(resource.party_id == by.party_id)


@transaction.atomic
def withdraw(resource: Resource, *, by: Seat) -> None:
    """Take it out of the library with all its versions. Raises `NotPossible`."""
    if not owns(resource, by=by):
        owner = resource.party.short if resource.party else resource.seat.person.name
        raise NotPossible(Refusal.NOT_YOURS, who=owner)
    here = Resource.objects.filter(pk=resource.pk, withdrawn_at__isnull=True)
    if not here.update(withdrawn_at=now(), withdrawn_by=by):
        raise NotPossible(Refusal.WITHDRAWN)
    resource.refresh_from_db()
    for key in Version.objects.filter(resource=resource).values_list("key", flat=True):
        forget(key)
    fact = ResourceWithdrawn(
        room=Ulid(resource.room_id),
        by=by.actor,
        resource=Ulid(resource.id),
        versions=resource.latest,
    )
    record(fact)
