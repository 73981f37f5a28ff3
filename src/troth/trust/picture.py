"""The estimate over time as a picture: what was likely, how sure that was, and what came of each promise.

Drawn here from plain numbers, with classes only, so that light, dark, print and a screen reader need no second one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from troth.foundation.web.times import dated
from troth.trust.clasp.words import apart
from troth.trust.rules.reliability import Point

WIDTH, HEIGHT = 720, 250
START, END, TOP, FOOT = 34, 700, 14, 206
MOST_MARKS = 1500


@dataclass(frozen=True)
class Mark:
    """One finished promise on the foot line."""

    at: datetime
    outcome: str


@dataclass(frozen=True)
class Frame:
    """The span of time that is drawn."""

    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        """Place of a moment, kept inside the frame."""
        span = (self.last - self.first).total_seconds() or 1.0
        share = (at - self.first).total_seconds() / span
        return START + min(max(share, 0.0), 1.0) * (END - START)


def y(chance: float) -> float:
    """Place of a chance, 0 at the foot and 1 at the top."""
    return FOOT - chance * (FOOT - TOP)


def draw(
    points: Sequence[Point], marks: Sequence[Mark], *, colour: int, title: str, words: str
) -> Markup:
    """The whole picture as SVG; `words` is its description."""
    moments = [point.at for point in points] + [mark.at for mark in marks]
    frame = Frame(min(moments), max(moments))
    parts = [
        scale(),
        band(points, frame),
        line(points, frame),
        *ticks(marks[-MOST_MARKS:], frame),
        days(frame),
    ]
    return Markup(
        '<svg class="over-time o{colour}" viewBox="0 0 {width} {height}" role="img" direction="ltr"'
        ' aria-labelledby="ot-t ot-d">'
        '<title id="ot-t">{title}</title><desc id="ot-d">{words}</desc>{body}</svg>'
    ).format(
        colour=colour or 1,
        width=WIDTH,
        height=HEIGHT,
        title=title,
        words=words,
        body=Markup("").join(parts),
    )


def scale() -> Markup:
    """Figures of ten at the edge, with thin lines."""
    rows = [
        Markup(
            '<path class="c-rule" d="M{a} {y}H{b}"/><text class="c-axis" x="{t}" y="{ty}" text-anchor="end">{n}</text>'
        ).format(
            a=START, b=END, y=round(y(n / 10), 1), t=START - 8, ty=round(y(n / 10) + 4.5, 1), n=n
        )
        for n in (0, 5, 10)
    ]
    return Markup("").join(rows)


def path(points: Sequence[tuple[float, float]]) -> str:
    """Path data through points."""
    return "L".join(f"{px:.1f} {py:.1f}" for px, py in points)


def band(points: Sequence[Point], frame: Frame) -> Markup:
    """The 80 % interval."""
    upper = [(frame.x(one.at), y(one.high)) for one in points]
    lower = [(frame.x(one.at), y(one.low)) for one in reversed(points)]
    return Markup('<path class="p-band" d="M{d}Z"/>').format(d=path(upper + lower))


def line(points: Sequence[Point], frame: Frame) -> Markup:
    """The best guess."""
    return Markup('<path class="p-line" d="M{d}"/>').format(
        d=path([(frame.x(one.at), y(one.chance)) for one in points])
    )


def ticks(marks: Sequence[Mark], frame: Frame) -> list[Markup]:
    """What came of each promise: a full disc kept, a slipped half late, an open ring dropped."""
    shapes = {
        "kept": Markup('<circle class="p-kept" cx="{x}" cy="222" r="3.6"/>'),
        "late": Markup('<path class="p-late" d="M{x} 217v10M{x} 217a5 5 0 0 1 0 10"/>'),
        "dropped": Markup('<circle class="p-dropped" cx="{x}" cy="222" r="3.6"/>'),
    }
    return [shapes[mark.outcome].format(x=round(frame.x(mark.at), 1)) for mark in marks]


def days(frame: Frame) -> Markup:
    """First and last day under the picture."""
    return Markup(
        '<text class="c-axis c-day" x="{a}" y="246">{first}</text>'
        '<text class="c-axis c-day" x="{b}" y="246" text-anchor="end">{last}</text>'
    ).format(
        a=START,
        b=END,
        first=apart(dated(frame.first, year=True)),
        last=apart(dated(frame.last, year=True)),
    )
