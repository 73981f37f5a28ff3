"""A browser in two words, from what it says about itself; no more of it is kept."""

from typing import Final

# Order matters: nearly every browser also claims to be one of those further down.
BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("Wget/", "Wget"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("Linux", "Linux"),
)


def first_of(agent: str, signs: tuple[tuple[str, str], ...]) -> str:
    """The name behind the first sign that the text holds, or nothing."""
    return next((name for sign, name in signs if sign in agent), "")


def browser_and_system(agent: str) -> tuple[str, str]:
    """Such as ("Firefox", "Linux"); each may be empty."""
    return first_of(agent, BROWSERS), first_of(agent, SYSTEMS)
