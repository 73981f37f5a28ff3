"""The words of one finger: the same in the picture, its description, the table and the plain line."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from troth.foundation.web.clock import now
from troth.foundation.web.lists import commas
from troth.foundation.web.times import dated
from troth.trust.clasp.seen import Seen, State, tenth
from troth.trust.rules.hands import ENOUGH, Dimension, Side

NAMES = {
    Dimension.RELIABILITY: gettext_lazy("reliability"),
    Dimension.TRUTH: gettext_lazy("truth"),
    Dimension.ABILITY: gettext_lazy("ability"),
    Dimension.OPENNESS: gettext_lazy("open communication"),
    Dimension.CARE: gettext_lazy("care"),
}


def name(dimension: Dimension) -> str:
    """A dimension inside a sentence."""
    return str(NAMES[dimension])


def heading(dimension: Dimension) -> str:
    """A dimension by itself."""
    return begun(name(dimension))


def begun(words: str) -> str:
    """Words at the beginning of a line; those that begin with a name or another script stay as they are."""
    return words[:1].upper() + words[1:]


def apart(words: str) -> str:
    """A name or a range that keeps its own direction inside a language that is read from the right."""
    return f"\u2068{words}\u2069" if get_language_bidi() else words


def about(towards: Side, other: Side) -> str:
    """`Lumen about Kaveri`."""
    return _("%(who)s about %(other)s") % {
        "who": apart(towards.short),
        "other": apart(other.short),
    }


def range_words(seen: Seen) -> str:
    """`6–9`, or nothing where there is no reading."""
    found = seen.of_ten
    return apart(f"{found.low}–{found.high}") if found else ""


def items(seen: Seen) -> str:
    """`7 items`."""
    return ngettext("%(n)s item", "%(n)s items", seen.count) % {"n": seen.count}


def aside(seen: Seen) -> str:
    """`1 set aside`, or nothing."""
    return _("%(n)s set aside") % {"n": seen.set_aside} if seen.set_aside else ""


def needed(seen: Seen) -> str:
    """`2 of 5 needed`."""
    return _("%(n)s of %(needed)s needed") % {"n": seen.count, "needed": ENOUGH}


def trend(seen: Seen) -> str:
    """`up from 7`, or nothing where nothing changed for certain."""
    found = seen.of_ten
    if found is None or seen.before is None or not seen.rise:
        return ""
    before = tenth(seen.before)
    if before == found.middle:
        return _("a little up") if seen.rise > 0 else _("a little down")
    words = _("up from %(n)s") if seen.rise > 0 else _("down from %(n)s")
    return words % {"n": before}


def last_heard(seen: Seen) -> str:
    """`last heard in June`, where the newest evidence is old."""
    if seen.last is None:
        return ""
    local = timezone.localtime(seen.last)
    month = formats.date_format(local, "F" if local.year == now().year else "F Y")
    return _("last heard in %(month)s") % {"month": month}


def day_of(moment: datetime, *, weekday: bool = True) -> str:
    """`Thursday 19 March`."""
    local = timezone.localtime(moment)
    return dated(local, weekday=weekday, year=local.year != now().year)


def first_seen(seen: Seen, *, called: str = "", weekday: bool = True) -> str:
    """Who sees it first, and until when, as each side reads it; nothing where both see it.

    `called` is a shorter name, where there is little room.
    """
    if seen.until is None:
        return ""
    day = day_of(seen.until, weekday=weekday)
    values = {"who": apart(called or seen.about.short), "day": day}
    if seen.own_side:
        return _("only %(who)s, until %(day)s") % values
    return _("%(who)s sees this first, until %(day)s") % values


def only_for(seen: Seen) -> str:
    """The same to whoever sees it first, in the fewest words."""
    return _("only %(who)s") % {"who": apart(seen.about.short)} if seen.until else ""


def of_itself(seen: Seen) -> str:
    """`Kaveri about itself: 9`, where it has said so."""
    if seen.own is None:
        return ""
    values = {"who": apart(seen.about.short), "n": round(seen.own)}
    return _("%(who)s about itself: %(n)s") % values


def unread(seen: Seen) -> str:
    """Why there is no reading, in a few words."""
    return {
        State.SETTLING: _("being worked out"),
        State.FEW: _("not enough yet"),
        State.NOTHING: _("nothing yet"),
        State.SET_ASIDE: _("all evidence is set aside for now"),
        State.HELD: _("not shown yet"),
        State.HIDDEN: _("not shown"),
    }[seen.state]


def why_unread(seen: Seen) -> str:
    """Why there is no reading, in full."""
    if seen.state is State.HELD:
        return first_seen(seen)
    if seen.state is State.HIDDEN:
        return _("too few people to show how it is felt; promises only")
    return commas([unread(seen), beside(seen) if seen.state is State.FEW else ""])


def guess(seen: Seen) -> str:
    """`8 of 10, between 6 and 9`; a wide range leads with the range."""
    found = seen.of_ten
    if found is None:
        return why_unread(seen)
    values = {"middle": found.middle, "low": found.low, "high": found.high}
    if seen.is_wide:
        return _("anywhere between %(low)s and %(high)s of 10") % values
    return _("%(middle)s of 10, between %(low)s and %(high)s") % values


def reading(seen: Seen) -> str:
    """All that can be said of a finger: `8 of 10, between 6 and 9, from 7 items, up from 7`."""
    if seen.state is not State.READ:
        return why_unread(seen)
    return commas([guess(seen), beside(seen)])


def first_words(seen: Seen) -> str:
    """What its page is headed with: the reading alone, or why there is none."""
    said = {State.READ: guess, State.FEW: unread}
    return said.get(seen.state, why_unread)(seen)


def beside(seen: Seen) -> str:
    """What belongs to the first words: what it rests on, and whatever else is to be known of it."""
    if seen.state is State.FEW:
        return commas([needed(seen), aside(seen)])
    if seen.state is State.NOTHING:
        return needed(seen)
    if seen.state is not State.READ:
        return ""
    told = ngettext("from %(n)s item", "from %(n)s items", seen.count) % {"n": seen.count}
    notes = [aside(seen), trend(seen), last_heard(seen), first_seen(seen), of_itself(seen)]
    return commas([told, *notes])
