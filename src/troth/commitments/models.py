"""What is remembered of promises; the story itself stands in the record."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.commitments.rules.life import SILENCE
from troth.commitments.rules.outcome import Outcome
from troth.commitments.rules.states import Side, State
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.fields import ulid_key
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item, ItemQuery
from troth.partnerships.models.seats import Standing
from troth.people.models import Person


class Reading(models.TextChoices):
    """How far the reading of a file is."""

    READING = "reading", _("is being read")
    READ = "read", _("has been read")
    REFUSED = "refused", _("could not be read")
    VISIBLE = "visible", _("is visible")


class Batch(Item):
    """One file of promises; its rows are seen by nobody before `visible_at`."""

    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=16, choices=Reading, default=Reading.READING)
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64)
    path = models.CharField(max_length=500, blank=True)
    size = models.BigIntegerField(default=0)
    zone = models.CharField(max_length=64, default="UTC")
    as_of = models.DateField(null=True)
    options = models.JSONField(default=dict)
    read = models.BigIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    here_already = models.PositiveIntegerField(default=0)
    last_line = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=dict)
    problem_count = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    visible_at = models.DateTimeField(null=True)
    idx = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["room", "file_hash"]),
            models.Index(fields=["state", "started_at"]),
        ]


class WrongRow(models.Model):
    """One thing that is wrong with a row of a file, for whoever mends the file."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="wrong_rows")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=32)
    column = models.TextField(blank=True)
    shown = models.TextField(blank=True)
    other = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("line", "id")


class CommitmentQuery(ItemQuery["Commitment"]):
    """Ways to look at promises; rows of a file that is still being read do not exist yet."""

    def in_rooms(self, rooms: object) -> Self:
        """Visible promises of these rooms."""
        inside = super().in_rooms(rooms)  # type: ignore[arg-type]  # same argument
        # Few files are hidden at a time: naming them costs less than asking each row for its file.
        return inside.exclude(batch__in=Batch.objects.filter(visible_at__isnull=True))

    def that_count(self) -> Self:
        """Without what one side's file alone says of another that sits here: nobody writes another's past.

        Such rows are shown, and count once their promiser has brought them in itself.
        """
        alone = models.Q(batch__isnull=False, promiser__standing=Standing.JOINED)
        own = models.Q(batch__seat__isnull=False, batch__seat__party=models.F("promiser"))
        return self.exclude(alone & ~own)

    def with_parties(self) -> Self:
        """With both parties fetched in the same statement; of people no more than what a promise says of them."""
        whole = self.select_related("room", "promiser", "receiver", "holder", "contact", "batch")
        return whole.defer(*UNSAID)


# Everything of a person that no promise names; tens of columns, in every row.
UNSAID = [
    f"{whose}__{one.name}"
    for whose in ("holder", "contact")
    for one in Person._meta.concrete_fields
    if one.name not in {"id", "name", "zone", "place", "is_active"}
]


def words_of(member: type[Outcome] | type[State] | type[Side]) -> list[tuple[str, str]]:
    """Choices of a closed enum."""
    return [(one.value, one.value) for one in member]


class Commitment(Item):
    """Who promised what to whom by when. `turn` grows with every act, so that one of two at once wins."""

    promiser = models.ForeignKey(Party, models.PROTECT, related_name="promised")
    receiver = models.ForeignKey(Party, models.PROTECT, null=True, related_name="receives")
    holder = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    deliverable = models.CharField(_("What"), max_length=500, blank=True)
    meaning = models.TextField(_("Delivered means"), max_length=4000, blank=True)
    due = models.DateTimeField(_("By when"))
    zone = models.CharField(_("Time zone"), max_length=64)
    whole_day = models.BooleanField(default=False)
    sure = models.PositiveSmallIntegerField(_("How sure"), null=True, blank=True)
    state = models.CharField(max_length=16, choices=words_of(State), default=State.PROPOSED.value)
    turn = models.PositiveIntegerField(default=0)
    proposed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    # As the terms had it when the promise was accepted: later terms do not change what was agreed.
    silence_days = models.PositiveSmallIntegerField(default=SILENCE.days)
    drop_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    first_due = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    ask_by = models.CharField(max_length=16, choices=words_of(Side), blank=True)
    ask_due = models.DateTimeField(null=True)
    ask_reason = models.TextField(blank=True)
    ask_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=words_of(Outcome), blank=True)
    outcome_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    # Said by the promiser of its own slip, and confirmed by the other side; the words stand with the slip.
    owned_at = models.DateTimeField(null=True)
    repaired_at = models.DateTimeField(null=True)
    renegotiated = models.PositiveSmallIntegerField(default=0)
    shared_from = models.BooleanField(default=False)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="commitments")
    event_id = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(null=True)
    kept_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = CommitmentQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["room", "due", "id"],
                condition=models.Q(outcome_at__isnull=True),
                name="open_by_date",
            ),
            models.Index(
                fields=["room", "-due", "-id"],
                condition=models.Q(outcome_at__isnull=False),
                name="finished_by_date",
            ),
            models.Index(fields=["room", "promiser", "outcome", "-due"]),
            models.Index(fields=["state", "missed_at", "due"]),
            models.Index(fields=["state", "answer_by"]),
            models.Index(
                fields=["drop_at"], condition=models.Q(drop_at__isnull=False), name="may_be_dropped"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "event_id"],
                condition=models.Q(batch__isnull=False),
                name="imported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.deliverable

    @property
    def is_told_by_another(self) -> bool:
        """Whether only another side's file says this of a party that sits here; then it counts nowhere."""
        if self.batch is None or self.promiser.standing != Standing.JOINED:
            return False
        seat = self.batch.seat
        return seat is None or seat.party_id != self.promiser_id

    @property
    def stands(self) -> State:
        """The state as the rules know it."""
        return State(self.state)

    @property
    def receiver_ulid(self) -> Ulid | None:
        """The receiving party; None for all."""
        return Ulid(self.receiver_id) if self.receiver_id else None


class Move(models.Model):
    """A deadline moved by agreement."""

    id = ulid_key()
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="moves")
    was = models.DateTimeField()
    due = models.DateTimeField()
    agreed_at = models.DateTimeField()


class Delivery(models.Model):
    """One delivery, and what the receiver said about it."""

    id = ulid_key()
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="deliveries")
    at = models.DateTimeField()
    answer_by = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    disputed_at = models.DateTimeField(null=True)
    missing = models.TextField(blank=True)


class Line(models.Model):
    """Which entries of the room's log tell the story of a promise; can be rebuilt from the log."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="lines")
    idx = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "idx"], name="line_once")]
