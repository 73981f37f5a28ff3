"""Django's view of this noun."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The app `ledger`."""

    name = "troth.ledger"
    label = "ledger"
