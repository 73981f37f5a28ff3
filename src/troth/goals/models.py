"""Goals beside the agreements they hang on: plans per version, measures, readings, obstacles, checks."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from troth.agreements.models import Agreement
from troth.foundation.facts.checks import Outcome, Proof
from troth.foundation.facts.statements import Withdrawal
from troth.foundation.web.fields import UlidField, ulid_key
from troth.goals.rules.checks import LONGEST_HOW, LONGEST_WHAT, LONGEST_WORDS
from troth.partnerships.models import Party, Seat
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


class SustainabilityCheck(Item):
    """Something a goal is kept to beside its measures; what was agreed is never edited, only replaced.

    `turn` grows with everything that is said to it, so that of two at once one wins.
    """

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="checks")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    answering = models.ForeignKey(Party, models.PROTECT, related_name="+")
    what = models.CharField(_("What is kept"), max_length=LONGEST_WHAT)
    how = models.CharField(_("What shows it"), max_length=LONGEST_HOW)
    proof = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Proof])
    aims = models.JSONField(default=list)
    due = models.DateField(null=True)
    holds = models.BooleanField(default=False)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")
    why = models.CharField(max_length=LONGEST_WORDS, blank=True)
    at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["goal", "at"], name="check_of_goal"),
            models.Index(
                fields=["room", "due"],
                condition=Q(withdrawn_at__isnull=True, replaced_at__isnull=True),
                name="check_due_in_room",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_gone(self) -> bool:
        """Whether it was taken back or replaced."""
        return self.withdrawn_at is not None or self.replaced_at is not None


class CheckAssent(models.Model):
    """One side said yes to a check as it was proposed."""

    id = ulid_key()
    of = models.ForeignKey(SustainabilityCheck, models.CASCADE, related_name="assents")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "party"], name="check_assent_once")]


class CheckResult(models.Model):
    """What one side wrote of a check; it stands from `settled_at`, when every other side has confirmed it."""

    id = ulid_key()
    of = models.ForeignKey(SustainabilityCheck, models.CASCADE, related_name="results")
    outcome = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Outcome])
    day = models.DateField()
    words = models.CharField(_("What was seen"), max_length=LONGEST_WORDS)
    evidence_kind = models.CharField(max_length=16, blank=True)
    evidence = UlidField[str, str](blank=True, default="")
    again = models.DateField(null=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["of", "at"], name="check_result_by_time")]


class CheckWord(models.Model):
    """One side confirmed a result, or sees it differently; it may come round to it later."""

    id = ulid_key()
    result = models.ForeignKey(CheckResult, models.CASCADE, related_name="said")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "party"], name="check_word_once")]


class Showing(Item):
    """What everybody may read of a goal's checks; it has the id of the agreement in which all approve the words."""

    goal = models.OneToOneField(Goal, models.CASCADE, related_name="showing")
    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="showing")


class Release(models.Model):
    """One version of it: put together, perhaps approved by all, perhaps withdrawn since.

    `data` is what was put together; `file` the very bytes that are given out, and `checksum` their SHA-256.
    """

    id = ulid_key()
    showing = models.ForeignKey(Showing, models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    file = models.TextField(blank=True)
    checksum = models.CharField(max_length=64, blank=True)
    approved_by = models.JSONField(default=list)
    approved_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    how = models.CharField(
        max_length=12, blank=True, choices=[(one.value, one.value) for one in Withdrawal]
    )
    withdrawn_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["showing", "number"], name="release_once"),
            models.UniqueConstraint(
                fields=["showing"],
                condition=Q(approved_at__isnull=False, withdrawn_at__isnull=True),
                name="release_one_shown",
            ),
        ]
