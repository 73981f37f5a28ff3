"""Django's view of this noun."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The app `notices`."""

    name = "troth.notices"
    label = "notices"

    def ready(self) -> None:
        """Listen to sessions that go on under another key."""
        from troth.notices.actions import devices  # noqa: F401, PLC0415  # models are loaded only now
