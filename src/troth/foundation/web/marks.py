"""Our own signs as SVG: mark, seal, face, token, ring of seats, and who can see something.

Plain drawing: numbers in, markup out. Shapes carry the meaning; colours come from the stylesheet.
"""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from troth.foundation.web.icons import drawn, icon

__all__ = [
    "COLOURS",
    "TOKENS",
    "audience",
    "face",
    "icon",
    "mark",
    "org_class",
    "ring",
    "seal",
    "token",
]

COLOURS: Final = 8

# The token is drawn on 28 × 28: two half discs, the near one at the start.
_NEAR: Final = "M12.4 4.2A9.9 9.9 0 0 0 12.4 23.8z"
_FAR: Final = "M15.6 4.2A9.9 9.9 0 0 1 15.6 23.8z"
_FAR_OPEN: Final = "M15.6 4.2A9.9 9.9 0 0 1 25.4 14M19.8 22.9A9.9 9.9 0 0 1 15.6 23.8"
_ARROW: Final = "M17 -1.5h7.5l-2.6-2.4M24.5-1.5l-2.6 2.4"
_STITCH: Final = "M8.5 13.5l11-2M8.5 18.5l11-2"

# State of a promise: class of the near half, class of the far half (e empty, f full, d dotted, o open).
TOKENS: Final[dict[str, str]] = {
    "proposed": "ed",
    "declined": "dd apart",
    "withdrawn": "dd apart",
    "accepted": "ee",
    "delivered": "fe",
    "disputed": "fo",
    "kept": "ff",
    "asked": "ee asked",
    "moved": "ee moved",
    "kept-moved": "ff moved",
    "missed": "ee slipped",
    "late": "ff slipped",
    "dropped": "dd slipped",
    "repaired": "ff slipped stitched",
    "half": "fe",
}
_SHIFTS: Final = {
    "apart": (' transform="translate(-2.2 0)"', ' transform="translate(2.2 0)"'),
    "slipped": (' transform="translate(0 3.5)"', ' transform="translate(0 -2.5)"'),
}
_EXTRAS: Final = {
    "asked": f'<path class="stitch" d="{_ARROW}"/>',
    "moved": f'<path class="e" d="{_ARROW}"/>',
    "stitched": f'<path class="stitch" d="{_STITCH}"/>',
}


def token(state: str, words: str, *, size: str = "", closes: bool = False) -> Markup:
    """The state of a promise or a signature as two halves; `words` is its accessible name.

    Without words it is silent: then the words must stand beside it.
    `state` is a key of `TOKENS`; `half` is one signature of two. `closes` lets the second half fill.
    """
    halves, *extras = TOKENS[state].split()
    near_shift, far_shift = next((_SHIFTS[e] for e in extras if e in _SHIFTS), ("", ""))
    near, far = halves[0], halves[1]
    far_shape = _FAR_OPEN if far == "o" else _FAR
    halves_drawn = (
        f'<path class="{near}" d="{_NEAR}"{near_shift}/>'
        f'<path class="{"e" if far == "o" else far}" d="{far_shape}"{far_shift}/>'
        + "".join(_EXTRAS.get(extra, "") for extra in extras)
    )
    names = " ".join(filter(None, ["token", size, "closes" if closes else ""]))
    if not words:
        return Markup('<svg class="{}" viewBox="0 0 28 28" aria-hidden="true">{}</svg>').format(
            names, drawn(halves_drawn)
        )
    return Markup(
        '<svg class="{}" viewBox="0 0 28 28" role="img" aria-label="{}"><title>{}</title>{}</svg>'
    ).format(names, words, words, drawn(halves_drawn))


def mark() -> Markup:
    """The product's own sign: four bars, two from each side, the smallest clasp."""
    bars = "".join(
        f'<rect class="m-{kind}" x="{x}" y="{y}" width="21" height="5.4" rx="2.7"/>'
        for kind, x, y in (("a", 1, 3), ("b", 10, 9.9), ("a", 1, 16.8), ("b", 10, 23.7))
    )
    return drawn(f'<svg viewBox="0 0 32 32" aria-hidden="true">{bars}</svg>')


def seal(colour: int, letters: str, *, size: str = "") -> Markup:
    """An organisation's seal: colour 1 to 8, the ring pattern that belongs to it, one or two letters.

    It stands beside the organisation's name and is hidden from screen readers for that reason.
    Colour 0 is an organisation without a seat: a plain ring.
    """
    return Markup(
        '<svg class="seal {}" viewBox="0 0 40 40" aria-hidden="true"><circle class="s-f" cx="20" '
        'cy="20" r="20"/>{}<circle class="s-c" cx="20" cy="20" r="13"/><text x="20" y="{}" '
        'text-anchor="middle"{}>{}</text></svg>'
    ).format(
        f"{org_class(colour)} {size}".strip(),
        drawn(_PATTERNS.get(colour, "")),
        "25.4" if len(letters) < 2 else "24.6",
        drawn(' class="two-letters"') if len(letters) > 1 else "",
        letters[:2],
    )


def face(short: str, *, colour: int = 0, size: str = "") -> Markup:
    """A person: two letters in a round, edged in their organisation's colour. The name stands beside it."""
    names = " ".join(filter(None, ["face", size, org_class(colour)]))
    return Markup('<span class="{}" aria-hidden="true">{}</span>').format(names, short[:2])


def ring(colours: Sequence[int], *, size: str = "") -> Markup:
    """More than two organisations around one table, as many seats as colours."""
    step = 360 / max(len(colours), 1)
    seats = "".join(
        f'<circle cx="20" cy="4" r="3.6" fill="var(--org-{colour})"'
        f' transform="rotate({n * step:.1f} 20 20)"/>'
        for n, colour in enumerate(colours)
    )
    return Markup(
        '<svg class="{}" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="9" '
        'fill="none" stroke="var(--line-strong)" stroke-width="2"/>{}</svg>'
    ).format(f"seats-ring {size}".strip(), drawn(seats))


def audience(kind: str) -> Markup:
    """Who can see it, as a table from above: all seats, one seat, some seats, or everybody."""
    return drawn(
        '<svg class="audience-sign" viewBox="0 0 26 18" fill="none" stroke="currentColor"'
        f' stroke-width="1.7" aria-hidden="true">{_AUDIENCES[kind]}</svg>'
    )


def org_class(colour: int) -> str:
    """The class that brings an organisation's colour and tint; empty for colour 0."""
    return f"org{colour}" if 1 <= colour <= COLOURS else ""


_TABLE: Final = '<path d="M8 4h10v10H8z"/>'
_OPEN_TABLE: Final = '<path d="M8 4h10v10H8z" stroke-dasharray="2 2.4"/>'
_START: Final = '<circle cx="3.4" cy="9" r="2.3" fill="currentColor"/>'
_END: Final = '<circle cx="22.6" cy="9" r="2.3" fill="currentColor"/>'
_AUDIENCES: Final = {
    "shared": _TABLE + _START + _END,
    "side": _OPEN_TABLE + _START,
    "subset": _OPEN_TABLE + _START + _END,
    "closed": '<path d="M8.5 8h9v6.5h-9zM10.3 8V6a2.7 2.7 0 0 1 5.4 0v2"/>',
    "public": '<circle cx="13" cy="9" r="7"/><path d="M6 9h14M13 2c-4 4.6-4 9.4 0 14M13 2c4 4.6 4 9.4 0 14"/>',
}


def _lines(width: float, paths: list[str]) -> str:
    drawn = "".join(f'<path d="{path}"/>' for path in paths)
    return f'<g class="s-p" stroke-width="{width}">{drawn}</g>'


def _dots() -> str:
    places = [(0, 1), (0.5, 0.866), (0.866, 0.5)]
    quarter = [*places, *((y, -x) for x, y in places)]
    points = [*quarter, *((-x, -y) for x, y in quarter)]
    return (
        '<g class="s-d">'
        + "".join(
            f'<circle cx="{20 + 16.6 * x:.1f}" cy="{20 - 16.6 * y:.1f}" r="1.9"/>'
            for x, y in points
        )
        + "</g>"
    )


def _checks() -> str:
    squares = "".join(
        f'<rect x="{x}" y="{y}" width="4" height="4"/>'
        for y in range(0, 40, 8)
        for x in range(0, 40, 8)
    ) + "".join(
        f'<rect x="{x}" y="{y}" width="4" height="4"/>'
        for y in range(4, 40, 8)
        for x in range(4, 40, 8)
    )
    return f'<g class="s-d">{squares}</g>'


_EVERY_7: Final = range(2, 40, 7)
_PATTERNS: Final = {
    1: _lines(2.4, [f"M{x} 40L{x + 40} 0" for x in range(-40, 40, 7)]),
    2: _dots(),
    3: _lines(2.4, [f"M0 {y}H40" for y in _EVERY_7]),
    4: _lines(2, [f"M{x} 40L{x + 40} 0M{x} 0L{x + 40} 40" for x in range(-40, 41, 8)]),
    5: _lines(2.4, [f"M{x} 0V40" for x in _EVERY_7]),
    6: _lines(2, [f"M0 {y}q5 -6 10 0t10 0t10 0t10 0" for y in _EVERY_7]),
    7: _checks(),
    8: _lines(
        1.8, [f"M{x - 2.5} {y}h5M{x} {y - 2.5}v5" for y in range(4, 40, 8) for x in range(4, 40, 8)]
    ),
}
