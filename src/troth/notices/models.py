"""What somebody should know: inbox lines, and the letters of the example."""

from django.db import models

from troth.foundation.web.fields import UlidField, ulid_key
from troth.partnerships.models import Partnership
from troth.people.models import Person


class Letter(models.Model):
    """A mail that the example did not send."""

    id = ulid_key()
    sender = models.CharField(max_length=320)
    to = models.TextField(db_index=True)
    subject = models.CharField(max_length=998)
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)


class Notice(models.Model):
    """One line for one person; can be rebuilt from the logs."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    room = UlidField()
    idx = models.BigIntegerField()
    kind = models.CharField(max_length=64)
    must_answer = models.BooleanField(default=False)
    values = models.JSONField(default=dict)
    address = models.CharField(max_length=300)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "room", "idx", "kind"], name="notice_once"),
        ]
        indexes = [models.Index(fields=["person", "-at"])]


class Reminder(models.Model):
    """A reminder that went out; kept so that it goes out once."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    about = UlidField()
    due_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "about", "due_at", "days"], name="reminder_once")]
