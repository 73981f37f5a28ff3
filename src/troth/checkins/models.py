"""What is remembered of check-ins, load and pauses; the story itself stands in the record."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.checkins.rules.pauses import Days
from troth.checkins.rules.pauses import State as PauseState
from troth.checkins.rules.reports import State
from troth.commitments.models import Commitment
from troth.foundation.web.fields import ulid_key
from troth.partnerships.models import Partnership, Party, Seat
from troth.partnerships.models.rooms import Item, ItemQuery
from troth.people.models import Person

LONGEST_PART = 4000


class Checkin(Item):
    """One round of the series, opened by the clock; it is open until the next one begins."""

    day = models.DateField()
    at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    # The clocks skip its hour on this day, or show it twice.
    note = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "day"], name="checkin_once")]
        indexes = [models.Index(fields=["room", "-at"])]


class Said(models.Model):
    """The three parts of a check-in."""

    progress = models.TextField(_("What moved"), max_length=LONGEST_PART, blank=True)
    hard = models.TextField(_("What is hard"), max_length=LONGEST_PART, blank=True)
    wish = models.TextField(_("What would help"), max_length=LONGEST_PART, blank=True)
    asks = models.BooleanField(_("We ask you for this"), default=False)
    asked_of = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Report(Said):
    """One organisation's part in a round: what it sent, or why it skipped it."""

    id = ulid_key()
    checkin = models.ForeignKey(Checkin, models.CASCADE, related_name="reports")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    begins = models.DateTimeField()
    answer_by = models.DateTimeField()
    # It would have fallen on this free day of the party's.
    moved_from = models.DateField(null=True)
    state = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in State], default=State.WAITING
    )
    latest = models.PositiveIntegerField(default=0)
    said_at = models.DateTimeField(null=True)
    said_by = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("Why"), max_length=LONGEST_PART, blank=True)
    answer = models.TextField(_("Your answer"), max_length=LONGEST_PART, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkin", "party"], name="report_once")]
        indexes = [models.Index(fields=["party", "state"])]


class Writing(Said):
    """A report as somebody saved it before it was sent; only the own side sees it, none is overwritten."""

    id = ulid_key()
    report = models.ForeignKey(Report, models.CASCADE, related_name="writings")
    number = models.PositiveIntegerField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="writing_once")]


class Load(Item):
    """Somebody says that it is too much; in the shared room openly, in a side room among their own."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    until = models.DateField()
    words = models.TextField(_("What would help"), max_length=1000, blank=True)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["room", "until"])]


class OwnLoad(models.Model):
    """What somebody tells nobody but themselves; it stands in no room, on no record, in no figure."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    until = models.DateField()
    words = models.TextField(_("What would help"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "partnership"], name="own_load_once")
        ]


class Pause(Item):
    """Days in which nothing is due; `turn` grows with every act, so that one of two at once wins."""

    by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    first = models.DateField(_("First day"))
    last = models.DateField(_("Last day"))
    reason = models.TextField(_("Why"), max_length=1000, blank=True)
    state = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in PauseState],
        default=PauseState.PROPOSED,
    )
    turn = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    end = models.DateField(_("Last day, earlier than agreed"), null=True)
    end_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    end_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ItemQuery.as_manager()

    class Meta:
        indexes = [models.Index(fields=["room", "state", "last"])]

    @property
    def days(self) -> Days:
        """Its days, as the rules know them."""
        return Days(self.first, self.last)


class Rest(models.Model):
    """A promise that rests in a pause, and where its date went when the pause was agreed."""

    id = ulid_key()
    pause = models.ForeignKey(Pause, models.CASCADE, related_name="rests")
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    was = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pause", "commitment"], name="rests_once")]


class Yes(models.Model):
    """One party agreed to a pause, or to its earlier end."""

    id = ulid_key()
    pause = models.ForeignKey(Pause, models.CASCADE, related_name="answers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    to_end = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pause", "party", "to_end"], name="yes_once")
        ]
