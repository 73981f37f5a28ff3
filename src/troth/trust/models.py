"""What trust remembers: how each side says it experiences the other, what is contested; and what the logs give.

Stories and evidence are rebuilt from the logs.
"""

from django.db import models

from troth.foundation.web.fields import UlidField
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.rooms import Item
from troth.trust.rules.contests import Standing
from troth.trust.rules.hands import Dimension
from troth.trust.rules.table import Kind

LONGEST_WORDS = 300


class Experience(Item):
    """What one party says of another, or of itself, in one dimension; said anew, it is replaced."""

    saying_party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    about = models.ForeignKey(Party, models.PROTECT, related_name="+")
    dimension = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Dimension]
    )
    figure = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    turn = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "saying_party", "about", "dimension"], name="experience_once"
            ),
            models.CheckConstraint(condition=models.Q(figure__lte=10), name="experience_of_ten"),
        ]


class Story(models.Model):
    """What is known of a promise, a question, a paraphrase or a slip so far; written by the follower alone."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    subject = UlidField()
    known = models.JSONField()
    # The same as in `known`, for finding what waits in silence.
    owed = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "subject"], name="story_once")]
        indexes = [
            models.Index(
                fields=["room", "owed"],
                condition=models.Q(owed__isnull=False),
                name="story_waits",
            )
        ]


class Evidence(models.Model):
    """One piece of evidence in a shared room; written by the follower alone."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    idx = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Kind])
    about = UlidField()
    towards = UlidField()
    at = models.DateTimeField()
    subject = UlidField()
    nth = models.PositiveIntegerField(default=1)
    value = models.FloatField(null=True)
    dimension = models.CharField(
        max_length=20, blank=True, choices=[(one.value, one.value) for one in Dimension]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "idx", "kind", "about", "towards"], name="evidence_once"
            )
        ]
        indexes = [
            models.Index(fields=["room", "about", "towards", "at"], name="evidence_of_direction")
        ]


class Contest(Item):
    """What one entry says about one side is set aside until both settle it.

    `towards`: whom it speaks to; `agreed`: which of them would leave it out. `subject` is what it is about.
    """

    idx = models.BigIntegerField()
    subject = UlidField(blank=True, default="")
    towards = models.JSONField(default=list)
    agreed = models.JSONField(default=list)
    about = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=1000)
    at = models.DateTimeField()
    standing = models.CharField(
        max_length=12,
        choices=[(one.value, one.value) for one in Standing],
        default=Standing.SET_ASIDE,
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    words = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "idx", "about"], name="contest_once")
        ]


class Review(Item):
    """The review of one quarter is ready, and everybody at the table was told."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "year", "number"], name="review_once")
        ]


class Account(models.Model):
    """What adds up of one table's forecasts; written by the clock alone, and shown only together with others'."""

    room = models.OneToOneField(Room, models.CASCADE, related_name="+")
    size = models.BigIntegerField()
    outcomes = models.PositiveIntegerField()
    sums = models.JSONField()
    at = models.DateTimeField(db_index=True)
