"""Django's view of this noun."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The app `search`."""

    name = "troth.search"
    label = "search"
