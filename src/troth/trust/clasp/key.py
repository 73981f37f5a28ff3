"""How the clasp is read, on paper: the signs of the page's own key, each beside what it means."""

import re
from collections.abc import Collection
from html import unescape

from django.template.loader import render_to_string
from markupsafe import Markup

from troth.trust.clasp.ink import standalone
from troth.trust.clasp.seen import Sign

SIGN = re.compile(r"<li>(<svg viewBox=\"0 0 (\d+) (\d+)\".*?</svg>)(.*?)</li>", re.DOTALL)


def key(colour: int, signs: Collection[Sign] = tuple(Sign)) -> list[dict[str, object]]:
    """Each of these signs as a picture of its own, how wide it is for its height, and its words."""
    page = render_to_string("trust/_key.html", {"colour": colour or 1, "signs": signs})
    return [
        {
            "svg": str(standalone(Markup(svg))),  # noqa: S704  # our own template
            "wide": int(width) / int(height),
            "words": unescape(said),
        }
        for svg, width, height, said in SIGN.findall(page)
    ]
