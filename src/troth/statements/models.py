"""What may be used in public, since when and until when, and who wants to be told when it may not."""

from django.db import models

from troth.agreements.models import Agreement
from troth.foundation.facts.statements import Withdrawal
from troth.foundation.web.fields import ulid_key
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item


class Statement(Item):
    """A message to the outside; it has the id of the agreement whose text it is."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="statement")


class Publication(models.Model):
    """One approved version: its exact words, by whom, from when, and until when it might be used."""

    id = ulid_key()
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField()
    checksum = models.CharField(max_length=64)
    approved_by = models.JSONField(default=list)
    approved_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    how = models.CharField(
        max_length=12, blank=True, choices=[(one.value, one.value) for one in Withdrawal]
    )
    withdrawn_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="publication_once"),
            models.UniqueConstraint(
                fields=["statement"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_in_use",
            ),
        ]


class Listener(models.Model):
    """Somebody who took the text and is to be told when it is withdrawn: a seat, or a confirmed address.

    The row, and the address with it, is deleted when the letter has left, and when nobody confirms.
    """

    id = ulid_key()
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="listeners")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "seat"],
                condition=models.Q(seat__isnull=False),
                name="listener_seat_once",
            ),
            models.UniqueConstraint(
                fields=["statement", "email"],
                condition=~models.Q(email=""),
                name="listener_address_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(due_at__isnull=False), name="letter_due"
            ),
            models.Index(
                fields=["asked_at"],
                condition=models.Q(confirmed_at__isnull=True),
                name="listener_unconfirmed",
            ),
        ]
