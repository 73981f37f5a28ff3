"""A measure over time as a picture.

Drawn with classes only, so that light, dark, print and a screen reader need no second one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.goals.numbers import number, short_day
from troth.goals.rules.frame import END, FOOT, HEIGHT, START, TOP, WIDTH, Frame, frame_of, labelled
from troth.goals.rules.plan import MeasureTerms
from troth.goals.rules.progress import Point, thinned

MOST_DOTS = 60
HALF = (START + END) / 2


@dataclass(frozen=True, kw_only=True)
class Span:
    """When the goal was agreed and by when it is to be reached; either may be missing."""

    begun: date | None = None
    by_when: date | None = None


def draw(points: Sequence[Point], terms: MeasureTerms, *, span: Span, words: str) -> Markup:
    """The picture as SVG; `words` is its description. There must be a reading."""
    frame = frame_of(points, values=(terms.start, terms.target), days=(span.begun, span.by_when))
    shown = thinned(points)
    parts = [
        scale(frame, terms),
        pace(frame, terms, span=span),
        until(frame, span.by_when),
        line(frame, shown),
        dots(frame, shown),
        last(frame, points[-1]),
        foot(frame),
    ]
    return Markup(
        '<svg class="measure-chart" viewBox="0 0 {width} {height}" role="img" aria-label="{words}"'
        ' direction="ltr"><title>{name}</title>{body}</svg>'
    ).format(width=WIDTH, height=HEIGHT, name=terms.name, words=words, body=Markup("").join(parts))


def scale(frame: Frame, terms: MeasureTerms) -> Markup:
    """Start, target and what lies beyond them, as figures at the edge with thin lines."""
    ends = (terms.target, terms.start, frame.high, frame.low)
    rows = [
        Markup(
            '<path class="{kind}" d="M{a} {y}H{b}"/>'
            '<text class="c-axis" x="{t}" y="{ty}" text-anchor="end">{n}</text>'
        ).format(
            kind="m-target" if value == terms.target else "c-rule",
            a=START,
            b=END,
            y=frame.y(value),
            t=START - 10,
            ty=frame.y(value) + 4.5,
            n=number(value),
        )
        for value in labelled(frame, ends)
    ]
    name = Markup('<text class="c-axis" x="{x}" y="{y}">{words}</text>').format(
        x=START + 4, y=frame.y(terms.target) - 7, words=_("target")
    )
    return Markup("").join(rows) + name


def pace(frame: Frame, terms: MeasureTerms, *, span: Span) -> Markup:
    """A thin line from start to target: where it would be, had it moved by the same step every day."""
    if span.begun is None or span.by_when is None or span.by_when <= span.begun:
        return Markup("")
    return Markup('<path class="m-pace" d="M{a} {ay}L{b} {by}"/>').format(
        a=frame.x(span.begun),
        ay=frame.y(terms.start),
        b=frame.x(span.by_when),
        by=frame.y(terms.target),
    )


def until(frame: Frame, by_when: date | None) -> Markup:
    """An upright line at the day by which it is to be reached."""
    if by_when is None:
        return Markup("")
    x = frame.x(by_when)
    words = Markup('<text class="c-axis" x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>')
    return Markup('<path class="m-until" d="M{x} {top}V{foot}"/>').format(
        x=x, top=TOP - 12, foot=FOOT
    ) + words.format(
        x=x - 6 if x > HALF else x + 6,
        y=FOOT - 7,
        anchor="end" if x > HALF else "start",
        words=_("by %(day)s") % {"day": short_day(by_when)},
    )


def line(frame: Frame, points: Sequence[Point]) -> Markup:
    """The readings, joined."""
    places = "L".join(f"{frame.x(one.day)} {frame.y(one.value)}" for one in points)
    return Markup('<path class="m-line" d="M{d}"/>').format(d=places)


def dots(frame: Frame, points: Sequence[Point]) -> Markup:
    """A dot for each reading, while there are few enough to be told apart."""
    if len(points) > MOST_DOTS:
        return Markup("")
    dot = Markup('<circle class="m-dot" cx="{x}" cy="{y}" r="3.4"/>')
    return Markup("").join(dot.format(x=frame.x(one.day), y=frame.y(one.value)) for one in points)


def last(frame: Frame, point: Point) -> Markup:
    """The latest reading, with its figure."""
    x, y = frame.x(point.day), frame.y(point.value)
    return Markup(
        '<circle class="m-last" cx="{x}" cy="{y}" r="6"/>'
        '<text class="m-figure" x="{tx}" y="{ty}" text-anchor="{anchor}">{n}</text>'
    ).format(
        x=x,
        y=y,
        tx=x - 11 if x > HALF else x + 11,
        ty=y - 9 if y > TOP + 14 else y + 22,
        anchor="end" if x > HALF else "start",
        n=number(point.value),
    )


def foot(frame: Frame) -> Markup:
    """First and last day under the picture."""
    return Markup(
        '<text class="c-axis" x="{a}" y="{y}">{first}</text>'
        '<text class="c-axis" x="{b}" y="{y}" text-anchor="end">{last}</text>'
    ).format(a=START, b=END, y=FOOT + 26, first=short_day(frame.first), last=short_day(frame.last))
