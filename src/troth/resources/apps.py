"""Django's view of this noun."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """The app `resources`."""

    name = "troth.resources"
    label = "resources"
