"""Messages as mail services hand them over: read and checked by anymail, then like any other that comes in."""

import warnings
from collections.abc import Iterator
from email.policy import compat32
from typing import Any, Final

from anymail.exceptions import AnymailError, AnymailNotSupportedWarning
from anymail.inbound import AnymailInboundMessage
from anymail.webhooks.mailgun import MailgunInboundWebhookView
from anymail.webhooks.mailjet import MailjetInboundWebhookView
from anymail.webhooks.postmark import PostmarkInboundWebhookView
from anymail.webhooks.sendgrid import SendGridInboundWebhookView
from anymail.webhooks.sparkpost import SparkPostInboundWebhookView
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from troth.foundation.web.hooks import LARGEST_HOOK
from troth.notices.actions.replying import key_in
from troth.notices.rules.incoming.forms import NoForm, fields_in

# It is known; the address stays for those who have it.
warnings.filterwarnings("ignore", category=AnymailNotSupportedWarning)

PROVIDERS: Final[dict[str, Any]] = {
    "mailgun": MailgunInboundWebhookView,
    "mailjet": MailjetInboundWebhookView,
    "postmark": PostmarkInboundWebhookView,
    "sendgrid": SendGridInboundWebhookView,
    "sparkpost": SparkPostInboundWebhookView,
}
# Signs each message; without its key nobody could tell.
SIGNING: Final = frozenset({"mailgun"})
MOST_RECIPIENTS: Final = 10


class NotHanded(Exception):
    """What came is no message of this service, or not signed by it."""


def is_open(provider: str) -> bool:
    """Whether messages of this service are taken here."""
    known = provider in PROVIDERS and bool(settings.MAIL_HOOK and settings.MAIL_IN_HOST)
    return known and (provider not in SIGNING or bool(settings.MAIL_HOOK_KEY))


def handed_over(request: HttpRequest, provider: str) -> list[tuple[bytes, list[str], str | None]]:
    """Each message as it came, whom of ours it is for, and its envelope's sender. Raises `NotHanded`."""
    try:
        read_ahead(request)
        secrets = {"webhook_secret": settings.MAIL_HOOK}
        if provider in SIGNING:
            secrets["webhook_signing_key"] = settings.MAIL_HOOK_KEY
        view = PROVIDERS[provider](**secrets)
        view.run_validators(request)
        messages = [event.message for event in view.parse_events(request) if event.message]
        return [
            (raw_of(one), list(for_us(one))[:MOST_RECIPIENTS], one.envelope_sender)
            for one in messages
        ]
    except (AnymailError, SuspiciousOperation) as wrong:
        raise NotHanded(type(wrong).__name__) from wrong
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as broken:
        # Whatever a payload lacks; anymail takes its shape for granted.
        raise NotHanded(type(broken).__name__) from broken


def read_ahead(request: HttpRequest) -> None:
    """Read the body within our own limit: Django's is made for forms that people fill in. Raises `NotHanded`."""
    body = request.read(LARGEST_HOOK + 1)
    if len(body) > LARGEST_HOOK:
        raise NotHanded("larger than a message may be")
    vars(request)["_body"] = body
    if request.content_type != "multipart/form-data":
        return
    try:
        fields = fields_in(request.META.get("CONTENT_TYPE", ""), body)
    except NoForm as none:
        raise NotHanded("no form") from none
    words, files = QueryDict(mutable=True), MultiValueDict[str, Any]()
    for one in fields:
        if one.filename is None:
            words.appendlist(one.name, one.content.decode("utf-8", "replace"))
        else:
            name = one.filename or "file"
            files.appendlist(one.name, SimpleUploadedFile(name, one.content, one.kind))
    vars(request).update(_post=words, _files=files)


def raw_of(message: AnymailInboundMessage) -> bytes:
    """The message as it would have come over SMTP; whatever stands in its headers."""
    try:
        return bytes(message.as_bytes())
    except (UnicodeError, LookupError, ValueError, AttributeError, TypeError, AssertionError):
        return bytes(message.as_bytes(policy=compat32))


def for_us(message: AnymailInboundMessage) -> Iterator[str]:
    """The addresses of ours that it was sent to, the one on its envelope first, each once."""
    named = [one.addr_spec for one in (*message.to, *message.cc)]
    seen = set()
    for address in (message.envelope_recipient or "", *named):
        key = key_in(address)
        if key is not None and key not in seen:
            seen.add(key)
            yield address
