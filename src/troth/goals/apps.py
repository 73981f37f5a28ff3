"""Django's view of this noun."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    """The app `goals`."""

    name = "troth.goals"
    label = "goals"
