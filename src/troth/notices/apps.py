"""Django's view of this noun."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The app `notices`."""

    name = "troth.notices"
    label = "notices"
