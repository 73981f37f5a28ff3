"""Django's view of the web foundation: templates, static files, commands."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app `web`; it has no tables."""

    name = "troth.foundation.web"
    label = "web"
