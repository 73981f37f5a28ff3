"""The outbox of the example: every mail it would have sent, kept to be read on a page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from troth.notices.models import Letter


class Outbox(BaseEmailBackend):
    """Keeps mail instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep each; nothing leaves this machine."""
        for message in email_messages:
            Letter.objects.create(
                sender=message.from_email,
                to=", ".join(message.to),
                subject=str(message.subject),
                text=str(message.body),
                html=html_of(message),
            )
        return len(email_messages)


def html_of(message: EmailMessage) -> str:
    """The HTML part, if there is one."""
    parts = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(part[0]) for part in parts if part[1] == "text/html"), "")
