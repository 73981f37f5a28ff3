"""A mail server that is down."""

from django.core.mail.backends.base import BaseEmailBackend


class Broken(BaseEmailBackend):
    """Takes no letter."""

    def send_messages(self, email_messages: object) -> int:
        """As if nobody answered."""
        raise ConnectionRefusedError
