"""What is said where an adjustment is offered, and whether it helped as far as that can be measured."""

from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.trust.clasp.seen import Seen, State
from troth.trust.clasp.words import guess, heading, items
from troth.trust.queries.measured import Compared, Stood, Way
from troth.trust.rules.differing import Difference
from troth.trust.rules.hands import ENOUGH, Side
from troth.trust.rules.weakness import Weakness

WHY: dict[Weakness, LazyWords | str] = {
    Weakness.WEAK: gettext_lazy(
        "The whole range lies below 5 of 10. One small change that both sides can see is worth a try."
    ),
    Weakness.FALLING: gettext_lazy(
        "It has fallen in the last ninety days, and not only by chance. It is easiest to turn early."
    ),
}


def spot_words(seen: Seen) -> str:
    """`Open communication, Kaveri about Lumen: 3 of 10, between 2 and 5`."""
    return _("%(what)s, %(who)s about %(other)s: %(reading)s") % {
        "what": heading(seen.dimension),
        "who": seen.towards.short,
        "other": seen.about.short,
        "reading": guess(seen),
    }


def stood_words(stood: Stood, way: Way, *, sides: tuple[Side, Side]) -> str:
    """A reading of one day: `4 of 10, between 2 and 6, from 9 items`, or that there was not enough."""
    towards, about = sides
    seen = Seen(
        dimension=way.dimension,
        towards=towards,
        about=about,
        state=State.READ if stood.estimate else State.FEW if stood.count else State.NOTHING,
        count=stood.count,
        estimate=stood.estimate,
    )
    return f"{guess(seen)} ({items(seen)})" if stood.estimate else guess(seen)


def answer(found: Compared) -> str:
    """Whether it helped, as far as that can be measured; never without how sure that is."""
    if found.then.estimate is None:
        return _("There was no reading on the day you agreed, so nothing can be compared with it.")
    if found.difference is None:
        return _("Not enough yet: %(n)s of %(needed)s new items needed.") % {
            "n": found.fresh,
            "needed": ENOUGH,
        }
    return apart_words(found.difference)


def apart_words(one: Difference) -> str:
    """Higher, lower, or not to be told apart, with the range that holds it in eight cases of ten."""
    values = {
        "mid": tenths(abs(one.mid)),
        "low": tenths(min(abs(one.low), abs(one.high))),
        "high": tenths(max(abs(one.low), abs(one.high))),
    }
    if one.turn > 0:
        return (
            _("Since then it goes better: by %(mid)s of ten, between %(low)s and %(high)s.")
            % values
        )
    if one.turn < 0:
        return (
            _("Since then it goes less well: by %(mid)s of ten, between %(low)s and %(high)s.")
            % values
        )
    said = ngettext(
        "Cannot be told apart yet: %(n)s new item since.",
        "Cannot be told apart yet: %(n)s new items since.",
        one.fresh,
    ) % {"n": one.fresh}
    ends = {"low": signed(one.low), "high": signed(one.high)}
    return f"{said} " + _("The difference lies between %(low)s and %(high)s of ten.") % ends


def tenths(value: float) -> str:
    """One decimal."""
    return f"{value:.1f}"


def signed(value: float) -> str:
    """One decimal with its sign."""
    return f"{'−' if value < 0 else '+'}{abs(value):.1f}"
