"""The words for a browser, as people read them under "Where you are signed in"."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from troth.people.rules.devices import browser_and_system

DEVICE = "device"


def device_words(browser: str, system: str) -> str:
    """`Firefox on Linux`, or as much of it as is known."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("a browser")


def device_of(request: HttpRequest) -> str:
    """The browser that asks, in the reader's language."""
    return device_words(*browser_and_system(request.headers.get("User-Agent", "")))


def kept(request: HttpRequest) -> str:
    """What a session keeps of its browser: two names, no more."""
    return "|".join(browser_and_system(request.headers.get("User-Agent", "")))


def read(kept_words: str) -> str:
    """The words for what a session has kept."""
    browser, _line, system = kept_words.partition("|")
    return device_words(browser, system)
