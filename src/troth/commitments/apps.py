"""Django's view of this noun."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """The app `commitments`."""

    name = "troth.commitments"
    label = "commitments"
