"""The letter that brings an invitation."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from troth.foundation.kernel.roles import Role
from troth.foundation.web.letters import send
from troth.partnerships.actions import guest_links
from troth.partnerships.actions.guest_links import Linked
from troth.partnerships.actions.inviting import note_mailed
from troth.partnerships.actions.tokens import Invited
from troth.partnerships.models import GuestLink, Invitation
from troth.partnerships.models.seats import ROLES


def mail_leaves() -> bool:
    """Whether this server sends mail to anybody's mailbox."""
    return bool(getattr(settings, "MAIL_LEAVES", False))


def path_of(invited: Invited) -> str:
    """Where the invitation is answered."""
    return reverse("invitation", kwargs={"token": invited.token})


def path_of_link(linked: Linked) -> str:
    """Where a personal link leads."""
    return reverse("guest", kwargs={"token": linked.token})


def post_link(linked: Linked) -> bool:
    """Send the letter with a personal link; False where it could not leave, or goes to nobody."""
    link = linked.link
    if not link.email:
        return False
    context = {"link": link, "path": path_of_link(linked), "role": ROLES[Role(link.role)]}
    sent = send(
        link.email,
        subject=subject_of(link),
        template="partnerships/mail/guest_link",
        context=context,
    )
    if not sent or not (mail_leaves() or settings.EXAMPLE):
        return False
    guest_links.note_mailed(link)
    return True


def subject_of(invitation: Invitation | GuestLink) -> str:
    """One line: who invites to what."""
    inviter = invitation.inviter
    values = {
        "who": inviter.person.name,
        "party": inviter.party.name if inviter.party else "",
        "table": invitation.partnership.name,
    }
    return _("%(who)s of %(party)s invites you to “%(table)s”") % values


def post(invited: Invited) -> bool:
    """Send the letter; False where it could not leave, so that somebody must pass the link on."""
    invitation = invited.invitation
    context = {
        "invitation": invitation,
        "role": ROLES[Role(invitation.role)],
        "path": path_of(invited),
    }
    subject = subject_of(invitation)
    sent = send(
        invitation.email, subject=subject, template="partnerships/mail/invitation", context=context
    )
    if not sent or not (mail_leaves() or settings.EXAMPLE):
        return False
    note_mailed(invitation)
    return True
