"""Files and links of a room in lists: what changed last first."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.cursors import Page, cursor, place_of
from troth.resources.models import Resource, Version

PAGE = 30
MOST_VERSIONS = 50


def newest(room: Ulid) -> QuerySet[Version]:
    """The newest version of everything that is there, with what a line says about it."""
    rows = Version.objects.filter(
        resource__in=Resource.objects.in_rooms([room]).filter(withdrawn_at__isnull=True),
        number=F("resource__latest"),
    )
    seen = rows.select_related("resource__party", "seat__person", "seat__party")
    return seen.order_by("-resource__changed_at", "-resource__id")


def page_of(rows: QuerySet[Version], *, before: str = "") -> Page[Version]:
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
    return Page(shown, cursor(last.changed_at, last.id))


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
