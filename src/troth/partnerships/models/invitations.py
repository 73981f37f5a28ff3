"""Invitations: bound to one address, one role, one partnership; single use; seven days."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.web.fields import ulid_key
from troth.partnerships.models.rooms import Room
from troth.partnerships.models.seats import ROLES, Partnership, Party, Seat


class InvitationQuery(models.QuerySet["Invitation"]):
    """Ways to look at invitations."""

    def unanswered(self) -> "InvitationQuery":
        """Not accepted, declined or cancelled, whether or not there is time left."""
        return self.filter(accepted_at=None, declined_at=None, cancelled_at=None)

    def living(self, at: datetime) -> "InvitationQuery":
        """Those that still open a door at this moment."""
        return self.unanswered().filter(expires_at__gt=at)


class Invitation(models.Model):
    """A way in; the token itself is only in the mail, here is its hash."""

    id = ulid_key()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="invitations")
    party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="invitations")
    inviter = models.ForeignKey(Seat, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("E-mail address"))
    role = models.CharField(
        max_length=16, choices=[(role.value, words) for role, words in ROLES.items()]
    )
    speaks_for_party = models.BooleanField(default=False)
    rooms = models.ManyToManyField(Room, related_name="+")
    seat_until = models.DateTimeField(null=True)
    word = models.TextField(_("A word with it"), max_length=1000, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    mailed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_seat = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = InvitationQuery.as_manager()

    @property
    def last_moment(self) -> datetime | None:
        """The last moment of the visit it invites to; its day is the last day."""
        return self.seat_until - timedelta(seconds=1) if self.seat_until else None
