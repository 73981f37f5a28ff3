"""Django's view of this noun."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    """The app `charter`."""

    name = "troth.charter"
    label = "charter"
