"""A working agreement beside the agreement it hangs on: its answers, version by version."""

from django.db import models
from django.db.models import Q

from troth.agreements.models import Agreement
from troth.foundation.web.fields import ulid_key
from troth.partnerships.models.rooms import Item


class Charter(Item):
    """The charter of a table; it has the id of the agreement whose text is signed. One lives at a time."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="charter")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room"], condition=Q(withdrawn_at__isnull=True), name="charter_once"
            )
        ]


class Wording(models.Model):
    """The answers of one version; its text was composed from these and nothing else, and is never edited."""

    id = ulid_key()
    charter = models.ForeignKey(Charter, models.CASCADE, related_name="wordings")
    number = models.PositiveIntegerField()
    answers = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charter", "number"], name="charter_wording_once")
        ]
