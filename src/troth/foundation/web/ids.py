"""New identifiers, made where the clock and the randomness are."""

import secrets
import time

from troth.foundation.kernel.ulid import Ulid, make_ulid


def new_ulid() -> Ulid:
    """A fresh ULID: sorts by the millisecond of its making, 80 random bits behind it."""
    return make_ulid(time.time_ns() // 1_000_000, secrets.token_bytes(10))
