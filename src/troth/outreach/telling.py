"""The facts of side rooms and of private exchanges as sentences; none of them quotes what was said."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.foundation.access.permissions import Permission
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Teller, Told

SENTENCES = {
    "imbalance:noticed": gettext_lazy("Something is uneven at the moment; only your side sees it"),
    "imbalance:said": gettext_lazy("%(who)s said something openly about what is uneven"),
    "imbalance:set-aside": gettext_lazy("%(who)s put aside for now what is uneven"),
    "imbalance:eased": gettext_lazy("What was uneven has evened out"),
    "outreach:asked": gettext_lazy("%(who)s asks how something is for you"),
    "outreach:said": gettext_lazy("%(who)s went on with you privately"),
    "outreach:ended": gettext_lazy("%(who)s let it be for now"),
    "outreach:change-proposed": gettext_lazy("%(who)s proposes something privately"),
    "outreach:change-agreed": gettext_lazy("%(who)s agreed; it stands openly now"),
    "outreach:change-declined": gettext_lazy("%(who)s says that it does not suit"),
    "outreach:change-withdrawn": gettext_lazy("%(who)s took a proposal back"),
}
PAGES = {"imbalance": ("imbalance.one", "signal"), "outreach": ("outreach.one", "exchange")}


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; nothing is looked up."""
    return [say(fact, names) for fact in facts]


def say(fact: Fact, names: Names) -> Told:
    """One fact as a sentence; privately, people speak and not organisations."""
    pattern = SENTENCES.get(fact.kind)
    if pattern is None:
        return Told(fact.kind)
    person = names.people.get(fact.by.person or "") or _("Somebody")
    page, key = PAGES[fact.kind.partition(":")[0]]
    return Told(str(pattern) % {"who": person}, page, {"pk": str(getattr(fact, key))})


NOUNS = frozenset({"imbalance", "outreach"})
TELLER = Teller(nouns=NOUNS, tell=tell, reads=dict.fromkeys(NOUNS, Permission.OUTREACH_READ))
