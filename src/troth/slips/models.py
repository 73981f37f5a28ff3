"""What one side says of its own slip, and what is said below it; nothing of it is ever edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.commitments.models import Commitment
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.fields import ulid_key
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item
from troth.slips.rules.states import OPEN, Standing, State

LONGEST_LINE = 1000
LONGEST_WORDS = 2000
# So much of a line names it in a list.
LONGEST_TITLE = 90


class Slip(Item):
    """Four lines by its owner; `turn` grows with every word below, so that of two at once one wins."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="slips")
    towards = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="slips")
    what = models.TextField(_("What happened"), max_length=LONGEST_LINE)
    effect = models.TextField(_("What it means for the others"), max_length=LONGEST_LINE)
    repair = models.TextField(_("How it is made good"), max_length=LONGEST_LINE)
    next = models.TextField(_("What comes next"), max_length=LONGEST_LINE)
    repair_by = models.DateField(null=True)
    owned_at = models.DateTimeField()
    state = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in State], default=State.OWNED.value
    )
    repaired_at = models.DateTimeField(null=True)
    # Where it stands in the record of its room.
    idx = models.BigIntegerField(null=True)
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["room", "-owned_at", "-id"], name="slip_in_room"),
            models.Index(fields=["state", "repair_by"], name="slip_repair_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "party"],
                condition=models.Q(commitment__isnull=False, state__in=sorted(OPEN)),
                name="slip_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stands(self) -> State:
        """The state as the rules know it."""
        return State(self.state)

    @property
    def title(self) -> str:
        """What it is called: the promise it is about, else the beginning of what happened."""
        if self.commitment is not None:
            return str(self.commitment)
        first = " ".join(self.what.split())
        if len(first) <= LONGEST_TITLE:
            return first
        return f"{first[:LONGEST_TITLE].rpartition(' ')[0] or first[:LONGEST_TITLE]} …"


class Said(models.TextChoices):
    """What was said below a slip."""

    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    ANSWERED = "answered", _("answered")
    ADDED = "added", _("added a word")
    REPAIR_SAID = "repair-said", _("says that it is repaired")
    REPAIRED = "repaired", _("confirmed the repair")


class Word(models.Model):
    """One word below a slip, by one side; each side acknowledges once."""

    id = ulid_key()
    slip = models.ForeignKey(Slip, models.CASCADE, related_name="said")
    kind = models.CharField(max_length=16, choices=Said)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    at = models.DateTimeField()
    idx = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slip", "party"],
                condition=models.Q(kind="acknowledged"),
                name="slip_acknowledged_once",
            ),
        ]


def standing_of(slip: Slip, said: list[Word]) -> Standing:
    """What the rules need to know of a slip, with what was said below it."""
    others = {Ulid(one.party_id) for one in said if one.party_id != slip.party_id}
    acknowledged = {Ulid(one.party_id) for one in said if one.kind == Said.ACKNOWLEDGED}
    return Standing(
        state=slip.stands,
        owner=Ulid(slip.party_id),
        towards=Ulid(slip.towards_id) if slip.towards_id else None,
        acknowledged=frozenset(acknowledged),
        heard=frozenset(others),
        words=len(said),
    )
