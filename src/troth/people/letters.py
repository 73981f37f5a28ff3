"""Mails about coming in and about the account: what each says, once, for text and HTML alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail: the sentence first, perhaps a code or one button, and why it came."""

    subject: str
    lines: tuple[str, ...]
    why: str
    code: str = ""
    button: str = ""
    url: str = ""


Said = Mapping[str, Any]


def here(name: str) -> str:
    """A whole address on this server, never taken from the request."""
    return settings.BASE_URL + reverse(name)


def grouped(code: str) -> str:
    """`123 456`: read and typed without losing the place."""
    return f"{code[:3]} {code[3:]}" if len(code) == 6 else code


def asked() -> str:
    """Why a mail with a code came."""
    return _(
        "Somebody typed this address at %(host)s. If it was not you, leave this mail be: "
        "without the code nothing happens."
    ) % {"host": host()}


def host() -> str:
    """The server's name as people know it."""
    return settings.BASE_URL.partition("://")[2]


def code_to_come_in(said: Said) -> Letter:
    """The code that lets somebody in."""
    code = grouped(said["code"])
    return Letter(
        subject=_("%(code)s is your code for Troth") % {"code": code},
        lines=(_("Type this code where you asked for it. It works for 10 minutes, once."),),
        code=code,
        why=asked(),
    )


def code_for_address(said: Said) -> Letter:
    """The code that shows whose an address is."""
    code = grouped(said["code"])
    return Letter(
        subject=_("%(code)s shows that this address is yours") % {"code": code},
        lines=(_("Type this code where you gave your address. It works for 15 minutes."),),
        code=code,
        why=asked(),
    )


def code_for_password(said: Said) -> Letter:
    """The code that lets somebody choose a new password."""
    code = grouped(said["code"])
    return Letter(
        subject=_("%(code)s lets you choose a new password") % {"code": code},
        lines=(
            _("Type this code where you asked for it. It works for 10 minutes."),
            _("Every other browser in which you are signed in is signed out afterwards."),
        ),
        code=code,
        why=asked(),
    )


def code_to_prove(said: Said) -> Letter:
    """The code asked before something that matters."""
    code = grouped(said["code"])
    return Letter(
        subject=_("%(code)s shows that it is you") % {"code": code},
        lines=(
            _("You were about to change something that matters. The code works for 10 minutes."),
        ),
        code=code,
        why=_(
            "If you changed nothing, somebody sits at a browser in which you are signed in: "
            "end it under “Where you are signed in”."
        ),
    )


def nobody_here(_said: Said) -> Letter:
    """Somebody asked to come in with an address that nobody has here."""
    return Letter(
        subject=_("Nobody with this address is at a table here"),
        lines=(
            _(
                "Somebody asked to come in to %(host)s with this address, but there is no sign-in with it."
            )
            % {"host": host()},
            _(
                "If you were invited, open the link in the invitation: it brings you to the right table. "
                "If you use several addresses, try another one."
            ),
        ),
        why=_("If it was not you, leave this mail be: nothing happened."),
    )


def already_here(_said: Said) -> Letter:
    """Somebody asked to sign up with an address that is somebody's already."""
    return Letter(
        subject=_("You already have a sign-in here"),
        lines=(
            _(
                "Somebody asked to sign up at %(host)s with this address. You are already here, so nothing was made."
            )
            % {"host": host()},
        ),
        button=_("Come in"),
        url=here("account_login"),
        why=_("If it was not you, leave this mail be: nothing happened."),
    )


def changed(subject: str, *lines: str) -> Letter:
    """Something about the account is different since now."""
    return Letter(
        subject=subject,
        lines=(f"{subject}.", *lines),
        button=_("Look at where you are signed in"),
        url=here("you.sessions"),
        why=_(
            "You get this because it matters for your safety. If it was not you, end the other "
            "browsers and change your password now."
        ),
    )


def by(said: Said) -> str:
    """With which browser it was done; no network address is kept or sent."""
    return _("It was done with %(device)s.") % {"device": said["device"]}


LETTERS: Final[Mapping[str, Callable[[Said], Letter]]] = {
    "account/email/login_code": code_to_come_in,
    "account/email/email_confirmation": code_for_address,
    "account/email/email_confirmation_signup": code_for_address,
    "account/email/password_reset_code": code_for_password,
    "people/proof_code": code_to_prove,
    "account/email/unknown_account": nobody_here,
    "account/email/account_already_exists": already_here,
    "account/email/password_changed": lambda said: changed(
        _("Your password is changed"), by(said), _("Every other browser is signed out.")
    ),
    "account/email/password_set": lambda said: changed(
        _("You have a password now"), by(said), _("Every other browser is signed out.")
    ),
    "account/email/password_reset": lambda said: changed(
        _("You chose a new password"), by(said), _("Every browser was signed out.")
    ),
    "account/email/email_changed": lambda said: changed(
        _("Your address is another one now"),
        _("You come in with %(new)s from now on, no longer with %(old)s.")
        % {"new": said["to_email"], "old": said["from_email"]},
        by(said),
    ),
    "account/email/email_confirm": lambda said: changed(_("This address is yours now"), by(said)),
    "account/email/email_deleted": lambda said: changed(
        _("An address is no longer yours here"),
        _("%(email)s was taken off.") % {"email": said["deleted_email"]},
        by(said),
    ),
    "mfa/email/totp_activated": lambda said: changed(
        _("Your authenticator app is asked from now on"), by(said)
    ),
    "mfa/email/totp_deactivated": lambda said: changed(
        _("Your authenticator app is no longer asked"), by(said)
    ),
    "mfa/email/webauthn_added": lambda said: changed(_("You have a new passkey"), by(said)),
    "mfa/email/webauthn_removed": lambda said: changed(_("A passkey was taken off"), by(said)),
    "mfa/email/recovery_codes_generated": lambda said: changed(
        _("You have new recovery codes"), by(said), _("The old ones no longer work.")
    ),
}


def mail(letter: Letter, *, to: str) -> EmailMultiAlternatives:
    """The letter as mail: plain text that says all of it, and HTML beside it."""
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string("people/mail/letter.txt", {"letter": letter, "host": host()}),
        to=[to],
    )
    page = render_to_string("people/mail/letter.html", {"letter": letter, "host": host()})
    message.attach_alternative(page, "text/html")
    return message
