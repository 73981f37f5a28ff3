"""The clasp as one picture: two hands across a table, five fingers from each edge."""

from collections.abc import Callable
from functools import partial

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.trust.clasp import fingers
from troth.trust.clasp.geometry import (
    FULL,
    HEAD,
    SMALL,
    Measures,
    Place,
    cut,
    fitting,
    places,
    width_of,
)
from troth.trust.clasp.seen import Clasp, Seen, SeenHand, State
from troth.trust.clasp.shapes import hatches, joined, rect, seam, text
from troth.trust.clasp.telling import description, title
from troth.trust.clasp.words import (
    about,
    apart,
    first_seen,
    heading,
    last_heard,
    only_for,
    range_words,
    reading,
    unread,
)
from troth.trust.rules.hands import Dimension, Side

Link = Callable[[Seen], str]
AXIS, NOTE = 13.0, 8.0
UP, DOWN = "↗", "↘"


def full(shown: Clasp, *, ident: str = "clasp", link: Link | None = None) -> Markup:
    """The picture for wide screens and paper; `link` gives the page of a finger's reasons."""
    return draw(shown, FULL, ident=ident, link=link)


def small(shown: Clasp, *, ident: str = "clasp-s", link: Link | None = None) -> Markup:
    """The same for narrow screens."""
    return draw(shown, SMALL, ident=ident, link=link)


def draw(shown: Clasp, measures: Measures, *, ident: str, link: Link | None) -> Markup:
    """The whole picture. It is a group of links where fingers lead somewhere, else one image."""
    rtl = get_language_bidi()
    sides = places(measures, from_right=rtl)
    lay = partial(hand, ident=ident, link=link)
    parts = [
        hatches(ident),
        seam(measures.middle, HEAD - 8, measures.bottom + 8),
        *(axis(one, place) for one, place in zip(shown.hands, sides, strict=True)),
        *names(measures),
        *(lay(one, place) for one, place in zip(shown.hands, sides, strict=True)),
    ]
    return Markup(
        '<svg class="clasp{size}" viewBox="0 0 {width} {height}" role="{role}" direction="{direction}"'
        ' aria-labelledby="{ident}-t" aria-describedby="{ident}-d">'
        '<title id="{ident}-t">{title}</title><desc id="{ident}-d">{words}</desc>{body}</svg>'
    ).format(
        size=" clasp-small" if measures.small else "",
        width=measures.width,
        height=measures.height,
        role="group" if link else "img",
        direction="rtl" if rtl else "ltr",
        ident=ident,
        title=title(shown),
        words=description(shown),
        body=joined(*parts),
    )


def names(measures: Measures) -> list[Markup]:
    """The five dimensions, in the middle."""
    lift = 29 if measures.small else 11
    return [
        text(
            heading(dimension),
            x=measures.middle,
            y=measures.top(number) + measures.text - lift,
            kind="c-name",
            anchor="middle",
        )
        for number, dimension in enumerate(Dimension)
    ]


SPACE = Markup(" ")


def hand(one: SeenHand, place: Place, *, ident: str, link: Link | None) -> Markup:
    """One hand: five fingers, then the palm that holds them."""
    drawn = [
        finger(seen, place, number=number, ident=ident, url=link(seen) if link else "")
        for number, seen in enumerate(one.fingers)
    ]
    return joined(*drawn, palm(one, place))


def finger(seen: Seen, place: Place, *, number: int, ident: str, url: str) -> Markup:
    """One finger with its reading; a link to its reasons where it has them."""
    y = place.row(number)
    body = joined(
        rect("c-hit", place.x(0), place.x(10), y=y, height=place.measures.finger, round_by=6),
        readout(seen, place, number=number),
        SPACE,
        fingers.drawn(seen, place, y=y, ident=ident),
    )
    if not url:
        return body
    said = f"{about(seen.towards, seen.about)}, {heading(seen.dimension)}: {reading(seen)}"
    # Also what one sees on it, as it stands there: whoever speaks to the machine says what they read.
    said = " · ".join(filter(None, [said, body.striptags()]))
    return Markup('<a class="c-finger" href="{}" aria-label="{}">{}{}</a>').format(
        url, said, body, ring(place, y)
    )


def ring(place: Place, y: float) -> Markup:
    """What shows where the keyboard is; above the finger, or its solid part would hide it."""
    ends = place.x(0) - 2 * place.sign, place.x(10) + 2 * place.sign
    return rect("c-ring", *ends, y=y - 2, height=place.measures.finger + 4, round_by=6)


def palm(one: SeenHand, place: Place) -> Markup:
    """A rounded bar at the edge: it makes a hand of the five."""
    measures = place.measures
    top, bottom = measures.top(0) + measures.text - 6, measures.bottom + 6
    kind = f"c-solid o{one.towards.colour or 1}"
    edge = place.along(-measures.palm)
    return rect(kind, edge, place.along(0), y=top, height=bottom - top, round_by=measures.palm / 2)


def readout(seen: Seen, place: Place, *, number: int) -> Markup:
    """The reading beside its own edge and its own finger."""
    y = place.reading(number)
    kind = "c-read" if seen.state is State.READ else "c-none"
    return text(
        line(seen, place.measures), x=place.along(NOTE), y=y, kind=kind, anchor=place.anchor
    )


def line(seen: Seen, measures: Measures) -> str:
    """`8 of 10 (6–9) ↗, last heard in June`, as much of it as there is room for; else why there is none."""
    limit = free(seen, measures)
    found = seen.of_ten
    if found is None:
        choices = (unread(seen), short_unread(seen))
        return fitting(choices, room=limit, size=measures.letters)
    start = figure(seen, measures)
    arrow = {1: f" {UP}", -1: f" {DOWN}"}.get(seen.rise, "")
    left = limit - width_of(f"{start.striptags()}{arrow}", measures.letters)
    fit = (one for one in notes(seen) if width_of(one, measures.letters) <= left)
    return start + Markup('<tspan class="c-int">{}{}</tspan>').format(arrow, next(fit, ""))


def notes(seen: Seen) -> list[str]:
    """What else there is to say of a reading, the fullest first; who sees it matters most."""
    old, first = last_heard(seen), first_seen(seen)
    shorter = [[first_seen(seen, weekday=False)], [only_for(seen)]] if first else [[old]]
    choices = ([old, first], [first], *shorter)
    return ["".join(f", {one}" for one in said if one) for said in choices]


def figure(seen: Seen, measures: Measures) -> Markup:
    """`8 of 10 (6–9)`; a wide range leads with the range."""
    found = seen.of_ten
    if found is None:
        return Markup("")
    if seen.is_wide:
        words = (
            _("between %(low)s and %(high)s")
            if measures.small
            else _("anywhere between %(low)s and %(high)s")
        )
        return Markup('<tspan class="c-int">{}</tspan>').format(
            words % {"low": found.low, "high": found.high}
        )
    strong = Markup('<tspan class="c-num">{}</tspan>').format(found.middle)
    of = Markup.escape(_("%(middle)s of 10")) % {"middle": strong}
    return of + Markup('<tspan class="c-int"> ({})</tspan>').format(range_words(seen))


def short_unread(seen: Seen) -> str:
    """The same in fewer words, for narrow screens."""
    return _("all set aside") if seen.state is State.SET_ASIDE else unread(seen)


def free(seen: Seen, measures: Measures) -> float:
    """How wide a reading may be before it meets the middle, or the name that stands there."""
    # Other faces than ours, where ours have not come yet, are a little wider.
    half = 4.0 if measures.small else width_of(heading(seen.dimension), 19) / 2 + 24
    return measures.middle - measures.palm - NOTE - half


def axis(one: SeenHand, place: Place) -> Markup:
    """The scale of one hand: figures from its own edge, and whose it is."""
    measures = place.measures
    y = measures.bottom + 28 if place.far else HEAD - 16
    own_line = measures.bottom + 43 if place.far else HEAD - 33
    words = caption(one, place)
    beside = width_of(words, AXIS) + 30 < place.measures.reach * 2 / 10 and not measures.small
    figures = [tick(step, place, y=y) for step in measures.steps]
    return joined(
        *figures,
        text(
            words,
            x=place.along(22 if beside else 0),
            y=y if beside else own_line,
            kind="c-axis c-whose",
            anchor=place.anchor,
        ),
    )


def tick(step: int, place: Place, *, y: float) -> Markup:
    """One figure of the scale; those at the ends stay inside."""
    ends = {0: place.anchor, 10: "start" if place.far else "end"}
    return text(str(step), x=place.x(step), y=y, kind="c-axis", anchor=ends.get(step, "middle"))


def caption(one: SeenHand, place: Place) -> str:
    """`Lumen about Kaveri →`, the arrow the way the fingers reach."""
    arrow = "←" if place.from_right else "→"
    words = short_about(one, room=place.measures.reach - 30)
    return f"{arrow} {words}" if place.far else f"{words} {arrow}"


def short_about(one: SeenHand, *, room: float) -> str:
    """Whose hand it is, names cut where both together are too long."""
    words = about(one.towards, one.about)
    if width_of(words, AXIS) <= room:
        return words
    who, other = (called(side, room=room * 0.42) for side in (one.towards, one.about))
    return _("%(who)s about %(other)s") % {"who": who, "other": other}


def called(side: Side, *, room: float) -> str:
    """The short name, cut."""
    return apart(cut(side.short, room=room, size=AXIS))
