"""Django's view of this noun."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """The app `trust`."""

    name = "troth.trust"
    label = "trust"
