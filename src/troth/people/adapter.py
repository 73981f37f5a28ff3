"""How sign-in behaves here: what allauth asks its adapters."""

# mypy: disallow-subclassing-any=False
# allauth comes without types, and its classes are made to be subclassed.

import logging
from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from troth.people import device
from troth.people.actions.access import cut_access
from troth.people.actions.limits import refund, spend
from troth.people.actions.people import change_password
from troth.people.letters import LETTERS, mail
from troth.people.messages import MESSAGES, WRONG, WRONG_FACTOR
from troth.people.models import Person
from troth.people.proof import is_fresh
from troth.people.refusals import mail_is_down, slow_down
from troth.people.rules import limits
from troth.people.rules.names import tidy
from troth.people.sealing import seal, unseal
from troth.people.zones import known_zone

log = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):
    """Accounts."""

    error_messages = {**DefaultAccountAdapter.error_messages, **WRONG}

    # --- who may begin

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """By invitation, unless whoever runs the server opened it."""
        return settings.SIGNUP == "open" or bool(request.session.get("account_verified_email"))

    def save_user(
        self,
        request: HttpRequest,
        user: Person,
        form: BaseForm,
        commit: bool = True,  # noqa: FBT001, FBT002  # allauth's signature
    ) -> Person:
        """Keep name and zone with the person."""
        user.name = tidy(form.cleaned_data.get("name", ""))
        user.zone = known_zone(form.cleaned_data.get("zone", ""))
        saved: Person = super().save_user(request, user, form, commit)
        return saved

    # --- coming in and going out

    def login(self, request: HttpRequest, user: Person) -> None:
        """Begin a session that remembers which browser it is."""
        super().login(request, user)
        request.session[device.DEVICE] = device.kept(request)

    def logout(self, request: HttpRequest) -> None:
        """End the session, and what is open in this browser."""
        person_id = str(request.user.pk)
        super().logout(request)
        cut_access(person_id)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at."""
        address = str(credentials.get("email", ""))
        here = self.get_client_ip(request)
        # The address first: once it is closed, a flood costs a look and no write.
        if not (spend(limits.PASSWORDS, address) and spend(limits.PASSWORDS_FROM, here)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """A right password was no guess: its try is taken back."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None:
            refund(limits.PASSWORDS, str(credentials.get("email", "")))
            refund(limits.PASSWORDS_FROM, self.get_client_ip(request))
        return person

    def set_password(self, user: Person, password: str) -> None:
        """Set it, and end every other session."""
        kept = self.request.session.session_key if self.request.user.pk == user.pk else None
        change_password(user, password, kept_key=kept)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where the request comes from, as our own front says; nothing a browser sends counts."""
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
        return limits.place_in_network(address)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only the passkey button asks for data; every other answer is a page."""
        match = request.resolver_match
        wanted = request.headers.get("Accept") == "application/json"
        return wanted and match is not None and match.url_name == "mfa_login_webauthn"

    # --- proof

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """One rule for everything that matters: proof within ten minutes, however given."""
        return not is_fresh(self.request)

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, str]]:
        """The ways this person has, the strongest first; a code by mail where there is no second factor."""
        known = {
            method["id"]: method["url"] for method in super().get_reauthentication_methods(user)
        }
        if not any(one.startswith("mfa") for one in known):
            known["code"] = reverse("prove.code")
        return [
            {"id": one, "url": known[one], "description": words}
            for one, words in ways_to_prove().items()
            if one in known
        ]

    # --- words

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: Mapping[str, Any] | None = None,
        **more: str | None,
    ) -> None:
        """Say it in our words, or not at all."""
        in_words = str(MESSAGES[message_template or ""]) if message_template else ""
        said = more.get("message") or in_words % (message_context or {})
        if said:
            messages.add_message(request, level, said, extra_tags=more.get("extra_tags") or "")

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: Mapping[str, Any],
        headers: Mapping[str, str] | None = None,
    ) -> EmailMessage:
        """Our letter, in the language of whoever has the address, else of whoever asked."""
        to = email if isinstance(email, str) else email[0]
        person = Person.objects.filter(email__iexact=to).only("language").first()
        language = (person.language if person else "") or translation.get_language()
        with translation.override(language):
            said = {**context, "device": device.device_of(self.request)}
            return mail(LETTERS[template_prefix](said), to=to)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it; codes and answers to strangers only so often per address."""
        asked = template_prefix in ON_REQUEST
        if asked and not (
            spend(limits.CODE_MAILS, email) and spend(limits.CODE_MAILS_A_DAY, email)
        ):
            raise ImmediateHttpResponse(slow_down(self.request))
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.warning("A mail could not be sent: %s", type(error).__name__)
            if asked:
                raise ImmediateHttpResponse(mail_is_down(self.request)) from error


# Mails that anybody can cause for any address.
ON_REQUEST = frozenset(
    {
        "account/email/login_code",
        "account/email/unknown_account",
        "account/email/account_already_exists",
        "account/email/email_confirmation",
        "account/email/email_confirmation_signup",
        "account/email/password_reset_code",
        "people/proof_code",
    }
)


def ways_to_prove() -> dict[str, str]:
    """Each way of showing who one is, in words, in the order in which it is offered."""
    return {
        "mfa_reauthenticate:webauthn": _("With a passkey"),
        "mfa_reauthenticate": _("With the authenticator app or a recovery code"),
        "reauthenticate": _("With your password"),
        "code": _("With a code by mail"),
    }


class SecondFactor(DefaultMFAAdapter):
    """Second factors and passkeys."""

    error_messages = {**DefaultMFAAdapter.error_messages, **WRONG_FACTOR}

    def encrypt(self, text: str) -> str:
        """Secrets are kept encrypted."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """And opened when they are asked for."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """The name that stands in the authenticator app."""
        return "Troth"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name that the browser shows when it asks for a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Troth"}

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002  # allauth's name
        """After the browser it is made with: that is how people tell their passkeys apart."""
        return _("Passkey of %(device)s") % {"device": device.device_of(self.request)}
