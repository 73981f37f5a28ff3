"""Django's view of this noun."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The app `decisions`."""

    name = "troth.decisions"
    label = "decisions"
