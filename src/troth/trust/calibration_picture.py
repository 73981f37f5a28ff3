"""Forecasts beside what came of them as a picture: a dot for each tenth, and how sure its place is.

Drawn with classes only, in the ink of the other pictures, so that light, dark, print and a screen reader need no
second one; the table beside it says the same.
"""

from collections.abc import Sequence
from math import sqrt

from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.trust.rules.calibration import Bin

SIDE = 380
START, END, TOP, FOOT = 46, 364, 14, 332
SMALLEST, LARGEST = 3.0, 10.0
LABELS = range(0, 11, 2)


def x(chance: float) -> float:
    """Place of what was forecast."""
    return round(START + chance * (END - START), 1)


def y(share: float) -> float:
    """Place of what was kept; more is higher."""
    return round(FOOT - share * (FOOT - TOP), 1)


def draw(bins: Sequence[Bin], *, name: str, words: str) -> Markup:
    """The picture as SVG; `words` is its description, `name` tells two on one page apart."""
    most = max((one.count for one in bins), default=1)
    parts = [scale(), ideal(), *(tenth(one, most) for one in bins)]
    return Markup(
        '<svg class="came-out" viewBox="0 0 {side} {side}" role="img" direction="ltr"'
        ' aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{title}</title>'
        '<desc id="{name}-d">{words}</desc>{body}</svg>'
    ).format(
        side=SIDE,
        name=name,
        title=_("Forecast and kept, of ten"),
        words=words,
        body=Markup("").join(parts),
    )


def scale() -> Markup:
    """Figures of ten at both edges, with thin lines."""
    line = Markup(
        '<path class="c-rule" d="M{a} {y}H{b}"/><text class="c-axis" x="{l}" y="{ly}" text-anchor="end">{n}</text>'
        '<text class="c-axis" x="{x}" y="{foot}" text-anchor="middle">{n}</text>'
    )
    lines = [
        line.format(
            a=START,
            b=END,
            y=y(n / 10),
            l=START - 9,
            ly=y(n / 10) + 4.5,
            x=x(n / 10),
            foot=FOOT + 20,
            n=n,
        )
        for n in LABELS
    ]
    names = Markup(
        '<text class="c-axis" x="{b}" y="{foot}" text-anchor="end">{forecast}</text>'
        '<text class="c-axis" x="{a}" y="{top}">{kept}</text>'
    ).format(
        a=START + 6, b=END, top=TOP + 14, foot=FOOT + 40, forecast=_("forecast"), kept=_("kept")
    )
    return Markup("").join(lines) + names


def ideal() -> Markup:
    """Where forecasts lie that say exactly what happens."""
    return Markup('<path class="k-ideal" d="M{a} {b}L{c} {d}"/>').format(
        a=x(0), b=y(0), c=x(1), d=y(1)
    )


def tenth(one: Bin, most: int) -> Markup:
    """One tenth: a dot as large as it has promises, and the interval of its share."""
    size = SMALLEST + (LARGEST - SMALLEST) * sqrt(one.count / most)
    return Markup(
        '<path class="k-bar" d="M{x} {low}V{high}"/><circle class="k-dot" cx="{x}" cy="{y}" r="{r}"/>'
    ).format(x=x(one.said), low=y(one.low), high=y(one.high), y=y(one.share), r=round(size, 1))
