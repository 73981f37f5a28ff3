"""Django's view of this noun."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """The app `partnerships`."""

    name = "troth.partnerships"
    label = "partnerships"
