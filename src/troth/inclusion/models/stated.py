"""What people chose to state for balances alone, and the report that is made of it once a year."""

from django.db import models

from troth.foundation.web.fields import ulid_key
from troth.inclusion.rules.report import Kind
from troth.inclusion.rules.stated import By, Missing
from troth.partnerships.models import Partnership
from troth.partnerships.models.rooms import Item
from troth.people.models import Person


class Stated(models.Model):
    """From where and as what somebody speaks at one table; no page but that person's own ever shows it."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    region = models.CharField(max_length=16, blank=True)
    role = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "partnership"], name="stated_once")
        ]


class StatedReport(Item):
    """Shares by what people stated, of the months from `begins` until the day before `ends`; computed once.

    `classes`: who was counted together, for the classes of later reports. Who stated what is kept nowhere.
    """

    begins = models.DateField()
    ends = models.DateField()
    computed_at = models.DateTimeField()
    missing = models.CharField(
        max_length=16, blank=True, choices=[(one.value, one.value) for one in Missing]
    )
    classes = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "ends"], name="stated_report_once")]


class StatedShare(models.Model):
    """One figure of such a report: a group's share of one kind, beside its share of the people."""

    id = ulid_key()
    report = models.ForeignKey(StatedReport, models.CASCADE, related_name="shares")
    by = models.CharField(max_length=16, choices=[(one.value, one.value) for one in By])
    key = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Kind])
    of_people = models.PositiveSmallIntegerField()
    share = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "by", "key", "kind"], name="stated_share_once"
            )
        ]
