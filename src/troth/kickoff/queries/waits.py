"""What of kickoffs waits for somebody; it tells who has not written, never how much was."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from troth.foundation.web.prepared import prepared
from troth.kickoff.models import Kickoff, Ready
from troth.kickoff.queries.boards import all_ready, written
from troth.kickoff.rules.phases import Phase
from troth.partnerships.models import Party


def writing(rooms: Collection[str]) -> QuerySet[Kickoff]:
    """Sessions of these rooms in which people still write."""
    found: QuerySet[Kickoff] = Kickoff.objects.in_rooms(rooms)
    return found.filter(phase=Phase.WRITING.value).order_by("begun_at")


@prepared
def first_written(rooms: Collection[str]) -> QuerySet[Kickoff]:
    """The session of a room in which people write; one at a time."""
    return writing(rooms).select_related("room")[:1]


@prepared
def to_write(rooms: Collection[str], party: str, *, limit: int) -> QuerySet[Kickoff]:
    """Those for which this party has not said that it has written."""
    ours = Ready.objects.filter(kickoff=OuterRef("pk"), party_id=party)
    return writing(rooms).filter(~Exists(ours))[:limit]


@prepared
def begun(rooms: Collection[str], limit: int) -> QuerySet[Kickoff]:
    """Those in which some party has written."""
    rows = writing(rooms).filter(ready__isnull=False).distinct()
    return rows.select_related("room")[:limit]


def to_open(rooms: Collection[str], *, limit: int) -> list[Kickoff]:
    """Those in which every party that sits here has written; one runs in a room at a time."""
    return [one for one in begun(rooms, limit) if all_ready(written(one, list(parties(one))))]


def parties(kickoff: Kickoff) -> QuerySet[Party]:
    """The parties of the session's table."""
    return Party.objects.filter(partnership_id=kickoff.room.partnership_id)[:500]
