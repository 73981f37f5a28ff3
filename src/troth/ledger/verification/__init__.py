"""Checking the record: everything is computed anew from the entries' bytes and compared."""

from troth.ledger.verification.finding import Finding
from troth.ledger.verification.whole import Progress, verify

__all__ = ["Finding", "Progress", "verify"]
