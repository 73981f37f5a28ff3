"""The facts of adjustments as sentences for the record, the inbox and mail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from troth.adjustments.models import Adjustment
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.adjustments import AdjustmentClosed, AdjustmentRechecked, Helped
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Teller, Told

# `who` the acting side, `what` the name of the adjustment.
SENTENCES = {
    "adjustment:proposed": gettext_lazy("%(who)s proposes to do something differently: “%(what)s”"),
    "adjustment:changed": gettext_lazy("%(who)s proposes other words for “%(what)s”"),
    "adjustment:agreed": gettext_lazy("%(who)s agreed to do something differently: “%(what)s”"),
    "adjustment:declined": gettext_lazy("%(who)s declined “%(what)s” and said why"),
    "adjustment:withdrawn": gettext_lazy("%(who)s took back what it had proposed: “%(what)s”"),
    "adjustment:due": gettext_lazy("Today you look at it together: did “%(what)s” help?"),
    "adjustment:continued": gettext_lazy("“%(what)s” is looked at again later"),
}
LOOKED = {
    Helped.HELPED: gettext_lazy("%(who)s says that “%(what)s” helped"),
    Helped.PARTLY: gettext_lazy("%(who)s says that “%(what)s” helped in part"),
    Helped.NOT: gettext_lazy("%(who)s says that “%(what)s” did not help"),
    Helped.TOO_EARLY: gettext_lazy("%(who)s says that it is too early to tell of “%(what)s”"),
}
CLOSED = {
    Helped.HELPED: gettext_lazy("Both sides have said how it went: “%(what)s” helped"),
    Helped.PARTLY: gettext_lazy("Both sides have said how it went: “%(what)s” helped in part"),
    Helped.NOT: gettext_lazy("Both sides have said how it went: “%(what)s” did not help"),
}


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; the adjustments are looked up in one statement."""
    wanted = {str(getattr(fact, "adjustment", "")) for fact in facts}
    rooms = {fact.room for fact in facts}
    rows = Adjustment.objects.in_rooms(rooms).filter(pk__in=wanted)
    found: dict[str, Adjustment] = {row.id: row for row in rows}
    return [say(fact, names, one=found.get(str(getattr(fact, "adjustment", "")))) for fact in facts]


def say(fact: Fact, names: Names, *, one: Adjustment | None) -> Told:
    """One fact as a sentence."""
    pattern = pattern_of(fact)
    if pattern is None or one is None:
        return Told(fact.kind)
    values = {"who": names.who(fact), "what": one.title}
    return Told(pattern % values, "adjustments.one", {"pk": str(one.id)})


def pattern_of(fact: Fact) -> str | None:
    """The sentence of a fact, before its names are put in."""
    if isinstance(fact, AdjustmentRechecked):
        return str(LOOKED[fact.said])
    if isinstance(fact, AdjustmentClosed):
        return str(CLOSED[fact.outcome])
    found = SENTENCES.get(fact.kind)
    return None if found is None else str(found)


NOUNS = frozenset({"adjustment"})
TELLER = Teller(nouns=NOUNS, tell=tell, reads=dict.fromkeys(NOUNS, Permission.ADJUSTMENT_READ))
