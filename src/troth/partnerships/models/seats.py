"""The table, the parties at it, and who sits for whom."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.fact import Actor
from troth.foundation.kernel.roles import Role
from troth.foundation.web.fields import ulid_key
from troth.organisations.models import Organisation
from troth.partnerships.rules.names import LONGEST_SHORT
from troth.people.models import Person


class Phase(models.TextChoices):
    """Proposed until every founder has accepted; closed for good."""

    PROPOSED = "proposed", _("proposed")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Partnership(models.Model):
    """A table of its own, owned by no single party."""

    id = ulid_key()
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name of the partnership"), max_length=120)
    purpose = models.TextField(_("What for"), max_length=2000, blank=True)
    phase = models.CharField(max_length=16, choices=Phase, default=Phase.PROPOSED)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Standing(models.TextChoices):
    """How a party stands; `named` comes from imported data and has no seat, vote or consent."""

    INVITED = "invited", _("invited")
    JOINED = "joined", _("joined")
    DECLINED = "declined", _("declined")
    LEFT = "left", _("left")
    NAMED = "named", _("named in imported data")


# Whose name and organisation nobody else at the table can have.
HERE = (Standing.INVITED, Standing.JOINED, Standing.NAMED)


class Party(models.Model):
    """An organisation's place in one partnership."""

    id = ulid_key()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="parties"
    )
    name = models.CharField(max_length=200)
    called = models.CharField(max_length=LONGEST_SHORT, blank=True)
    standing = models.CharField(max_length=16, choices=Standing, default=Standing.INVITED)
    founding = models.BooleanField(default=False)
    colour = models.PositiveSmallIntegerField(default=0)
    letter = models.CharField(max_length=2, blank=True)
    place = models.CharField(max_length=80, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                condition=models.Q(standing__in=("invited", "joined", "named")),
                name="party_name_once",
            ),
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=models.Q(standing__in=("invited", "joined", "named")),
                name="party_organisation_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """What people at this table call it: mostly the first word of the name."""
        return self.called or self.name

    @property
    def sits(self) -> bool:
        """Whether it sits at the table now."""
        return self.standing == Standing.JOINED


ROLES = {
    Role.ADMIN: _("admin"),
    Role.MEMBER: _("member"),
    Role.FACILITATOR: _("facilitator"),
    Role.GUEST_READ: _("guest, reads"),
    Role.GUEST_CONTRIBUTE: _("guest, contributes"),
}


class SeatQuery(models.QuerySet["Seat"]):
    """Ways to look at seats."""

    def taken(self, at: datetime) -> "SeatQuery":
        """Seats that hold at this moment."""
        return self.filter(since__lte=at, ended_at__isnull=True).filter(
            models.Q(until__isnull=True) | models.Q(until__gt=at)
        )


class Seat(models.Model):
    """A person's place in one partnership."""

    id = ulid_key()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.CASCADE, related_name="seats")
    party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="seats")
    invited_by = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="+")
    role = models.CharField(
        max_length=16, choices=[(role.value, words) for role, words in ROLES.items()]
    )
    title = models.CharField(_("What you do here"), max_length=80, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField(null=True)

    objects = SeatQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "partnership"]),
            models.Index(
                fields=["until"], condition=models.Q(ended_at__isnull=True), name="seat_runs_out"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "person", "party"],
                condition=models.Q(ended_at__isnull=True),
                name="seat_once",
            )
        ]

    @property
    def actor(self) -> Actor:
        """Who acts, for the record."""
        return Actor(person=self.person_id, party=self.party_id)

    @property
    def kind(self) -> Role:
        """The role as the permission table knows it."""
        return Role(self.role)

    @property
    def last_moment(self) -> datetime | None:
        """The last moment of a visit; its day is the last day."""
        return self.until - timedelta(seconds=1) if self.until else None

    @property
    def is_admin(self) -> bool:
        """Whether it decides for its party."""
        return self.kind is Role.ADMIN
