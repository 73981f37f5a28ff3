"""Django's view of this noun."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The app `agreements`."""

    name = "troth.agreements"
    label = "agreements"
