"""Django's view of this noun."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app `people`."""

    name = "troth.people"
    label = "people"

    def ready(self) -> None:
        """Listen to allauth's steps."""
        from troth.people import signals  # noqa: F401, PLC0415  # models are loaded only now
