"""Every command, in the order of the help."""

from troth.site.cli import (
    checking,
    example,
    forecasting,
    importing,
    mail,
    measuring,
    people,
    records,
    running,
)

__all__ = [
    "checking",
    "example",
    "forecasting",
    "importing",
    "mail",
    "measuring",
    "people",
    "records",
    "running",
]
