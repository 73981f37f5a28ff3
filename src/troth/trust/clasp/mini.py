"""The clasp without words, for lists and mail: ten bars. The sentence always stands beside it."""

from django.utils.translation import get_language_bidi
from markupsafe import Markup

from troth.trust.clasp.geometry import Measures, Place, places
from troth.trust.clasp.seen import Clasp, Seen, SeenHand
from troth.trust.clasp.shapes import joined, rect
from troth.trust.clasp.telling import brief

SPACE, PALM, EDGE = 1.4, 2.6, 4
STUB = 0.9
SIZES = {"list": (72, 44), "overview": (150, 96)}


def mini(shown: Clasp, *, size: str = "list") -> Markup:
    """Ten bars; nothing at all where neither direction has a reading, for then words say more."""
    if not shown.has_reading:
        return Markup("")
    width, height = SIZES[size]
    sides = zip(shown.hands, places(measured(width), from_right=get_language_bidi()), strict=True)
    return Markup(
        '<svg class="clasp-mini" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img"'
        ' aria-label="{words}">{body}</svg>'
    ).format(
        w=width,
        h=height,
        words=brief(shown),
        body=joined(*(hand(one, place, height=height) for one, place in sides)),
    )


def measured(width: int) -> Measures:
    """The measures across; down the page ten bars share the height."""
    return Measures(
        width=width, palm=EDGE, text=0, finger=0, under=0, between=0, steps=(), letters=0
    )


def hand(one: SeenHand, place: Place, *, height: int) -> Markup:
    """Five bars and their palm."""
    step = height / 10
    bars = [
        bar(seen, place, y=(2 * number + place.far) * step + SPACE / 2, height=step - SPACE)
        for number, seen in enumerate(one.fingers)
    ]
    edge = place.along(-EDGE)
    palm = rect(
        f"m-solid o{one.towards.colour or 1}",
        edge,
        edge + place.sign * PALM,
        y=SPACE / 2,
        height=height - SPACE,
        round_by=PALM / 2,
    )
    return joined(*bars, palm)


def bar(seen: Seen, place: Place, *, y: float, height: float) -> Markup:
    """One finger: full as far as is very likely, faint where it lies; a dashed stub without a reading."""
    o, found = f"o{seen.towards.colour or 1}", seen.estimate
    if found is None:
        return rect(f"m-open {o}", place.x(0), place.x(STUB), y=y, height=height, round_by=1)
    return joined(
        rect(f"m-solid {o}", place.x(0), place.x(found.low), y=y, height=height, round_by=1),
        rect(
            f"m-soft {o}", place.x(found.low), place.x(found.high), y=y, height=height, round_by=1
        ),
    )
