"""What allauth says in passing, in our words; an empty one stays unsaid, because the page says it."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, str | Promise]] = {
    "account/messages/cannot_delete_primary_email.txt": _(
        "%(email)s is the address you come in with, so it stays."
    ),
    "account/messages/email_confirmation_failed.txt": _(
        "%(email)s could not be made yours: it belongs to another sign-in."
    ),
    "account/messages/email_confirmation_sent.txt": "",
    "account/messages/email_confirmed.txt": _("%(email)s is yours; codes go there from now on."),
    "account/messages/email_deleted.txt": _("%(email)s is no longer yours here."),
    "account/messages/logged_in.txt": "",
    "account/messages/logged_out.txt": _("You are signed out in this browser."),
    "account/messages/login_code_sent.txt": "",
    "account/messages/password_changed.txt": _(
        "Your password is changed. Every other browser is signed out."
    ),
    "account/messages/password_set.txt": _(
        "You have a password now. Every other browser is signed out."
    ),
    "account/messages/phone_verification_sent.txt": "",
    "account/messages/phone_verified.txt": "",
    "account/messages/primary_email_set.txt": "",
    "account/messages/unverified_primary_email.txt": _("Show first that the new address is yours."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "You have new recovery codes. Keep them where you keep other keys."
    ),
    "mfa/messages/totp_activated.txt": _("From now on your authenticator app is asked too."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is no longer asked."),
    "mfa/messages/webauthn_added.txt": _("The passkey is yours. You can come in with it."),
    "mfa/messages/webauthn_removed.txt": _("The passkey no longer opens anything here."),
}

WRONG: Final[Mapping[str, str | Promise]] = {
    "account_inactive": _("This sign-in is switched off. Whoever runs this server can say why."),
    "cannot_remove_primary_email": _("This is the address you come in with, so it stays."),
    "duplicate_email": _("This is already your address."),
    "email_password_mismatch": _(
        "Address and password do not belong together. Try again, or use a code by mail instead."
    ),
    "email_taken": _("This address belongs to another sign-in here."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This is not the code. Look once more, or ask for a new one."),
    "incorrect_password": _("This is not your password."),
    "invalid_or_expired_key": _("This link no longer works. Ask for a new one."),
    "invalid_login": _("This did not work. Try again, or use a code by mail instead."),
    "invalid_password_reset": _("This link no longer works. Ask for a new one."),
    "max_email_addresses": _("No more than %d addresses."),
    "too_many_login_attempts": _(
        "That was tried too often. Wait a quarter of an hour, or come in another way."
    ),
    "unknown_email": _("There is nobody with this address here."),
    "unverified_primary_email": _("Show first that the new address is yours."),
    "select_only_one": _("Only one of them, please."),
    "same_as_current": _("This is what it already is."),
    "rate_limited": _("That was asked too often. Wait a quarter of an hour."),
}

WRONG_FACTOR: Final[Mapping[str, str | Promise]] = {
    "add_email_blocked": _("With a second factor, addresses are changed the other way round."),
    "cannot_delete_authenticator": _("This second factor has to stay."),
    "cannot_generate_recovery_codes": _(
        "Recovery codes stand in for an app or a passkey, so add one of those first."
    ),
    "incorrect_code": _("This is not the code. Wait for the next one, or use a recovery code."),
    "unverified_email": _("Show first that your e-mail address is yours."),
}
