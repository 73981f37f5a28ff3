"""Canonical JSON (RFC 8785), the form in which everything is hashed."""

import rfc8785

from troth.ledger.rules.values import Json


def canonical(value: Json) -> bytes:
    """The one way to write this value. Raises `ValueError` for what JSON cannot hold exactly."""
    written: bytes = rfc8785.dumps(value)
    return written
