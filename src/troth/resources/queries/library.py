"""Files and links of a room in lists: what changed last first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import F, Q, QuerySet

from troth.foundation.kernel.ulid import Ulid, is_ulid
from troth.resources.models import Resource, Version

PAGE = 30
MOST_VERSIONS = 50


@dataclass(frozen=True)
class Page:
    """One page of newest versions with their resource, and the cursor to the next."""

    rows: Sequence[Version]
    older: str = ""


def newest(room: Ulid) -> QuerySet[Version]:
    """The newest version of everything that is there, with what a line says about it."""
    rows = Version.objects.filter(
        resource__in=Resource.objects.in_rooms([room]).filter(withdrawn_at__isnull=True),
        number=F("resource__latest"),
    )
    seen = rows.select_related("resource__party", "seat__person", "seat__party")
    return seen.order_by("-resource__changed_at", "-resource__id")


def page_of(rows: QuerySet[Version], *, before: str = "") -> Page:
    """The page after a cursor `<iso moment>,<id>`; a cursor nobody gave out begins at the start."""
    place = place_of(before)
    if place is not None:
        moment, key = place
        same = Q(resource__changed_at=moment, resource__id__lt=key)
        rows = rows.filter(Q(resource__changed_at__lt=moment) | same)
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    if len(found) <= PAGE:
        return Page(shown)
    last = shown[-1].resource
    return Page(shown, f"{last.changed_at.isoformat()},{last.id}")


def place_of(cursor: str) -> tuple[datetime, str] | None:
    """The moment and the id that a cursor names; None for what is no cursor of ours."""
    said, _, key = cursor.partition(",")
    try:
        moment = datetime.fromisoformat(said.replace(" ", "+")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return (moment, key) if is_ulid(key) else None


def versions_of(resource: Resource, *, below: int = 0) -> Sequence[Version]:
    """Versions of one resource, the newest first; `below` a number, where there are more than a page."""
    rows = Version.objects.filter(resource=resource).select_related("seat__person", "seat__party")
    rows = rows.filter(number__lt=below) if below else rows
    return list(rows.order_by("-number")[:MOST_VERSIONS])


def same_here(room: Ulid, *, checksum: str = "", address: str = "") -> Resource | None:
    """What lies in this room already with exactly this content as its newest version."""
    rows = Version.objects.filter(
        resource__in=Resource.objects.in_rooms([room]).filter(withdrawn_at__isnull=True),
        number=F("resource__latest"),
        checksum=checksum,
        address=address,
    )
    found = rows.select_related("resource").first()
    return found.resource if found else None
