"""A question, its versions, the voices on its roll, and everything each of them has said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.decisions.rules.rule import HALF, Rule, read_share
from troth.foundation.facts.decisions import Choice, DecisionOutcome, Method
from troth.foundation.web.fields import ulid_key
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item
from troth.people.models import Person

LONGEST_QUESTION = 200
LONGEST_WORDS = 8000
LONGEST_ARGUMENT = 2000


class State(models.TextChoices):
    """Open until the rule has decided; `refused` and `too few` can be put again in other words."""

    OPEN = "open", _("open")
    CARRIED = DecisionOutcome.CARRIED.value, _("carried")
    REFUSED = DecisionOutcome.REFUSED.value, _("not carried")
    TOO_FEW = DecisionOutcome.TOO_FEW.value, _("not carried, too few took part")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Decision(Item):
    """One question with the rule it was opened with; `version` counts its wordings."""

    question = models.CharField(_("The question"), max_length=LONGEST_QUESTION)
    words = models.TextField(_("What exactly"), max_length=LONGEST_WORDS, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    method = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Method])
    share = models.CharField(max_length=8, default=HALF)
    quorum = models.PositiveSmallIntegerField(default=1)
    proxies = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    raised_at = models.DateTimeField()
    until = models.DateTimeField()
    zone = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["until"], condition=models.Q(state="open"), name="decision_closes"
            ),
            models.Index(fields=["room", "closed_at"], name="decision_in_room"),
        ]

    @property
    def rule(self) -> Rule:
        """The rule as it was when it was put to the vote."""
        share = read_share(self.share)
        return Rule(method=Method(self.method), quorum=self.quorum, share=share)

    @property
    def is_open(self) -> bool:
        """Whether voices are heard."""
        return self.state == State.OPEN

    @property
    def may_come_again(self) -> bool:
        """Whether it can be put once more in other words."""
        return self.state in {State.OPEN, State.REFUSED, State.TOO_FEW}


class Wording(models.Model):
    """One version of the question, never edited; how it ended is kept beside it."""

    id = ulid_key()
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="wordings")
    number = models.PositiveIntegerField()
    question = models.CharField(max_length=LONGEST_QUESTION)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    why = models.TextField(max_length=2000, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    outcome = models.CharField(max_length=16, blank=True)
    closed_at = models.DateTimeField(null=True)
    early = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="wording_once")]


class Place(models.Model):
    """One voice on the roll of one version, as it stood when that version was opened.

    `struck_at`: whoever had it no longer sits here, and it is not counted any more.
    """

    id = ulid_key()
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="places")
    version = models.PositiveIntegerField()
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    choice = models.CharField(
        max_length=8, blank=True, choices=[(one.value, one.value) for one in Choice]
    )
    argument = models.TextField(max_length=LONGEST_ARGUMENT, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    turn = models.PositiveIntegerField(default=0)
    proxy = models.ForeignKey("self", models.SET_NULL, null=True, related_name="speaks_for")
    struck_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "version", "party"],
                condition=models.Q(person__isnull=True),
                name="voice_of_party_once",
            ),
            models.UniqueConstraint(
                fields=["decision", "version", "person"],
                condition=models.Q(person__isnull=False),
                name="voice_of_person_once",
            ),
        ]

    @property
    def said(self) -> Choice | None:
        """What this voice has said; None while it has said nothing."""
        return Choice(self.choice) if self.choice else None


class Vote(models.Model):
    """What a voice said at one moment; the last one counts, all of them can be read."""

    id = ulid_key()
    place = models.ForeignKey(Place, models.CASCADE, related_name="votes")
    choice = models.CharField(max_length=8)
    argument = models.TextField(max_length=LONGEST_ARGUMENT, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
