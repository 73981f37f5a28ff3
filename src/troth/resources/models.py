"""What is remembered of the library; the bytes themselves lie in the folder of files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.resources import Sort
from troth.foundation.web.fields import UlidField, ulid_key
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item
from troth.resources.rules.links import LONGEST as LONGEST_LINK
from troth.resources.rules.looks import Look
from troth.resources.rules.media import Media
from troth.resources.rules.names import LONGEST as LONGEST_NAME

LONGEST_TITLE = 160
LONGEST_NOTE = 400


class Resource(Item):
    """One file or link. `latest` counts its versions; `party` owns it, or its adder's where that is none."""

    sort = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Sort])
    title = models.CharField(_("What it is"), max_length=LONGEST_TITLE)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    latest = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["room", "-changed_at", "-id"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="library_by_change",
            )
        ]


class Version(models.Model):
    """One state of a file or link. `key` names the file in our folder; nothing a sender said is part of it."""

    id = ulid_key()
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    payer = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True, db_index=True)
    media = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Media])
    key = UlidField(blank=True, default="")
    look = models.CharField(max_length=8, blank=True, default="")
    look_width = models.PositiveSmallIntegerField(default=0)
    look_height = models.PositiveSmallIntegerField(default=0)
    address = models.CharField(max_length=LONGEST_LINK, blank=True)
    note = models.CharField(_("What is new in it"), max_length=LONGEST_NOTE, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="resource_version_once")
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(look=Look.WAITING.value), name="pictures_to_draw"
            )
        ]


class Upload(Item):
    """A file that is on its way in pieces; `offset` bytes of `size` have arrived."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    payer = models.ForeignKey(Party, models.CASCADE, null=True, related_name="+")
    onto = models.ForeignKey(Resource, models.CASCADE, null=True, related_name="+")
    made = models.ForeignKey(Resource, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True, default="")
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    touched_at = models.DateTimeField(db_index=True)
