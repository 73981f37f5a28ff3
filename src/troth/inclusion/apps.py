"""Django's view of this noun."""

from django.apps import AppConfig


class InclusionConfig(AppConfig):
    """The app `inclusion`."""

    name = "troth.inclusion"
    label = "inclusion"
