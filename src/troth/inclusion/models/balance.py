"""The reports of each month, never changed afterwards."""

from django.db import models

from troth.foundation.web.fields import ulid_key
from troth.inclusion.rules.audit import Hidden
from troth.inclusion.rules.report import Cut, Kind
from troth.partnerships.models.rooms import Item


class Report(Item):
    """The balance of one full month at one table, computed once by the clock."""

    month = models.DateField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "month"], name="balance_once")]


class Figure(models.Model):
    """One line of a report. `people`: whom a shown one is about, for later audits and nobody's eyes."""

    id = ulid_key()
    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Kind])
    cut = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Cut])
    key = models.CharField(max_length=26, blank=True)
    of_people = models.PositiveSmallIntegerField()
    share = models.PositiveSmallIntegerField(null=True)
    hidden = models.CharField(
        max_length=16, blank=True, choices=[(one.value, one.value) for one in Hidden]
    )
    people = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind", "cut", "key"], name="balance_line_once"
            )
        ]
