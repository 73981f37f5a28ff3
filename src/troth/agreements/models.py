"""Texts that several parties agree on, in versions, each accepted by party."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.web.fields import ulid_key
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.rooms import Item


class Agreement(Item):
    """A text that is agreed once every party has accepted its latest version.

    `kind` says which noun makes more of it (`troth.agreements.kinds`); "text" is nothing but its words.
    """

    kind = models.CharField(max_length=16, default="text")
    title = models.CharField(_("Title"), max_length=160)
    created_at = models.DateTimeField(auto_now_add=True)
    latest = models.PositiveIntegerField(default=1)
    agreed_version = models.PositiveIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class Version(models.Model):
    """One exact wording; never edited."""

    id = ulid_key()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(_("The words"), max_length=20000)
    why = models.TextField(_("What changed, and why"), max_length=1000, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="version_once")]


class Acceptance(models.Model):
    """One party accepted exactly this version."""

    id = ulid_key()
    version = models.ForeignKey(Version, models.CASCADE, related_name="acceptances")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "party"], name="acceptance_once")]
