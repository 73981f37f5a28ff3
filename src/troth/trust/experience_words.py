"""What is said openly about an experience, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.foundation.facts.fact import Fact
from troth.foundation.facts.trust import ExperienceSaid
from troth.foundation.web.offers import Names, Told
from troth.trust.clasp.words import heading
from troth.trust.rules.hands import Dimension

# What is asked of each, so that both sides mean the same by it.
ASKED = {
    Dimension.RELIABILITY: gettext_lazy("What is promised comes, when it was promised."),
    Dimension.TRUTH: gettext_lazy("What is said is so, also when it is unwelcome."),
    Dimension.ABILITY: gettext_lazy("The work is done well."),
    Dimension.OPENNESS: gettext_lazy("What matters is told early, and questions are answered."),
    Dimension.CARE: gettext_lazy("It matters how the other side is, not only what it delivers."),
}
ABOUT_OTHERS = gettext_lazy(
    "%(who)s said openly how it experiences %(about)s. %(dimension)s: %(figure)s of 10"
)
ABOUT_ITSELF = gettext_lazy(
    "%(who)s said openly how it sees itself. %(dimension)s: %(figure)s of 10"
)
WITHDRAWN = gettext_lazy("%(who)s withdrew something it had said openly about an experience")


def tell_experience(fact: Fact, names: Names) -> Told:
    """A fact about an experience as a sentence, with the words that go with it."""
    if not isinstance(fact, ExperienceSaid):
        return Told(str(WITHDRAWN % {"who": names.who(fact)}), "trust")
    values = {
        "who": names.who(fact),
        "about": names.parties.get(fact.about, _("another side")),
        "dimension": heading(Dimension(fact.dimension)),
        "figure": fact.figure,
    }
    sentence = str((ABOUT_ITSELF if fact.about == fact.saying_party else ABOUT_OTHERS) % values)
    return Told(f"{sentence}. “{fact.words}”" if fact.words else sentence, "trust")
