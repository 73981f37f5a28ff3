"""Goals beside the agreements they hang on: plans per version, measures, readings, obstacles."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from troth.agreements.models import Agreement
from troth.foundation.web.fields import ulid_key
from troth.partnerships.models import Seat
from troth.partnerships.models.rooms import Item


class Goal(Item):
    """A goal has the id of the agreement whose text says it; with a launch day it is an initiative."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="goal")
    launched_at = models.DateTimeField(null=True)
    launched_by = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")

    @property
    def title(self) -> str:
        """How the goal is called."""
        return self.agreement.title


class Plan(models.Model):
    """What one version of the goal says, in parts; the signed text is composed from these and nothing else."""

    id = ulid_key()
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField()
    words = models.TextField(_("The words"), max_length=12000)
    by_when = models.DateField(null=True)
    launch_on = models.DateField(null=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="goal_plan_once")]


class Measure(models.Model):
    """What stays the same of a measure from version to version, so that its readings stay too."""

    id = ulid_key()
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measures")


class Defined(models.Model):
    """A measure as one version defines it."""

    id = ulid_key()
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="defined")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="defined")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("Name"), max_length=120)
    unit = models.CharField(_("Unit"), max_length=30, blank=True)
    start = models.DecimalField(max_digits=15, decimal_places=4)
    target = models.DecimalField(max_digits=15, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "measure"], name="goal_measure_defined_once"),
            models.CheckConstraint(
                condition=~Q(start=F("target")), name="goal_target_is_not_start"
            ),
        ]
        ordering = ("place",)


class Reading(models.Model):
    """What a measure read on a day. A later one for the same day replaces it and leaves it in the history."""

    id = ulid_key()
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="readings")
    day = models.DateField()
    value = models.DecimalField(max_digits=15, decimal_places=4)
    note = models.CharField(max_length=300, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    why_gone = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "day"],
                condition=Q(replaced_at__isnull=True),
                name="goal_reading_of_a_day_once",
            )
        ]
        indexes = [models.Index(fields=["measure", "day"], name="goal_reading_by_day")]


class Obstacle(models.Model):
    """Something in the way, with what it opens up, and the change it led to."""

    id = ulid_key()
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="obstacles")
    what = models.TextField(max_length=2000)
    opens = models.TextField(max_length=2000, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    caused = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    closing = models.TextField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["goal", "-at"], name="goal_obstacle_by_time")]

    @property
    def is_open(self) -> bool:
        """Whether nothing has come of it yet."""
        return self.caused is None and self.closed_at is None
