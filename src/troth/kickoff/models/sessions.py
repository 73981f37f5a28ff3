"""Kickoffs: lines sealed in tables of their own, then the lines that all can read."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.foundation.web.fields import UlidField, ulid_key
from troth.kickoff.rules.phases import Phase
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item

LONGEST_LINE = 300
GROUPS = [(one.value, one.value) for one in Group]
ENDINGS = [(one.value, one.value) for one in Ending]


def scattered_id() -> Ulid:
    """An id that tells nothing of the moment or the order in which it was made."""
    return make_ulid(secrets.randbits(48), secrets.token_bytes(10))


def scattered_key() -> "UlidField[str, Ulid]":
    """A primary key that says nothing of when."""
    return UlidField(primary_key=True, default=scattered_id, editable=False)


class Kickoff(Item):
    """A session: everybody writes unseen, all is opened at once, each line ends as something."""

    title = models.CharField(_("What it is for"), max_length=160)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    phase = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in Phase],
        default=Phase.WRITING.value,
    )
    guests = models.BooleanField(default=False)
    opens_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=64, default="UTC")
    begun_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["opens_at"],
                condition=models.Q(phase=Phase.WRITING.value),
                name="kickoff_due",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["room"],
                condition=models.Q(phase__in=(Phase.WRITING.value, Phase.OPEN.value)),
                name="kickoff_one_at_a_time",
            )
        ]


class SealedLine(models.Model):
    """A line with a name, before the opening: only its writer ever sees it. Gone once all is opened."""

    id = scattered_key()
    kickoff = models.ForeignKey(Kickoff, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    group = models.CharField(max_length=16, choices=GROUPS)
    text = models.CharField(max_length=LONGEST_LINE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kickoff", "seat", "group", "text"], name="sealed_line_once"
            )
        ]


class UnnamedLine(models.Model):
    """A line without a name: no seat, no party, no session, no time. Nobody sees it before the opening."""

    id = scattered_key()
    kickoff = models.ForeignKey(Kickoff, models.CASCADE, related_name="+")
    group = models.CharField(max_length=16, choices=GROUPS)
    text = models.CharField(max_length=LONGEST_LINE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kickoff", "group", "text"], name="unnamed_line_once")
        ]


class Ready(models.Model):
    """A party has written, and sealed what it wrote; `unchanged` is known once all is opened."""

    id = ulid_key()
    kickoff = models.ForeignKey(Kickoff, models.CASCADE, related_name="ready")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    salt = models.CharField(max_length=44)
    seal = models.CharField(max_length=44)
    unchanged = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kickoff", "party"], name="ready_once")]


class Line(models.Model):
    """A line that all can read. Rows are made at the opening, in random order; `place` is that order."""

    id = scattered_key()
    kickoff = models.ForeignKey(Kickoff, models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    group = models.CharField(max_length=16, choices=GROUPS)
    text = models.CharField(max_length=LONGEST_LINE)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    like = models.ForeignKey("self", models.SET_NULL, null=True, related_name="joined")
    ending = models.CharField(max_length=16, choices=ENDINGS, blank=True)
    words = models.CharField(max_length=500, blank=True)
    target = UlidField(blank=True, default="")
    ended_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kickoff", "place"], name="kickoff_line_place")
        ]
