"""A statement's words in their one form, the bytes of its file, and signs that nobody should approve unseen."""

import unicodedata
from hashlib import sha256
from typing import Final

LONGEST: Final = 20_000
# Turns the direction of what follows, so that a reader sees other words than the machine.
TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ALLOWED: Final = frozenset("\n\t")
# Joins letters or marks a direction; many scripts cannot be written without these.
NEEDED: Final = frozenset("\u200c\u200d\u200e\u200f\u061c\u00ad")


def canonical(text: str) -> str:
    """The one form that is approved, shown and summed up: composed signs, plain line ends, no loose blanks."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def file_of(text: str) -> bytes:
    """The text as a file: UTF-8, one line end at the end."""
    return f"{text}\n".encode()


def checksum(text: str) -> str:
    """SHA-256 of that file, in hex: what `sha256sum` says of the download."""
    return sha256(file_of(text)).hexdigest()


def is_hidden(sign: str) -> bool:
    """Whether a sign changes how words look, or hides some, without being seen itself."""
    if sign in TURNING:
        return True
    hidden = unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return hidden and sign not in ALLOWED and sign not in NEEDED


def hidden_signs(text: str) -> tuple[str, ...]:
    """Where such signs stand, as `line 3: U+202E`, at most five."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        found += [f"{number}: U+{ord(sign):04X}" for sign in line if is_hidden(sign)]
    return tuple(found[:5])
