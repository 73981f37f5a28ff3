"""People and their sessions; lives in no room."""

from datetime import time
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from troth.foundation.web.fields import UlidField, ulid_key


class Theme(models.TextChoices):
    """Light, dark, or as the device says."""

    DEVICE = "", _("As my device says")
    LIGHT = "troth", _("Light")
    DARK = "troth-dark", _("Dark")


class Letters(models.TextChoices):
    """The typeface of text."""

    USUAL = "", _("The usual letters")
    CLEAR = "clear", _("Clearer letters")


class Density(models.TextChoices):
    """How close lists stand."""

    COMFORTABLE = "", _("Comfortable")
    COMPACT = "compact", _("Compact, for many rows")


class People(BaseUserManager["Person"]):
    """Finding people; Django's sign-in asks here."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """By e-mail address, whatever its capitals."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, name: str = "", **fields: object) -> "Person":
        """Make a person; Django and allauth call it by this name."""
        person = self.model(email=email.lower(), name=name or email.partition("@")[0], **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A human being with one sign-in for every table they sit at.

    Without an address there is no sign-in: a guest who comes by a personal link, to one room and nowhere else.
    """

    id = ulid_key()
    email = models.EmailField(_("E-mail address"), max_length=254)
    name = models.CharField(_("Name"), max_length=120)
    zone = models.CharField(_("Time zone"), max_length=64, default="UTC")
    place = models.CharField(_("Place"), max_length=80, blank=True)
    title = models.CharField(_("What you do"), max_length=80, blank=True)
    language = models.CharField(_("Language"), max_length=16, blank=True)
    theme = models.CharField(
        _("Colours"), max_length=16, blank=True, choices=Theme, default=Theme.DEVICE
    )
    letters = models.CharField(
        _("Letters"), max_length=16, blank=True, choices=Letters, default=Letters.USUAL
    )
    density = models.CharField(
        _("Lists"), max_length=16, blank=True, choices=Density, default=Density.COMFORTABLE
    )
    work_from = models.TimeField(_("Working day begins"), default=time(9))
    work_until = models.TimeField(_("Working day ends"), default=time(17))
    work_days = models.CharField(_("Working days"), max_length=7, default="12345")
    mail_waiting = models.BooleanField(_("Send a mail when something waits for me"), default=True)
    mail_words = models.BooleanField(_("Let mail carry the words themselves"), default=True)
    mail_reminders = models.BooleanField(_("Send reminders by mail"), default=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = People()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="person_email_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def comes_by_link(self) -> bool:
        """Whether a personal link is this person's only way in."""
        return not self.email

    @property
    def short(self) -> str:
        """Two letters for the face."""
        return self.name[:2].capitalize()


class Session(models.Model):
    """One signed-in browser; the key is kept as a hash, so a copy of the table opens nothing."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    data = models.TextField()
    device = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(db_index=True)


class AccessChange(models.Model):
    """Somebody may see less than a moment ago; open streams are cut by this row."""

    id = ulid_key()
    person = models.ForeignKey(Person, models.CASCADE)
    room = UlidField(db_column="room_id", default="*")
    at = models.FloatField(db_index=True)

    class Meta:
        db_table = "access_change"


class StartLink(models.Model):
    """The way in for the first person of an empty server; kept as a hash, used once."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField()


class LetIn(models.Model):
    """A way in that the operator made for somebody whom no mail reaches; kept as a hash, used once."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(db_index=True)


class Tally(models.Model):
    """How often something was tried since a moment; one row per limit and subject, counted in one statement."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.FloatField(db_index=True)


class Cached(models.Model):
    """What workers keep for each other for a while, as JSON; see `people/kept.py`."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "site_cache"
