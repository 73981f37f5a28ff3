"""Personal links: one named guest, one room, until a day; whoever holds the link is that guest."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from troth.foundation.web.fields import ulid_key
from troth.partnerships.models.rooms import Room
from troth.partnerships.models.seats import ROLES, Partnership, Seat, Standing

LONGEST_NAME = 120


class GuestLinkQuery(models.QuerySet["GuestLink"]):
    """Ways to look at personal links."""

    def living(self, at: datetime) -> "GuestLinkQuery":
        """Those that open their room at this moment.

        Once the guest sits, their seat says so; before, whoever made the link must still be one who invites.
        """
        sits = models.Q(seat__ended_at=None, seat__until__gt=at)
        waits = models.Q(
            seat=None,
            partnership__phase="open",
            inviter__ended_at=None,
            inviter__role="admin",
            inviter__party__standing=Standing.JOINED,
            inviter__person__is_active=True,
        )
        open_now = self.filter(revoked_at=None, until__gt=at)
        return open_now.filter(models.Q(seat__isnull=False) & sits | waits)


class GuestLink(models.Model):
    """A way in without a sign-in; the token itself was shown once, here is its hash."""

    id = ulid_key()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="guest_links")
    inviter = models.ForeignKey(Seat, models.CASCADE, related_name="guest_links")
    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    name = models.CharField(_("Their name"), max_length=LONGEST_NAME)
    email = models.EmailField(_("E-mail address"), blank=True)
    role = models.CharField(
        max_length=16, choices=[(role.value, words) for role, words in ROLES.items()]
    )
    until = models.DateTimeField()
    word = models.TextField(_("A word with it"), max_length=1000, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    seat = models.OneToOneField(Seat, models.SET_NULL, null=True, related_name="guest_link")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")

    objects = GuestLinkQuery.as_manager()

    @property
    def last_moment(self) -> datetime:
        """The last moment of the visit; its day is the last day."""
        return self.until - timedelta(seconds=1)
