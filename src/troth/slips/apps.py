"""Django's view of this noun."""

from django.apps import AppConfig


class SlipsConfig(AppConfig):
    """The app `slips`."""

    name = "troth.slips"
    label = "slips"
