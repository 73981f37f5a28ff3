"""What of kickoffs waits for somebody; it tells who has not written, never how much was."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from troth.kickoff.models import Kickoff, Ready
from troth.kickoff.queries.boards import all_ready, written
from troth.kickoff.rules.phases import Phase
from troth.partnerships.models import Party, Seat


def writing(rooms: Collection[str]) -> QuerySet[Kickoff]:
    """Sessions of these rooms in which people still write."""
    found: QuerySet[Kickoff] = Kickoff.objects.in_rooms(rooms)
    return found.filter(phase=Phase.WRITING.value).order_by("begun_at")


def to_write(rooms: Collection[str], seat: Seat) -> QuerySet[Kickoff]:
    """Those for which this seat's party has not said that it has written."""
    ours = Ready.objects.filter(kickoff=OuterRef("pk"), party_id=seat.party_id)
    return writing(rooms).filter(~Exists(ours))


def to_open(rooms: Collection[str], *, limit: int) -> list[Kickoff]:
    """Those in which every party that sits here has written; one runs in a room at a time."""
    rows = writing(rooms).filter(ready__isnull=False).distinct().select_related("room")[:limit]
    return [one for one in rows if all_ready(written(one, list(parties(one))))]


def parties(kickoff: Kickoff) -> QuerySet[Party]:
    """The parties of the session's table."""
    return Party.objects.filter(partnership_id=kickoff.room.partnership_id)[:500]
