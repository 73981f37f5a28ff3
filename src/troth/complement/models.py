"""What the sides have said to suggestions, and who looks after a need that nobody meets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.web.fields import UlidField, ulid_key
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item

LONGEST_WORDS = 160
LONGEST_WORD = 1000


class CoverState(models.TextChoices):
    """What was said to a suggestion."""

    CONFIRMED = "confirmed", _("covered")
    SET_ASIDE = "set-aside", _("set aside")
    REOPENED = "reopened", _("open again")


class Cover(Item):
    """The answer to one suggestion; it holds while both statements keep the words it was given for."""

    need = UlidField()
    strength = UlidField()
    needing = models.ForeignKey(Party, models.PROTECT, related_name="+")
    covering = models.ForeignKey(Party, models.PROTECT, related_name="+")
    need_words = models.CharField(max_length=LONGEST_WORDS)
    strength_words = models.CharField(max_length=LONGEST_WORDS)
    state = models.CharField(max_length=12, choices=CoverState)
    word = models.TextField(max_length=LONGEST_WORD, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "need", "strength"], name="cover_once")
        ]


class Risk(Item):
    """A need that nobody meets, once somebody has said something about it; it holds for these words."""

    need = UlidField()
    need_words = models.CharField(max_length=LONGEST_WORDS)
    needing = models.ForeignKey(Party, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    word = models.TextField(max_length=LONGEST_WORD, blank=True)
    at = models.DateTimeField()
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "need"], name="risk_once")]


class RiskWord(models.Model):
    """One side can live with a risk, and says why."""

    id = ulid_key()
    risk = models.ForeignKey(Risk, models.CASCADE, related_name="said")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=LONGEST_WORD)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["risk", "party"], name="risk_word_once")]
