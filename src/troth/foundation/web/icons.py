"""Icons as inline SVG, from the few that `icons.json` holds (Lucide, ISC; `tools/icons.py` adds more)."""

import json
from functools import cache
from importlib.resources import files
from typing import Final

from markupsafe import Markup

# Shapes that point along the line of reading turn round where it runs from right to left.
TURNING: Final = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "send", "log-out", "share-2"}
)


def drawn(shapes: str) -> Markup:
    """Shapes of our own files as markup; never give it what a person wrote."""
    return Markup(shapes)  # noqa: S704 (constants of this package)


@cache
def shapes() -> dict[str, str]:
    """Every known icon: its name and its shapes."""
    text = files("troth.foundation.web").joinpath("icons.json").read_text(encoding="utf-8")
    known: dict[str, str] = json.loads(text)["icons"]
    return known


@cache
def icon(name: str) -> Markup:
    """An icon beside words; hidden from screen readers, because the words say it."""
    turns = " ico-turns" if name in TURNING else ""
    return drawn(
        f'<svg class="ico{turns}" aria-hidden="true" viewBox="0 0 24 24" fill="none"'
        f' stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes()[name]}</svg>'
    )
