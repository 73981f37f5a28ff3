"""The clasp for paper and mail: the drawing, and its lines of text apart.

A browser orders the letters of a drawing by the direction of each language; other readers of such files do not.
"""

import re
from html import unescape

from django.utils.translation import get_language_bidi
from markupsafe import Markup

from troth.trust.clasp.ink import THEME, srgb, standalone

LINE = re.compile(
    r'<text class="([^"]+)" x="([-\d.]+)" y="([-\d.]+)" text-anchor="(\w+)">(.*?)</text>', re.DOTALL
)
PART = re.compile(r'<tspan class="([^"]+)">(.*?)</tspan>|([^<]+)', re.DOTALL)
BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
OLD = re.compile(r'(<rect class="c-solid old[^>]*/>)<text class="c-count"')
# Size, whether it is bold, and its colour; the same as on the page.
LETTERS: dict[str, tuple[float, bool, str]] = {
    "c-name": (16.5, True, "color-base-content"),
    "c-read": (15, False, "color-base-content"),
    "c-num": (17, True, "color-base-content"),
    "c-int": (15, False, "ink-soft"),
    "c-none": (14.5, False, "ink-soft"),
    "c-axis": (13, False, "ink-soft"),
    "c-axis c-whose": (13, False, "ink-soft"),
    "c-count": (13.5, True, "org-content"),
    "c-count out": (13.5, True, "color-base-content"),
}
HALO = {"c-name": 8.0, "c-none": 5.0}
# Where a line lies from its place on; it begins at the right where one reads from the right.
LIES = {
    False: {"start": "from", "end": "before", "middle": "around"},
    True: {"start": "before", "end": "from", "middle": "around"},
}


def lettered(picture: Markup) -> dict[str, object]:
    """The drawing without letters, how large it is, and its lines of text with their places."""
    found = OLD.sub(r'\1<text class="c-count out"', str(picture))
    width, height = (float(one) for one in BOX.findall(found)[0])
    return {
        "svg": str(standalone(Markup(LINE.sub("", found)))),  # noqa: S704  # our own drawing, with less in it
        "width": width,
        "height": height,
        "ground": srgb(*THEME["color-base-100"]),
        "lines": [line(*one) for one in LINE.findall(found)],
    }


def line(kind: str, x: str, y: str, anchor: str, words: str) -> dict[str, object]:
    """One line: its place, how it lies there, and its parts."""
    return {
        "x": float(x),
        "y": float(y),
        "lies": LIES[get_language_bidi()][anchor],
        "halo": HALO.get(kind, 0.0),
        "parts": [part(inner or kind, said or plain) for inner, said, plain in PART.findall(words)],
    }


def part(kind: str, words: str) -> dict[str, object]:
    """Words of one size and colour."""
    size, bold, colour = LETTERS[kind]
    return {"words": unescape(words), "size": size, "bold": bold, "fill": srgb(*THEME[colour])}
