"""Base64 with exactly one written form for each value: what could be written otherwise is refused."""

import base64


def encode(data: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def decode(text: str) -> bytes:
    """The bytes behind canonical base64. Raises `ValueError` for any other spelling of them.

    Python's own decoder takes a stray trailing `=` and loose last bits; a signature with two
    spellings would be two records of one act.
    """
    data = base64.b64decode(text, validate=True)
    if encode(data) != text:
        raise ValueError(f"not canonical base64: {text[:40]!r}")
    return data
