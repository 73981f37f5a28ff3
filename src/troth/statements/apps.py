"""Django's view of this noun."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """The app `statements`."""

    name = "troth.statements"
    label = "statements"
