"""One finger of the clasp, in each of its states."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.trust.clasp.geometry import Measures, Place, cut, fitting, width_of
from troth.trust.clasp.seen import Seen, State
from troth.trust.clasp.shapes import bar, circle, diamond, joined, n, path, rect, text
from troth.trust.clasp.words import aside, first_seen, items, needed, why_unread
from troth.trust.rules.hands import ENOUGH, TOP

BEAD, BEAD_FIRST, BEAD_STEP = 5.5, 16, 18
STUB = 24
# From how wide a solid part on it holds the word "items", and what is set aside.
FOR_ITEMS, FOR_ASIDE = 84, 190
MARGIN = 9


def drawn(seen: Seen, place: Place, *, y: float, ident: str) -> Markup:
    """The finger itself, whatever its state."""
    if seen.state is State.READ:
        return read(seen, place, y=y, ident=ident)
    return UNREAD.get(seen.state, beads)(seen, place, y)


def colour(seen: Seen) -> str:
    """The class of the colour of the hand: of whoever counts on the other."""
    return f"o{seen.towards.colour or 1}"


def read(seen: Seen, place: Place, *, y: float, ident: str) -> Markup:
    """Solid as far as is very likely, hatched where it lies, a bar at the best guess."""
    found = seen.estimate
    if found is None:
        return Markup("")
    shape, o = bar(place, found.low, found.high, y=y), colour(seen)
    age = " old" if seen.last else ""
    return joined(
        private(seen, place, y=y),
        path(f"c-reach {o}", shape),
        path(f"c-hatch {o}", shape, fill=f"{ident}-h{place.hatch}"),
        rect(f"c-solid{age} {o}", place.x(0), place.x(found.low), y=y, height=height(place)),
        counted(seen, place, y=y),
        before(seen, place, y=y),
        best_guess(place.x(found.mid), place.measures, y=y),
        own_view(seen, place, y=y),
    )


def height(place: Place) -> int:
    """How thick a finger is."""
    return place.measures.finger


def private(seen: Seen, place: Place, *, y: float) -> Markup:
    """A dashed outline around what only the described side sees so far."""
    return outline(seen, place, y) if seen.until else Markup("")


def outline(seen: Seen, place: Place, y: float) -> Markup:
    """Dashes over the whole scale: they say nothing of where a finger ends."""
    kind = f"c-held {colour(seen)}"
    ends = place.x(0) + place.sign * 6, place.x(TOP) - place.sign * 6
    return rect(kind, *ends, y=y + 1, height=height(place) - 2, round_by=height(place) / 2 - 1)


def counted(seen: Seen, place: Place, *, y: float) -> Markup:
    """How much evidence there is, in the solid part, as fully as it holds; beside it where it is too short."""
    low = seen.estimate.low if seen.estimate else 0.0
    solid, size = abs(place.x(low) - place.x(0)), 12.5 if place.measures.small else 13.5
    words = count_words(seen, solid=solid, size=size)
    inside = width_of(words, size) + 2 * MARGIN <= solid
    x = place.along(MARGIN if inside else solid + MARGIN)
    kind = "c-count" if inside else "c-count out"
    return text(words, x=x, y=y + height(place) / 2 + 4.6, kind=kind, anchor=place.anchor)


def count_words(seen: Seen, *, solid: float, size: float) -> str:
    """`7 items · 1 set aside`, `7 items` or `7`."""
    whole = " · ".join(filter(None, [items(seen), aside(seen)]))
    choices = [(FOR_ASIDE if seen.set_aside else FOR_ITEMS, whole), (FOR_ITEMS, items(seen))]
    for least, words in choices:
        if solid >= max(least, width_of(words, size) + 2 * MARGIN):
            return words
    return str(seen.count)


def before(seen: Seen, place: Place, *, y: float) -> Markup:
    """Where it was: a hollow circle, and a trail from there to the best guess."""
    if seen.before is None or seen.estimate is None:
        return Markup("")
    x, level = place.x(seen.before), y + height(place) - 5
    return joined(
        path("c-trail", f"M{n(x)} {n(level)}H{n(place.x(seen.estimate.mid))}"),
        circle("c-before", x, level, 3.6),
    )


def best_guess(x: float, measures: Measures, *, y: float) -> Markup:
    """An upright bar in ink."""
    return rect("c-mid", x - 2.5, x + 2.5, y=y - 2, height=measures.finger + 4, round_by=2.5)


def own_view(seen: Seen, place: Place, *, y: float) -> Markup:
    """What the described side says of itself: hollow, and solid for that side."""
    if seen.own is None:
        return Markup("")
    kind = "c-own mine" if seen.own_side else "c-own"
    return path(kind, diamond(place.x(seen.own), y + height(place) / 2))


def said(words: str, place: Place, *, after: float, y: float) -> Markup:
    """A few words on a finger that has no reading."""
    x, level = place.along(after), y + height(place) / 2 + 5
    return text(words, x=x, y=level, kind="c-none", anchor=place.anchor)


def room(place: Place, after: float) -> float:
    """How much of the scale is left for words."""
    return place.measures.reach - after - MARGIN


def beads(seen: Seen, place: Place, y: float) -> Markup:
    """A bead for each piece of evidence that is needed, full where it is there."""
    kinds = (f"c-bead full {colour(seen)}", f"c-bead {colour(seen)}")
    level = y + height(place) / 2
    row = [
        circle(
            kinds[number >= seen.count], place.along(BEAD_FIRST + number * BEAD_STEP), level, BEAD
        )
        for number in range(ENOUGH)
    ]
    words = needed(seen) if seen.state is State.FEW else ""
    after = BEAD_FIRST + ENOUGH * BEAD_STEP - 2
    return joined(*row, said(words, place, after=after, y=y) if words else Markup(""))


def held(seen: Seen, place: Place, y: float) -> Markup:
    """Dashes from edge to edge, and who sees it first."""
    size = place.measures.letters
    short = cut(seen.about.short, room=room(place, 20) * 0.4, size=size)
    choices = (
        first_seen(seen),
        first_seen(seen, weekday=False),
        first_seen(seen, called=short, weekday=False),
    )
    words = fitting(choices, room=room(place, 20), size=size)
    return joined(outline(seen, place, y), said(words, place, after=20, y=y))


def hidden(seen: Seen, place: Place, y: float) -> Markup:
    """A short stub and three dots: something is there, and too few people stand behind it."""
    kind = f"c-bead full {colour(seen)}"
    level = y + height(place) / 2
    dots = [circle(kind, place.along(34 + 9 * number), level, 2.2) for number in range(3)]
    choices = (why_unread(seen), _("too few people to show"))
    words = fitting(choices, room=room(place, 66), size=place.measures.letters)
    stub = rect(
        f"c-solid {colour(seen)}", place.along(0), place.along(STUB), y=y, height=height(place)
    )
    return joined(stub, *dots, said(words, place, after=66, y=y))


UNREAD: dict[State, Callable[[Seen, Place, float], Markup]] = {
    State.HELD: held,
    State.HIDDEN: hidden,
}
