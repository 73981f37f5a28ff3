"""Django's view of this noun."""

from django.apps import AppConfig


class ComplementConfig(AppConfig):
    """The app `complement`."""

    name = "troth.complement"
    label = "complement"
