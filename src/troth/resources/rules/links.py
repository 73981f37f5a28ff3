"""Which addresses a link may have. Links are only shown; Troth never opens one."""

import unicodedata
from urllib.parse import urlsplit

LONGEST = 2000
SCHEMES = frozenset({"http", "https"})
# Browsers read a backslash as a slash, so a host could be another than the one that is shown.
MISLEADING = frozenset('\\<>"`{}|^')


def is_link(said: str) -> bool:
    """Whether it is an address of the web, with a host and without somebody's password in it."""
    if len(said) > LONGEST or any(hides(sign) for sign in said):
        return False
    try:
        parts = urlsplit(said)
        parts.port  # noqa: B018  # read to see whether it can be
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.hostname) and "@" not in parts.netloc


def hides(sign: str) -> bool:
    """Whether a sign has no place in an address that people read before they follow it."""
    return sign.isspace() or sign in MISLEADING or unicodedata.category(sign).startswith("C")


def host_of(link: str) -> str:
    """Where a link leads, for the eye."""
    return urlsplit(link).hostname or ""
