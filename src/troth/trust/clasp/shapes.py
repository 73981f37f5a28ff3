"""The shapes of the clasp as SVG: numbers in, markup out, classes only."""

from markupsafe import Markup

from troth.trust.clasp.geometry import Place

WAVE = 16


def joined(*parts: Markup) -> Markup:
    """Several parts as one."""
    return Markup("").join(parts)


def n(value: float) -> str:
    """A place, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")


def text(words: str, *, x: float, y: float, kind: str, anchor: str) -> Markup:
    """A line of text; markup inside it stays markup."""
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, n(x), n(y), anchor, words
    )


def rect(kind: str, a: float, b: float, *, y: float, height: float, round_by: float = 0) -> Markup:
    """An upright box between two places, whichever is further left."""
    corner = Markup(' rx="{}"').format(n(round_by)) if round_by else Markup("")
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>').format(
        kind, n(min(a, b)), n(y), n(abs(b - a)), n(height), corner
    )


def circle(kind: str, x: float, y: float, radius: float) -> Markup:
    """A disc or a ring."""
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(kind, n(x), n(y), n(radius))


def path(kind: str, data: str, fill: str = "") -> Markup:
    """A path; `fill` names a hatch."""
    filled = Markup(' fill="url(#{})"').format(fill) if fill else Markup("")
    return Markup('<path class="{}"{} d="{}"/>').format(kind, filled, data)


def bar(place: Place, low: float, high: float, *, y: float) -> str:
    """From one value to another: square where it leaves the solid part, round at the tip."""
    a, b, height = place.x(low), place.x(high), place.measures.finger
    tip = min(height / 2, abs(b - a))
    sweep = 1 if place.sign == 1 else 0
    return (
        f"M{n(a)} {n(y)}H{n(b - place.sign * tip)}"
        f"a{n(tip)} {n(height / 2)} 0 0 {sweep} 0 {n(height)}H{n(a)}z"
    )


def diamond(x: float, y: float) -> str:
    """Twelve units wide and high."""
    return f"M{n(x)} {n(y - 6)}l6 6-6 6-6-6z"


def seam(x: float, top: float, bottom: float) -> Markup:
    """The middle: a small wave, halfway for both."""
    waves = "q2.6 4 0 8q-2.6 4 0 8" * round((bottom - top) / WAVE)
    return path("c-seam", f"M{n(x)} {n(top)}{waves}")


def hatches(ident: str) -> Markup:
    """The two hatches: the near hand's leans forward, the far hand's back."""
    return Markup("<defs>{}{}</defs>").format(
        hatch(f"{ident}-ha", turned=45), hatch(f"{ident}-hb", turned=-45)
    )


def hatch(ident: str, *, turned: int) -> Markup:
    """Lines of two units, every seven."""
    return Markup(
        '<pattern id="{}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate({})">'
        '<rect class="c-line" width="2" height="7"/></pattern>'
    ).format(ident, turned)
