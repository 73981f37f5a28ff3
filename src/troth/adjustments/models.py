"""What two organisations agree to do differently, and every step on the way; no step is ever edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.adjustments.rules.proposing import Way
from troth.adjustments.rules.states import OPEN, Standing, State
from troth.foundation.facts.adjustments import Helped, Idea
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.fields import ulid_key
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item

LONGEST_TITLE = 120
LONGEST_WORDS = 2000


class Adjustment(Item):
    """One adjustment; `version` grows with other words, `round` with each look that came too early."""

    about = models.ForeignKey(Party, models.PROTECT, related_name="+")
    towards = models.ForeignKey(Party, models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=24, choices=[(one, one) for one in Dimension])
    idea = models.CharField(max_length=40, blank=True, choices=[(one, one) for one in Idea])
    title = models.CharField(_("What it is called"), max_length=LONGEST_TITLE)
    change = models.TextField(_("What changes"), max_length=LONGEST_WORDS)
    keeper = models.ForeignKey(Party, models.PROTECT, related_name="+")
    person = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    recheck_on = models.DateField(_("Looked at again on"))
    state = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in State],
        default=State.PROPOSED.value,
    )
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True, choices=[(one, one) for one in Helped])
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["room", "-proposed_at", "-id"], name="adjustment_in_room"),
            models.Index(fields=["state", "recheck_on"], name="adjustment_due"),
            models.Index(fields=["idea", "state"], name="adjustment_idea"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "about", "towards", "dimension"],
                condition=models.Q(state__in=sorted(OPEN)),
                name="adjustment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stands(self) -> State:
        """The state as the rules know it."""
        return State(self.state)

    @property
    def way(self) -> Way:
        """The dimension and direction it is for."""
        return Way(
            about=Ulid(self.about_id),
            towards=Ulid(self.towards_id),
            dimension=Dimension(self.dimension),
        )


class Did(models.TextChoices):
    """What a side did with an adjustment."""

    PROPOSED = "proposed", _("proposed")
    CHANGED = "changed", _("proposed other words")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("took it back")
    LOOKED = "looked", _("looked at it again")


# Whoever writes words agrees to them.
AGREEING = (Did.PROPOSED.value, Did.CHANGED.value, Did.AGREED.value)


class Step(models.Model):
    """One step by one side, with its place in the record."""

    id = ulid_key()
    adjustment = models.ForeignKey(Adjustment, models.CASCADE, related_name="steps")
    did = models.CharField(max_length=16, choices=Did)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    round = models.PositiveIntegerField()
    said = models.CharField(max_length=16, blank=True, choices=[(one, one) for one in Helped])
    again_on = models.DateField(null=True)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    at = models.DateTimeField()
    idx = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["adjustment", "party", "version"],
                condition=models.Q(did__in=sorted(AGREEING)),
                name="adjustment_agreed_once",
            ),
            models.UniqueConstraint(
                fields=["adjustment", "party", "round"],
                condition=models.Q(did="looked"),
                name="adjustment_looked_once",
            ),
        ]


def standing_of(one: Adjustment, steps: list[Step]) -> Standing:
    """What the rules need to know of an adjustment, with the steps so far."""
    agreed = {
        step.party_id for step in steps if step.did in AGREEING and step.version == one.version
    }
    looked = {step.party_id for step in steps if step.did == Did.LOOKED and step.round == one.round}
    return Standing(
        state=one.stands,
        sides=one.way.sides,
        agreed=frozenset(map(Ulid, agreed)),
        looked=frozenset(map(Ulid, looked)),
    )
