"""ULIDs: 128-bit identifiers that sort by the time of their making, as 26 characters."""

import re
from typing import NewType

Ulid = NewType("Ulid", str)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ENTROPY = 10
LATEST = (1 << 48) - 1
SHAPE = re.compile(rf"[0-7][{ALPHABET}]{{25}}", re.ASCII)


def make_ulid(milliseconds: int, entropy: bytes) -> Ulid:
    """The ULID of a moment (milliseconds since 1970, 48 bits) and 10 random bytes.

    Raises `ValueError` where either does not fit.
    """
    if not 0 <= milliseconds <= LATEST:
        raise ValueError(f"a ULID holds 48 bits of milliseconds, not {milliseconds}")
    if len(entropy) != ENTROPY:
        raise ValueError(f"a ULID takes {ENTROPY} random bytes, not {len(entropy)}")
    number = milliseconds << 80 | int.from_bytes(entropy, "big")
    return Ulid("".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5)))


def is_ulid(text: str) -> bool:
    """Whether this is a ULID in its one written form: 26 capitals and digits, at most 128 bits."""
    return SHAPE.fullmatch(text) is not None


def parse_ulid(text: str) -> Ulid:
    """The text as a ULID. Raises `ValueError` where it is none."""
    if not is_ulid(text):
        raise ValueError(f"not a ULID: {text[:40]!r}")
    return Ulid(text)


def milliseconds_of(ulid: Ulid) -> int:
    """When it was made, in milliseconds since 1970."""
    number = 0
    for character in ulid[:10]:
        number = number << 5 | ALPHABET.index(character)
    return number
