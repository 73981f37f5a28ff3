"""The facts of slips as sentences for the record, the inbox and mail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from troth.foundation.access.permissions import Permission
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Teller, Told
from troth.slips.models import Slip

# `who` the acting side, `owner` the side whose slip it is, `what` the promise or the first words.
SENTENCES = {
    "slip:owned": gettext_lazy("%(who)s said what happened, and how it is made good: “%(what)s”"),
    "slip:acknowledged": gettext_lazy("%(who)s acknowledged what %(owner)s had said: “%(what)s”"),
    "slip:answered": gettext_lazy("%(who)s answered what %(owner)s had said: “%(what)s”"),
    "slip:added": gettext_lazy("%(who)s added a word to what it had said: “%(what)s”"),
    "slip:repair-said": gettext_lazy("%(who)s says that it is repaired: “%(what)s”"),
    "slip:repaired": gettext_lazy("%(who)s confirmed that it is repaired: “%(what)s”"),
    "slip:withdrawn": gettext_lazy("%(who)s took back what it had said: “%(what)s”"),
}


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; the slips are looked up in one statement."""
    wanted = {str(getattr(fact, "slip", "")) for fact in facts}
    rooms = {fact.room for fact in facts}
    rows = Slip.objects.in_rooms(rooms).filter(pk__in=wanted).select_related("party", "commitment")
    slips: dict[str, Slip] = {row.id: row for row in rows}
    return [say(fact, names, one=slips.get(str(getattr(fact, "slip", "")))) for fact in facts]


def say(fact: Fact, names: Names, *, one: Slip | None) -> Told:
    """One fact as a sentence."""
    pattern = SENTENCES.get(fact.kind)
    if pattern is None or one is None:
        return Told(fact.kind)
    values = {"who": names.who(fact), "owner": one.party.short, "what": one.title}
    return Told(str(pattern) % values, "slips.one", {"pk": str(one.id)})


NOUNS = frozenset({"slip"})
TELLER = Teller(nouns=NOUNS, tell=tell, reads=dict.fromkeys(NOUNS, Permission.SLIP_READ))
