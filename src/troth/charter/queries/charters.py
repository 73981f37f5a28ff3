"""The charter of a room: the one that lives, and its answers."""

from collections.abc import Collection

from troth.charter.models import Charter, Wording
from troth.charter.rules.answers import Answers, answers_from_data
from troth.partnerships.models import Room
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.rooms import RoomKind


def charter_of(room: Room, rooms: Collection[str]) -> Charter | None:
    """The living charter of this room, if the reader's rooms include it."""
    inside = Charter.objects.in_rooms(set(rooms) & {room.id}).filter(withdrawn_at__isnull=True)
    found: Charter | None = inside.select_related("agreement__room").first()
    return found


def answers_of(charter: Charter, number: int) -> Answers | None:
    """The answers of one version."""
    kept = Wording.objects.filter(charter=charter, number=number).values_list("answers", flat=True)
    return next((answers_from_data(one) for one in kept), None)


def has_place(room: Room) -> bool:
    """Whether a charter can stand here: it is for the whole table, once that is open."""
    return room.kind == RoomKind.SHARED and room.partnership.phase != Phase.PROPOSED
