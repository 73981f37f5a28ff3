"""Launch checks: what each side expects, sealed until all have answered, and how differences end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.launch import Question
from troth.foundation.web.fields import ulid_key
from troth.goals.models import Goal
from troth.kickoff.models.sessions import scattered_key
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item

LONGEST_ANSWER = 600
QUESTIONS = [(one.value, one.value) for one in Question]


class Check(Item):
    """The check of one initiative; it has the goal's id, and begins with the first answer."""

    goal = models.OneToOneField(Goal, models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)


class SealedAnswer(models.Model):
    """An answer before the opening: a party's with its seal, or a person's own. Gone once all is opened."""

    id = scattered_key()
    of = models.ForeignKey(Check, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    own = models.BooleanField(default=False)
    words = models.JSONField()
    salt = models.CharField(max_length=44, blank=True)
    seal = models.CharField(max_length=44, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "party"], condition=models.Q(own=False), name="sealed_answer_of_party"
            ),
            models.UniqueConstraint(
                fields=["of", "seat"], condition=models.Q(own=True), name="sealed_answer_of_seat"
            ),
        ]


class Answer(models.Model):
    """An answer that all can read; rows are made at the opening. `unchanged`: as it was sealed."""

    id = ulid_key()
    of = models.ForeignKey(Check, models.CASCADE, related_name="answers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    words = models.JSONField()
    unchanged = models.BooleanField(null=True)


class Read(models.Model):
    """Which questions differ, as one party reads the answers; shown once every party has read them."""

    id = ulid_key()
    of = models.ForeignKey(Check, models.CASCADE, related_name="reads")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    differ = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "party"], name="launch_read_once")]


class Wording(models.Model):
    """One wording for a question on which the answers differed; the latest counts."""

    id = ulid_key()
    of = models.ForeignKey(Check, models.CASCADE, related_name="wordings")
    question = models.CharField(max_length=16, choices=QUESTIONS)
    number = models.PositiveIntegerField()
    text = models.CharField(_("One wording for all"), max_length=LONGEST_ANSWER)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "question", "number"], name="launch_wording_once")
        ]


class Accepted(models.Model):
    """A party accepted exactly this wording."""

    id = ulid_key()
    wording = models.ForeignKey(Wording, models.CASCADE, related_name="accepted")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wording", "party"], name="launch_accepted_once")
        ]


class Override(models.Model):
    """Why a party goes on although a question differs."""

    id = ulid_key()
    of = models.ForeignKey(Check, models.CASCADE, related_name="overrides")
    question = models.CharField(max_length=16, choices=QUESTIONS)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=600)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "question", "party"], name="launch_override_once")
        ]
