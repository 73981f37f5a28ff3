"""allauth's forms for second factors and passkeys, counted by our limiter and said in our words."""

# mypy: disallow-subclassing-any=False
# allauth comes without types, and its classes are made to be subclassed.

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as factors
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from troth.people.actions.limits import refund, spend
from troth.people.forms.entrance import refuse
from troth.people.forms.wording import InOurWords, Words
from troth.people.models import Person
from troth.people.rules import limits

# What a hostile browser can make fido2 raise beside what allauth expects.
UNREADABLE = (AttributeError, KeyError, IndexError, TypeError, ValueError)
CODE = Words(
    label=_("The code from your app"),
    help=_("Six figures, new every half minute; or one of your recovery codes."),
    attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"},
)
FIRST_CODE = Words(label=_("The code that the app shows"), attrs=CODE.attrs)
NAME = Words(
    label=_("A name for it, so that you know it again"),
    attrs={"autocomplete": "off", "maxlength": "80"},
)


class Counted(InOurWords):
    """Ten tries in a quarter of an hour per person, however many ask at once."""

    words = {"code": CODE}
    user: Person

    def clean_code(self) -> str:
        """Count the try first; a right one is taken back."""
        if not spend(limits.SECOND_FACTORS, self.user.pk):
            raise refuse("too_many_login_attempts")
        code: str = super().clean_code()
        refund(limits.SECOND_FACTORS, self.user.pk)
        return code


class Authenticate(Counted, factors.AuthenticateForm):
    """The second step of coming in."""


class Reauthenticate(Counted, factors.ReauthenticateForm):
    """The second factor, to show that it is still the same person."""


class ActivateApp(Counted, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    words = {"code": FIRST_CODE}


class DeactivateApp(InOurWords, totp.DeactivateTOTPForm):
    """Taking the app off."""


class NewCodes(InOurWords, recovery.GenerateRecoveryCodesForm):
    """New recovery codes."""


class CredentialField(forms.JSONField):
    """What a device said, as the browser hands it on."""

    def clean(self, value: object) -> object:
        """As Django reads it, but too deep a nest and too long a number are wrong answers as well."""
        try:
            found: object = super().clean(value)
        except (RecursionError, ValueError) as error:
            raise refuse("incorrect_code") from error
        return found


class Readable(InOurWords):
    """An answer of the browser that nobody can read is a wrong answer, not an accident."""

    credential = CredentialField(widget=forms.HiddenInput)

    def clean_credential(self) -> object:
        """As the borrowed form does, but never more than a refusal."""
        if not spend(limits.PASSKEYS_FROM, get_adapter().get_client_ip(context.request)):
            raise refuse("too_many_login_attempts")
        try:
            return super().clean_credential()
        except UNREADABLE as error:
            raise refuse("incorrect_code") from error


class AuthenticateByPasskey(Readable, webauthn.AuthenticateWebAuthnForm):
    """The second step of coming in, with a passkey."""


class ComeInByPasskey(Readable, webauthn.LoginWebAuthnForm):
    """Coming in with a passkey alone."""


class ReauthenticateByPasskey(Readable, webauthn.ReauthenticateWebAuthnForm):
    """The passkey, to show that it is still the same person."""


class AddPasskey(InOurWords, webauthn.AddWebAuthnForm):
    """A new passkey; all of ours let somebody in alone, so the device must check who holds it."""

    words = {"name": NAME}
    credential = CredentialField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"].validators.append(MaxLengthValidator(80))

    def clean(self) -> dict[str, Any]:
        """As the borrowed form does, but never more than a refusal."""
        self.cleaned_data["passwordless"] = True
        try:
            cleaned: dict[str, Any] = super().clean() or {}
        except UNREADABLE as error:
            raise refuse("incorrect_code") from error
        return cleaned


class RenamePasskey(InOurWords, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    words = {"name": NAME}
    name = forms.CharField(max_length=80)
