"""Organisations and who belongs to them; lives in no room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.web.fields import UlidField, ulid_key
from troth.organisations.rules import SATURDAY_AND_SUNDAY
from troth.people.models import Person


class Organisation(models.Model):
    """A body with members; it may sit at many tables.

    Its working calendar: holidays of the `country` and `region` (two empty words: none are known), the
    `weekend` as digits (0 is Monday), and `days_off`, each an ISO day with what it is.
    """

    id = ulid_key()
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name of the organisation"), max_length=120)
    place = models.CharField(_("Place"), max_length=80, blank=True)
    zone = models.CharField(_("Time zone"), max_length=64, default="UTC")
    country = models.CharField(_("Country"), max_length=2, blank=True)
    region = models.CharField(_("Region"), max_length=8, blank=True)
    weekend = models.CharField(_("Weekend"), max_length=6, default=SATURDAY_AND_SUNDAY)
    days_off = models.JSONField(_("Other days off"), default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person belongs to an organisation, from then until then."""

    id = ulid_key()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    admin = models.BooleanField(default=False)
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(until__isnull=True),
                name="membership_once",
            )
        ]


class StrengthKind(models.TextChoices):
    """What a statement says of its organisation."""

    GOOD = "good", _("good at")
    WEAK = "weak", _("weak at")
    NEEDS = "needs", _("needs")


class ShownAt(models.TextChoices):
    """Which tables read a statement."""

    NOBODY = "nobody", _("nobody yet")
    CHOSEN = "chosen", _("chosen tables")
    ALL = "all", _("all our tables")


class StrengthStatement(models.Model):
    """What an organisation says it is good at, weak at or needs; its own, no fact, in no room."""

    id = ulid_key()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="strengths")
    kind = models.CharField(max_length=8, choices=StrengthKind)
    words = models.CharField(max_length=160)
    examples = models.TextField(max_length=1000, blank=True)
    tags = models.JSONField(default=list)
    shown = models.CharField(max_length=8, choices=ShownAt, default=ShownAt.NOBODY)
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()


class StrengthShown(models.Model):
    """One of the chosen tables; tables stand above organisations, so it is named by its id alone."""

    id = ulid_key()
    statement = models.ForeignKey(StrengthStatement, models.CASCADE, related_name="tables")
    partnership = UlidField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "partnership"], name="strength_shown_once")
        ]
