"""allauth's forms for coming in, counted by our limiter and said in our words."""

# mypy: disallow-subclassing-any=False
# allauth comes without types, and its classes are made to be subclassed.

from typing import Any

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from troth.people.actions.limits import left, spend
from troth.people.forms import wording
from troth.people.forms.fields import NameField, ZoneField
from troth.people.forms.wording import InOurWords, Words
from troth.people.rules import limits


def refuse(code: str) -> forms.ValidationError:
    """The refusal that stands at the field."""
    refusal: forms.ValidationError = get_adapter().validation_error(code)
    return refusal


def count_mail(email: str) -> None:
    """Refuse at the field when this address, or this place, has asked for too many mails."""
    mine = spend(limits.CODE_MAILS_FROM, get_adapter().get_client_ip(context.request))
    if not (mine and left(limits.CODE_MAILS, email) and left(limits.CODE_MAILS_A_DAY, email)):
        raise refuse("rate_limited")


class AskForCode(InOurWords, theirs.RequestLoginCodeForm):
    """The address to which a code is sent."""

    words = {"email": wording.ADDRESS}

    def clean_email(self) -> str:
        """Count first: known and unknown addresses wait alike."""
        count_mail(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email


class PasswordEntrance(InOurWords, theirs.LoginForm):
    """Address and password."""

    words = {"login": wording.PLAIN_ADDRESS, "password": wording.PASSWORD}


class SignUp(InOurWords, theirs.SignupForm):
    """Name and address; a password can be set later, and need not be."""

    words = {"email": wording.ADDRESS}
    field_order = ["name", "email", "zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        self.fields["name"] = NameField()
        self.fields["zone"] = ZoneField(required=False)
        self.order_fields(self.field_order)

    def clean_email(self) -> str:
        """Only the invited address, where there is one; counted like every mail."""
        email: str = super().clean_email()
        invited = context.request.session.get("account_verified_email")
        if invited and invited.lower() != email:
            raise forms.ValidationError(
                _("The invitation is for another address: %(email)s."), params={"email": invited}
            )
        if not spend(limits.SIGN_UPS_FROM, get_adapter().get_client_ip(context.request)):
            raise refuse("rate_limited")
        count_mail(email)
        return email


class Counted(InOurWords):
    """A code from a mail: each may be tried five times, however many ask at once."""

    words = {"code": wording.CODE}
    expected_code: str | None

    def clean_code(self) -> str:
        """Count the try before the code is compared."""
        session = context.request.session
        if not spend(limits.CODES, f"{session.session_key}:{self.expected_code}"):
            raise refuse("too_many_login_attempts")
        code: str = super().clean_code()
        return code


class LoginCode(Counted, theirs.ConfirmLoginCodeForm):
    """The code that lets somebody in."""


class ProofCode(Counted, theirs.ConfirmLoginCodeForm):
    """The code that shows that it is still the same person."""


class ResetCode(Counted, theirs.ConfirmPasswordResetCodeForm):
    """The code that lets somebody choose a new password."""


class AddressCode(Counted, theirs.ConfirmEmailVerificationCodeForm):
    """The code that shows whose an address is."""


class Forgotten(InOurWords, theirs.ResetPasswordForm):
    """The address whose password is to be chosen anew."""

    words = {"email": wording.ADDRESS}

    def clean_email(self) -> str:
        """Count first: known and unknown addresses wait alike."""
        count_mail(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email


class NewPassword(InOurWords, theirs.ResetPasswordKeyForm):
    """A new password after a code."""

    words = {"password1": wording.NEW_PASSWORD, "password2": wording.NEW_PASSWORD_AGAIN}


class SetPassword(InOurWords, theirs.SetPasswordForm):
    """A first password."""

    words = {"password1": wording.NEW_PASSWORD, "password2": wording.NEW_PASSWORD_AGAIN}


class ChangePassword(InOurWords, theirs.ChangePasswordForm):
    """Another password."""

    words = {
        "oldpassword": Words(label=_("Your password until now"), attrs=wording.PASSWORD.attrs),
        "password1": wording.NEW_PASSWORD,
        "password2": wording.NEW_PASSWORD_AGAIN,
    }

    def clean_oldpassword(self) -> str:
        """Counted like every password."""
        if not spend(limits.PASSWORDS, self.user.email):
            raise refuse("too_many_login_attempts")
        old: str = super().clean_oldpassword()
        return old


class PasswordProof(InOurWords, theirs.ReauthenticateForm):
    """The password, to show that it is still the same person."""

    words = {"password": wording.PASSWORD}


class OtherAddress(InOurWords, theirs.AddEmailForm):
    """The address to come in with from now on."""

    words = {
        "email": Words(
            label=_("New e-mail address"),
            help=_("We send a code there. Until you type it, the old address stays."),
            attrs={"autocomplete": "email", "inputmode": "email", "dir": "ltr"},
        )
    }

    def clean_email(self) -> str:
        """Counted like every mail."""
        count_mail(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email
