"""What a partnership remembers."""

from troth.partnerships.models.consent import Assent, Motion
from troth.partnerships.models.guest_links import GuestLink
from troth.partnerships.models.invitations import Invitation
from troth.partnerships.models.rooms import Room
from troth.partnerships.models.seats import Partnership, Party, Seat
from troth.partnerships.models.terms import Terms

__all__ = [
    "Assent",
    "GuestLink",
    "Invitation",
    "Motion",
    "Partnership",
    "Party",
    "Room",
    "Seat",
    "Terms",
]
