"""Both hands in words: the title and description of the picture, the plain line, and the opening sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.foundation.web.lists import commas, listed
from troth.trust.clasp.seen import Clasp, Seen, SeenHand, State, tenth
from troth.trust.clasp.words import (
    about,
    heading,
    name,
    of_itself,
    range_words,
    reading,
    trend,
    unread,
)
from troth.trust.rules.hands import ENOUGH, Dimension
from troth.trust.words import chance_words

# What moves each dimension most, of the things that people here can do.
MOVED_BY: dict[Dimension, Promise] = {
    Dimension.RELIABILITY: gettext_lazy("The next promise kept by its date would change it most."),
    Dimension.TRUTH: gettext_lazy(
        "Saying early and plainly when something will not be kept would change it most."
    ),
    Dimension.ABILITY: gettext_lazy(
        "Deliveries that are confirmed as they come would change it most."
    ),
    Dimension.OPENNESS: gettext_lazy("Answers within the agreed time would change it most."),
    Dimension.CARE: gettext_lazy(
        "Saying back what the other side meant, until it says yes, would change it most."
    ),
}


def title(shown: Clasp) -> str:
    """The name of the picture."""
    near, far = shown.near.towards.name, shown.near.about.name
    return _("Trust between %(near)s and %(far)s, both directions") % {"near": near, "far": far}


def described(hand: SeenHand) -> str:
    """One direction in words, every finger of it."""
    who = _("%(who)s about %(other)s") % {"who": hand.towards.name, "other": hand.about.name}
    told = "; ".join(f"{heading(one.dimension)} {reading(one)}" for one in hand.fingers)
    return f"{who}: {told}."


def description(shown: Clasp) -> str:
    """The whole picture in words."""
    return " ".join(described(hand) for hand in shown.hands)


def brief(shown: Clasp) -> str:
    """Reliability in both directions, for the small sign in lists."""
    return "; ".join(
        f"{about(hand.towards, hand.about)}: {name(hand.fingers[0].dimension)} {reading(hand.fingers[0])}"
        for hand in shown.hands
    )


def one_line(hand: SeenHand) -> str:
    """One direction for a command line, plain text or a notice."""
    told = commas(f"{name(one.dimension)} {in_short(one)}" for one in hand.fingers)
    return f"{about(hand.towards, hand.about)}: {told}"


def in_short(seen: Seen) -> str:
    """`8/10 (6–9, n 7)`, or why there is none."""
    found = seen.of_ten
    if found is not None:
        return f"{found.middle}/10 ({found.low}–{found.high}, n {seen.count})"
    if seen.state is State.FEW:
        words = _("%(n)s of %(needed)s") % {"n": seen.count, "needed": ENOUGH}
        return f"{unread(seen)} ({words})"
    return reading(seen)


def sentences(hand: SeenHand) -> list[str]:
    """One direction, answer first: then what is weakest and what would move it, then what is missing."""
    said = [
        answer(hand),
        gap_words(hand),
        weakest_words(hand),
        moved_words(hand),
        missing_words(hand),
    ]
    return [one for one in said if one]


def answer(hand: SeenHand) -> str:
    """The answer to the first question: how many promises are kept."""
    first = hand.fingers[0]
    if first.of_ten is not None:
        return chance_words(first.of_ten)
    if first.state in {State.NOTHING, State.FEW}:
        return _("Not enough yet: five finished promises bring the first reading.")
    return f"{heading(first.dimension)}: {reading(first)}."


def gap_words(hand: SeenHand) -> str:
    """For the described side: where what it says of itself lies furthest from what the other can count on."""
    gaps = {
        one: abs(one.own - one.estimate.mid)
        for one in hand.fingers
        if one.own_side and one.own is not None and one.estimate is not None
    }
    if not gaps:
        return ""
    widest = max(gaps, key=lambda one: gaps[one])
    told = f"{about(hand.towards, hand.about)}: {tenths(widest)}"
    return f"{heading(widest.dimension)}: {of_itself(widest)}; {told}."


def tenths(seen: Seen) -> str:
    """`8 (6–9)`."""
    found = seen.of_ten
    return f"{found.middle} ({range_words(seen)})" if found else ""


def weakest(hand: SeenHand) -> Seen | None:
    """The finger that reaches least far, where the readings differ."""
    read = {one: one.estimate.mid for one in hand.fingers if one.estimate is not None}
    if len({tenth(mid) for mid in read.values()}) < 2:
        return None
    return min(read, key=lambda one: read[one])


def weakest_words(hand: SeenHand) -> str:
    """`Weakest part: open communication, down from 7.`, where there is more than one reading."""
    found = weakest(hand)
    if found is None:
        return ""
    said = commas([name(found.dimension), trend(found)])
    return _("Weakest part: %(what)s.") % {"what": said}


def missing(hand: SeenHand) -> list[Seen]:
    """Fingers for which there is not enough to go by, those nearest to a reading first."""
    found = [one for one in hand.fingers if one.state in {State.FEW, State.NOTHING}]
    return sorted(found, key=lambda one: -one.count)


def missing_words(hand: SeenHand) -> str:
    """What cannot be said yet; of reliability the answer has spoken."""
    absent = {one.dimension for one in missing(hand)} - {Dimension.RELIABILITY}
    if not absent:
        return ""
    names = listed(name(one.dimension) for one in hand.fingers if one.dimension in absent)
    return _("No reading yet of %(what)s.") % {"what": names}


def moved_words(hand: SeenHand) -> str:
    """What would change the weakest part most; where none is weaker, the part that was answered first."""
    found = weakest(hand) or hand.fingers[0]
    return str(MOVED_BY[found.dimension]) if found.state is State.READ else ""
