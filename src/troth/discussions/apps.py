"""Django's view of this noun."""

from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    """The app `discussions`."""

    name = "troth.discussions"
    label = "discussions"
