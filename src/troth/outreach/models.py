"""What is remembered of what was uneven, in side rooms; and of private questions, in rooms of a few people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.commitments.models import Commitment
from troth.foundation.web.fields import UlidField, ulid_key
from troth.outreach.rules.states import (
    ChangeKind,
    ChangeState,
    ExchangeState,
    OfferState,
    SignalState,
)
from troth.outreach.rules.unevenness import Tally
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.rooms import Item

LONGEST_WORDS = 2000
LONGEST_KIND = 24


class Look(models.Model):
    """When a table is looked at next; of two clocks that ring at once, one moves it."""

    room = models.OneToOneField(Room, models.CASCADE, related_name="+")
    next_at = models.DateTimeField(db_index=True)


class Signal(Item):
    """Something uneven about one organisation, in its own side room; `turn` lets one of two at once win.

    Answers: `did` of `of` in time, and `others_did` of `others_of`. Load: `did` of `of` open things wait for it;
    before the window it was `others_did` of `others_of`.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=LONGEST_KIND)
    since = models.DateTimeField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    did = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    others_did = models.PositiveIntegerField()
    others_of = models.PositiveIntegerField()
    sides = models.PositiveSmallIntegerField(default=2)
    state = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in SignalState],
        default=SignalState.SHOWN.value,
    )
    turn = models.PositiveIntegerField(default=0)
    # What was said openly about it.
    topic = UlidField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["state", "until"], name="signal_days_over"),
            models.Index(fields=["party", "kind", "-at"], name="signal_last"),
        ]

    @property
    def stands(self) -> SignalState:
        """The state as the rules know it."""
        return SignalState(self.state)

    @property
    def own(self) -> Tally:
        """This side's count."""
        return Tally(self.did, self.of)

    @property
    def others(self) -> Tally:
        """The others' count, or how it was before."""
        return Tally(self.others_did, self.others_of)


class Offered(Item):
    """A draft of a private question for the admins of another side, in their side room.

    No fact: it is only the machine's.
    """

    signal = models.ForeignKey(Signal, models.CASCADE, related_name="offers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    about = models.ForeignKey(Party, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=LONGEST_KIND)
    at = models.DateTimeField()
    state = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in OfferState],
        default=OfferState.OFFERED.value,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "party"], name="offered_once")]


class Exchange(Item):
    """One private question and what followed, in a room of the people named and nobody else."""

    asker = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    asked = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in ExchangeState],
        default=ExchangeState.OPEN.value,
    )
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["room", "-last_at", "-id"], name="exchange_in_room"),
            models.Index(fields=["asker", "-at"], name="exchange_by_asker"),
        ]

    @property
    def stands(self) -> ExchangeState:
        """The state as the rules know it."""
        return ExchangeState(self.state)


class Line(models.Model):
    """What somebody said in an exchange; the first one is the question."""

    id = ulid_key()
    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="lines")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    words = models.TextField(_("Your words"), max_length=LONGEST_WORDS)
    at = models.DateTimeField()
    idx = models.BigIntegerField(null=True)


class Change(models.Model):
    """What one of them proposes to do openly: other dates, or a pause."""

    id = ulid_key()
    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="changes")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in ChangeKind])
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    state = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in ChangeState],
        default=ChangeState.PROPOSED.value,
    )
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exchange"], condition=models.Q(state="proposed"), name="change_open_once"
            )
        ]


class MovedDate(models.Model):
    """One promise of a change, from which date to which."""

    id = ulid_key()
    change = models.ForeignKey(Change, models.CASCADE, related_name="moves")
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    was = models.DateTimeField()
    due = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "commitment"], name="moved_date_once")
        ]
