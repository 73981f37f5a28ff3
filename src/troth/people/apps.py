"""Django's view of this noun."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app `people`."""

    name = "troth.people"
    label = "people"
