"""Django's view of this noun."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The app `organisations`."""

    name = "troth.organisations"
    label = "organisations"
