"""The clasp with its colours written into it, for where no stylesheet of ours reaches: mail, PNG, PDF.

The colours are those of the light theme; a test holds them beside the theme's own file.
"""

from collections.abc import Mapping
from math import cos, radians, sin

from markupsafe import Markup

# Lightness in percent, chroma, hue: as the light theme says them.
THEME: Mapping[str, tuple[float, float, float]] = {
    "color-base-100": (99.2, 0.004, 106),
    "color-base-content": (27, 0.035, 335),
    "ink-soft": (45, 0.027, 335),
    "line-strong": (60, 0.02, 335),
    "org-content": (99, 0.004, 106),
    "org-1": (50, 0.095, 72),
    "org-1-tint": (94.5, 0.026, 80),
    "org-2": (50, 0.095, 278),
    "org-2-tint": (94.5, 0.02, 278),
    "org-3": (50, 0.083, 190),
    "org-3-tint": (94.5, 0.024, 190),
    "org-4": (50, 0.095, 325),
    "org-4-tint": (94.5, 0.022, 325),
    "org-5": (50, 0.095, 112),
    "org-5-tint": (94.5, 0.03, 112),
    "org-6": (50, 0.09, 235),
    "org-6-tint": (94.5, 0.022, 235),
    "org-7": (50, 0.095, 52),
    "org-7-tint": (94.5, 0.024, 58),
    "org-8": (50, 0.095, 302),
    "org-8-tint": (94.5, 0.021, 302),
}
# Each part with its colours by name; sizes as on the page.
PARTS = (
    ".clasp,.clasp-mini{font-family:Commissioner,'Noto Sans','Noto Sans Arabic',sans-serif}",
    ".c-hatch{opacity:.75}",
    ".c-line{fill:$line-strong;opacity:.5}",
    ".c-mid{fill:$color-base-content;stroke:$color-base-100;stroke-width:1.5}",
    ".c-count{fill:$org-content;font-size:13.5px;font-weight:600}",
    ".c-count.out,.c-solid.old+.c-count{fill:$color-base-content}",
    ".c-name{fill:$color-base-content;font-size:16.5px;font-weight:640;stroke:$color-base-100;stroke-width:8px;paint-order:stroke}",
    ".c-read{fill:$color-base-content;font-size:15px}",
    ".c-num{font-weight:750;font-size:17px}",
    ".c-int{fill:$ink-soft}",
    ".c-none{fill:$ink-soft;font-size:14.5px;font-style:italic;stroke:$color-base-100;stroke-width:5px;paint-order:stroke}",
    ".c-axis,.c-whose{fill:$ink-soft;font-size:13px}",
    ".c-seam{stroke:$line-strong;stroke-width:1.3;fill:none;opacity:.8}",
    ".c-stroke{fill:none;stroke:$line-strong;stroke-width:2;opacity:.4}",
    ".c-held{fill:none;stroke-width:1.4;stroke-dasharray:4 5;opacity:.8}",
    ".c-before{fill:$color-base-100;stroke:$color-base-content;stroke-width:1.6}",
    ".c-trail{fill:none;stroke:$color-base-content;stroke-width:1.4;stroke-dasharray:1 3;stroke-linecap:round}",
    ".c-own{fill:$color-base-100;stroke:$color-base-content;stroke-width:1.6}",
    ".c-own.mine{fill:$color-base-content;stroke:$color-base-100}",
    ".c-bead{fill:none;stroke-width:1.8}",
    ".c-hit,.c-ring{fill:none}",
    ".m-open{fill:none;stroke-width:1;stroke-dasharray:1.6 1.4}",
)
# Parts in the colour of an organisation, with $o for it and $t for its tint.
OWN_PARTS = (
    ".c-solid.$c,.m-solid.$c,.c-bead.full.$c{fill:$o}",
    ".c-solid.old.$c{fill:$o;opacity:.62}",
    ".m-soft.$c{fill:$o;opacity:.38}",
    ".c-reach.$c{fill:$t;stroke:$o;stroke-width:1.6}",
    ".c-held.$c,.c-bead.$c,.m-open.$c{stroke:$o}",
)
COLOURS = range(1, 9)


def standalone(picture: Markup) -> Markup:
    """A picture as a file of its own: with its namespace, and its colours in it."""
    head, _, rest = picture.partition(">")
    return Markup('<svg xmlns="http://www.w3.org/2000/svg"{}><style>{}</style>{}').format(
        head[len("<svg") :], stylesheet(), rest
    )


def stylesheet() -> Markup:
    """Every part of every form, in literal colours."""
    colours = {name: srgb(*value) for name, value in THEME.items()}
    rules = list(PARTS)
    for number in COLOURS:
        own = {"$c": f"o{number}", "$o": f"$org-{number};", "$t": f"$org-{number}-tint;"}
        rules += [named(rule, own) for rule in OWN_PARTS]
    # Longer names first: one is the beginning of another.
    by_length = {f"${name}": colours[name] for name in sorted(colours, key=len, reverse=True)}
    return Markup(named("".join(rules).replace(";;", ";").replace(";}", "}"), by_length))  # noqa: S704  # constants of this file


def named(text: str, values: Mapping[str, str]) -> str:
    """Text with names replaced."""
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def srgb(lightness: float, chroma: float, hue: float) -> str:
    """An OKLCH colour as `#rrggbb`."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    base = lightness / 100
    long = (base + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (base - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (base - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * encoded(one)):02x}" for one in linear)


def encoded(value: float) -> float:
    """A linear value as a screen takes it."""
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
