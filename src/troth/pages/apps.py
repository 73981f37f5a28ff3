"""Django's view of this noun."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The app `pages`."""

    name = "troth.pages"
    label = "pages"
