"""Django's view of this noun."""

from django.apps import AppConfig


class KickoffConfig(AppConfig):
    """The app `kickoff`."""

    name = "troth.kickoff"
    label = "kickoff"
