"""Rooms: the unit of audience, log, live channel, search scope and export."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models

from troth.foundation.web.fields import ulid_key
from troth.partnerships.models.seats import Partnership, Party, Seat
from troth.partnerships.rules.rooms import RoomKind


class Room(models.Model):
    """Whoever is not in it gets the same answer as for a room that does not exist."""

    id = ulid_key()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="rooms")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in RoomKind])
    name = models.CharField(max_length=120, blank=True)
    party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="side_rooms")
    parties = models.ManyToManyField(Party, related_name="subset_rooms")
    seats = models.ManyToManyField(Seat, related_name="listed_rooms")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "party"],
                condition=models.Q(kind="side"),
                name="side_room_once",
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind"],
                condition=models.Q(kind__in=("shared", "public")),
                name="shared_once",
            ),
        ]


M = TypeVar("M", bound="Item")


class ItemQuery(models.QuerySet[M]):
    """Items are only ever looked at through rooms."""

    def in_rooms(self, rooms: Iterable[str]) -> Self:
        """Items of these rooms and no others."""
        return self.filter(room_id__in=list(rooms))


class Item(models.Model):
    """Everything between people stands in one room."""

    id = ulid_key()
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")

    objects: Any = ItemQuery.as_manager()

    class Meta:
        abstract = True
