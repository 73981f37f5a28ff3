"""The limits in force: what every reminder and clock measures against."""

from typing import Any

from django.db import models

from troth.foundation.web.fields import UlidField, ulid_key
from troth.partnerships.models.seats import Partnership
from troth.partnerships.rules.terms import Limits
from troth.partnerships.rules.terms_data import to_data

MILD = Limits()


def usual_channels() -> list[Any]:
    """Where people are reached until something is signed."""
    return list(to_data(MILD)["channels"])


class Terms(models.Model):
    """One version of the limits; the working agreement writes a new one, nobody edits an old one.

    An empty `decision` or `rhythm` is the mild one; a signed charter always names both.
    """

    id = ulid_key()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="terms")
    since = models.DateTimeField()
    agreement = UlidField(blank=True, default="")
    consent_rule = models.CharField(max_length=24, default=MILD.consent_rule)
    answer_days = models.PositiveSmallIntegerField(default=MILD.answer_days)
    question_days = models.PositiveSmallIntegerField(default=MILD.question_days)
    channels = models.JSONField(default=usual_channels)
    conflict_days = models.PositiveSmallIntegerField(default=MILD.conflict_days)
    decision = models.JSONField(default=dict)
    rhythm = models.JSONField(default=dict)
    reminder_days = models.JSONField(default=list)
    silence_days = models.PositiveSmallIntegerField(default=MILD.silence_days)
    ease_days = models.PositiveSmallIntegerField(default=MILD.ease_days)
    outreach_days = models.PositiveSmallIntegerField(default=MILD.outreach_days)
    shown_first_days = models.PositiveSmallIntegerField(default=MILD.shown_first_days)
    recheck_weeks = models.PositiveSmallIntegerField(default=MILD.recheck_weeks)
    unnamed_allowed = models.BooleanField(default=MILD.unnamed_allowed)
    retention_months = models.PositiveSmallIntegerField(default=MILD.retention_months)
    operator = models.CharField(max_length=300, blank=True, default=MILD.operator)

    class Meta:
        indexes = [models.Index(fields=["partnership", "since"])]
