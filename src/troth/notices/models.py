"""What somebody should know: inbox lines, reminders, and the letters that the example did not send."""

from django.db import models

from troth.foundation.web.fields import UlidField, ulid_key
from troth.foundation.web.open_internet import LONGEST_ADDRESS
from troth.notices.rules.paces import Group, Pace
from troth.partnerships.models import Partnership, Party
from troth.people.models import Person, Session


class Letter(models.Model):
    """A mail that the example did not send."""

    id = ulid_key()
    sender = models.CharField(max_length=320)
    to = models.TextField()
    subject = models.CharField(max_length=998)
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)


class Wish(models.Model):
    """How often somebody wants mail about one group; `room` empty: in every room."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    room = UlidField(blank=True, default="")
    group = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Group])
    pace = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Pace])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "room", "group"], name="mail_wish_once")
        ]


class Quiet(models.Model):
    """The hours in which somebody wants no mail at all, by their own clock; theirs alone."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    begins = models.TimeField()
    ends = models.TimeField()


class Mailing(models.Model):
    """One mail with what happened; kept so that each line goes into one mail and a mail out once."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    mail = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    # What it says, as it left; kept for as long as its address in the browser holds.
    said = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(mailed_at__isnull=True, mail=True),
                name="mailing_to_send",
            ),
            models.Index(
                fields=["at"], condition=models.Q(said__isnull=False), name="mailing_to_read"
            ),
        ]


class Device(models.Model):
    """A browser that its person lets show notifications, for as long as it is signed in."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=LONGEST_ADDRESS)
    p256dh = models.CharField(max_length=128)
    auth = models.CharField(max_length=64)
    at = models.DateTimeField()


class Nudge(models.Model):
    """What one mailing says, on its way to one device; gone when it arrived, was seen or came too late."""

    id = ulid_key()
    device = models.ForeignKey(Device, models.CASCADE, related_name="+")
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="+")
    pace = models.CharField(max_length=8)
    at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "mailing"], name="nudge_once")]


class Notice(models.Model):
    """One entry that one person may read; can be rebuilt from the logs.

    `letter_at`: it waits to go into a mail, then at the earliest.
    """

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    room = UlidField()
    idx = models.BigIntegerField()
    kind = models.CharField(max_length=64)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    letter_at = models.DateTimeField(null=True)
    mailing = models.ForeignKey(Mailing, models.SET_NULL, null=True, related_name="lines")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "room", "idx"], name="notice_once")
        ]
        indexes = [
            models.Index(fields=["person", "-id"]),
            models.Index(
                fields=["letter_at"],
                condition=models.Q(letter_at__isnull=False),
                name="notice_to_mail",
            ),
        ]


class Reminder(models.Model):
    """A reminder before a deadline: kept so that it goes out once, and is part of the story."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="+")
    about = UlidField(db_index=True)
    due_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    mail = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "about", "due_at", "days"], name="reminder_once"
            )
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="reminders_of_a_person"),
            models.Index(
                fields=["not_before"],
                condition=models.Q(mailed_at__isnull=True, mail=True),
                name="reminder_to_mail",
            ),
        ]


class ReplyAddress(models.Model):
    """Where one person can write by mail to one topic, promise, check-in or room; the address is signed."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    about = UlidField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["person", "about", "-until"], name="reply_to_a_thing")]


class Arrival(models.Model):
    """A message that came in, by its fingerprint alone, so that it counts once; no word of it is kept."""

    key = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=16)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="mail_of_a_person")]
