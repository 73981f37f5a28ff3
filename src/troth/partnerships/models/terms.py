"""The limits in force: what every reminder and clock measures against."""

from django.db import models

from troth.foundation.web.fields import UlidField, ulid_key
from troth.partnerships.models.seats import Partnership


class Terms(models.Model):
    """One version of the limits; the working agreement writes a new one, nobody edits an old one."""

    id = ulid_key()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="terms")
    since = models.DateTimeField()
    agreement = UlidField(blank=True, default="")
    consent_rule = models.CharField(max_length=24, default="unanimous")
    answer_days = models.PositiveSmallIntegerField(default=5)
    reminder_days = models.JSONField(default=list)
    silence_days = models.PositiveSmallIntegerField(default=30)

    class Meta:
        indexes = [models.Index(fields=["partnership", "since"])]
