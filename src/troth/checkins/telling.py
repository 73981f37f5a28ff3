"""The facts of check-ins, load and pauses as sentences for the record, the inbox and mail."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.foundation.access.permissions import Permission
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Teller, Told
from troth.foundation.web.times import day

SENTENCES = {
    "checkin:opened": gettext_lazy("The check-in of %(day)s opened: one line is enough"),
    "checkin:given": gettext_lazy("%(who)s checked in"),
    "checkin:skipped": gettext_lazy("%(who)s skipped a check-in and said why"),
    "checkin:answered": gettext_lazy("%(who)s answered what %(party)s had asked for"),
    "load:signalled": gettext_lazy("%(who)s said that it is a lot until %(until)s"),
    "load:lifted": gettext_lazy("%(who)s said that it is better now"),
    "pause:proposed": gettext_lazy("%(who)s proposed a pause from %(first)s to %(last)s"),
    "pause:supported": gettext_lazy("%(who)s agreed to it; the pause waits for the others"),
    "pause:agreed": gettext_lazy("A pause from %(first)s to %(last)s is agreed; its dates moved"),
    "pause:declined": gettext_lazy("%(who)s said that the pause does not suit"),
    "pause:withdrawn": gettext_lazy("%(who)s took the proposed pause back"),
    "pause:end-asked": gettext_lazy("%(who)s asked to end the pause with %(last)s"),
    "pause:end-kept": gettext_lazy("%(who)s left the pause as it was agreed"),
    "pause:shortened": gettext_lazy(
        "The pause ends earlier, with %(last)s; its dates came forward"
    ),
}
ASKS = gettext_lazy("%(who)s checked in and asks for help")
DAYS = ("day", "until", "first", "last")


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; everything they say stands in them."""
    return [say(fact, names) for fact in facts]


def say(fact: Fact, names: Names) -> Told:
    """One fact as a sentence."""
    pattern = ASKS if getattr(fact, "asks", False) else SENTENCES.get(fact.kind)
    if pattern is None:
        return Told(fact.kind)
    values = {name: day_of(fact, name) for name in DAYS}
    values["who"] = names.who(fact)
    values["party"] = names.parties.get(str(getattr(fact, "party", "")), _("somebody"))
    return Told(str(pattern) % values, *page_of(fact))


def day_of(fact: Fact, name: str) -> str:
    """A day that the fact names; empty where it names none."""
    found = getattr(fact, name, None)
    return day(found) if isinstance(found, date) else ""


def page_of(fact: Fact) -> tuple[str, dict[str, str]]:
    """The page it is about."""
    noun = fact.kind.partition(":")[0]
    if noun == "load":
        return "checkins.load", {}
    name = "checkins.pause" if noun == "pause" else "checkins.one"
    return name, {"pk": str(getattr(fact, noun))}


NOUNS = frozenset({"checkin", "load", "pause"})
TELLER = Teller(nouns=NOUNS, tell=tell, reads=dict.fromkeys(NOUNS, Permission.CHECKIN_READ))
