"""Whose request is it? Decided by the path alone."""

import posixpath
import re
from enum import Enum, auto
from urllib.parse import unquote_to_bytes

# What web answers like any page it does not have; asked for in place of what nobody may ask.
NOWHERE = b"/nothing-is-here/"
SLASHES = re.compile(rb"[/\\]+")


class Place(Enum):
    """Who answers."""

    PAGE = auto()
    STREAM = auto()
    FRAGMENT = auto()
    DOCUMENT = auto()
    NOWHERE = auto()


def place(target: bytes) -> Place:
    """Who answers this request target (path and query)."""
    path = target.partition(b"?")[0].partition(b"#")[0]
    if path == b"/live/stream":
        return Place.STREAM
    if path.startswith(b"/live/fragment/"):
        return Place.FRAGMENT
    if path.startswith(b"/doc/"):
        return Place.DOCUMENT
    return Place.NOWHERE if _between_processes(path) else Place.PAGE


def _between_processes(path: bytes) -> bool:
    """Whether any reading of this path leads to /internal/: decoded, doubled slashes, dots, capitals."""
    plain = SLASHES.sub(b"/", unquote_to_bytes(path)).lower()
    if b"internal" not in plain:
        return False
    readings = (plain, posixpath.normpath(plain))
    return any(reading.strip(b"/").split(b"/")[0] == b"internal" for reading in readings)
