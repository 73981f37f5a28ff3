"""Django's view of this noun."""

from django.apps import AppConfig


class CheckinsConfig(AppConfig):
    """The app `checkins`."""

    name = "troth.checkins"
    label = "checkins"
