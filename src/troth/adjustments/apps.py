"""Django's view of this noun."""

from django.apps import AppConfig


class AdjustmentsConfig(AppConfig):
    """The app `adjustments`."""

    name = "troth.adjustments"
    label = "adjustments"
