"""Django's view of this noun."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """The app `outreach`."""

    name = "troth.outreach"
    label = "outreach"
