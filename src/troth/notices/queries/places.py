"""The rooms that somebody may choose mail for, by the names people read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from troth.foundation.web.clock import now
from troth.notices.models import Arrival, Quiet, Wish
from troth.notices.queries.letters import seats_of
from troth.notices.queries.wishes import QUIET_FROM, QUIET_UNTIL
from troth.partnerships.models import Room
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.rules.rooms import RoomKind
from troth.people.models import Person

MOST_ROOMS = 40
SHOWN = timedelta(days=30)


def rooms_to_choose(person: Person) -> list[tuple[str, str]]:
    """Room and name, table by table; as many as a page may hold."""
    found = {
        str(room.id): f"{seat.partnership.name}: {name_of(room)}"
        for seat in sorted(seats_of(person), key=lambda seat: seat.partnership.name)
        for room in rooms_of(seat)
        if room.kind != RoomKind.PUBLIC
    }
    return list(found.items())[:MOST_ROOMS]


def name_of(room: Room) -> str:
    """What a room is called beside its table."""
    if room.kind == RoomKind.SHARED:
        return _("the shared room")
    if room.kind == RoomKind.SIDE:
        return _("your side room")
    return room.name or _("a room of some")


def chosen_paces(person: Person, rooms: Sequence[str]) -> dict[tuple[str, str], str]:
    """What this person has chosen for these rooms."""
    rows = Wish.objects.filter(person=person, room__in=rooms)
    return {(row.room, row.group): row.pace for row in rows}


def came_back(person: Person) -> datetime | None:
    """When mail to this person last came back to us, if that is not long ago."""
    rows = Arrival.objects.filter(person=person, outcome="bounced", at__gt=now() - SHOWN)
    last = rows.order_by("-at").first()
    return last.at if last else None


def quiet_hours(person: Person) -> dict[str, object]:
    """From and until, as the form names them."""
    row = Quiet.objects.filter(person=person).first()
    begins, ends = (row.begins, row.ends) if row else (QUIET_FROM, QUIET_UNTIL)
    return {"quiet_from": begins, "quiet_until": ends}
