"""Groups of people whom an initiative affects, who speaks for them, and what was heard from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.fields import ulid_key
from troth.goals.models import Goal
from troth.inclusion.forgotten import FORGOTTEN
from troth.inclusion.rules.standing import Group
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item

LONGEST_NAME = 120
LONGEST_WORDS = 600
LONGEST_HEARD = 2000


class Affected(Item):
    """One group, in its own words or as one of those often forgotten; it stays in the room of its goal."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="affected")
    # One of `forgotten.py`, whose words each reader reads in their language.
    template = models.CharField(max_length=16, blank=True)
    name = models.CharField(_("Who"), max_length=LONGEST_NAME, blank=True)
    how = models.CharField(_("How it affects them"), max_length=LONGEST_WORDS, blank=True)
    # The name as `plain` writes it (a letter may become three), or the template: a group stands on the list once.
    key = models.CharField(max_length=3 * LONGEST_NAME)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    idx = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["goal", "named_at"], name="affected_of_goal")]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "key"],
                condition=models.Q(taken_back_at__isnull=True),
                name="affected_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """How the group is called."""
        known = FORGOTTEN.get(self.template)
        return str(known.name) if known else self.name

    @property
    def words(self) -> str:
        """How it is affected."""
        known = FORGOTTEN.get(self.template)
        return self.how or (str(known.how) if known else "")


class Speaking(models.Model):
    """Somebody who sits here speaks for a group, until it ends or the seat does."""

    id = ulid_key()
    group = models.ForeignKey(Affected, models.CASCADE, related_name="speaking")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    said_by = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "seat"],
                condition=models.Q(ended_at__isnull=True),
                name="speaking_once",
            )
        ]


class Consultation(models.Model):
    """A talk with a group: when, how, what was heard, what changed; never edited, and possible at any time."""

    id = ulid_key()
    group = models.ForeignKey(Affected, models.CASCADE, related_name="talks")
    on = models.DateField(_("On which day"))
    how = models.CharField(_("How you spoke with them"), max_length=LONGEST_WORDS)
    heard = models.TextField(_("What you heard"), max_length=LONGEST_HEARD)
    changed = models.TextField(_("What changes by it"), max_length=LONGEST_HEARD, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    idx = models.BigIntegerField(null=True)


class Acknowledged(models.Model):
    """Why a party goes on although nobody speaks for a group."""

    id = ulid_key()
    group = models.ForeignKey(Affected, models.CASCADE, related_name="acknowledged")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=LONGEST_WORDS)
    at = models.DateTimeField()
    idx = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "party"], name="gap_acknowledged_once")
        ]


class NobodyElse(models.Model):
    """Why a party says that nobody else is affected; it counts while no group is named."""

    id = ulid_key()
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="nobody_else")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=LONGEST_WORDS)
    at = models.DateTimeField()
    idx = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "party"], name="nobody_else_once")]


def group_of(one: Affected) -> Group:
    """The group as the rules know it; what hangs on it is best prefetched."""
    return Group(
        id=Ulid(one.id),
        named_by=Ulid(one.party_id) if one.party_id else None,
        speaks=any(speaks_now(said) for said in one.speaking.all()),
        talks=len(one.talks.all()),
        acknowledged=frozenset(Ulid(said.party_id) for said in one.acknowledged.all()),
    )


def speaks_now(said: Speaking) -> bool:
    """Whether this voice is still at the table: it was not ended, and neither was the seat or the visit."""
    seat = said.seat
    over = seat.ended_at is not None or (seat.until is not None and seat.until <= now())
    return said.ended_at is None and not over
