"""Facts about the trust picture, in sentences."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.foundation.access.permissions import Permission
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.trust import (
    EvidenceContested,
    EvidenceSettled,
    ExperienceSaid,
    ExperienceWithdrawn,
    ReviewPrepared,
)
from troth.foundation.web.offers import Names, Teller, Told
from troth.trust.experience_words import tell_experience
from troth.trust.review_words import quarter_words
from troth.trust.rules.quarters import Quarter

CONTESTED = gettext_lazy("%(who)s contested what entry %(n)s says about it; it is set aside")
COUNTS = gettext_lazy("%(who)s lets entry %(n)s count again")
LEFT_OUT = gettext_lazy("%(who)s agreed to leave entry %(n)s out of what is said about %(about)s")


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; everything they need stands in them."""
    return [say(fact, names) for fact in facts]


def say(fact: Fact, names: Names) -> Told:
    """One fact as a sentence."""
    if isinstance(fact, ExperienceSaid | ExperienceWithdrawn):
        return tell_experience(fact, names)
    if isinstance(fact, ReviewPrepared):
        return tell_review(Quarter(fact.year, fact.quarter))
    about = str(getattr(fact, "about", ""))
    values: dict[str, object] = {"who": names.who(fact), "n": getattr(fact, "entry", 0)}
    values["about"] = names.parties.get(about, _("another side"))
    place = {"idx": str(values["n"]), "about": about}
    match fact:
        case EvidenceContested():
            return Told(str(CONTESTED % values), "trust.evidence", place)
        case EvidenceSettled(counts=True):
            return Told(str(COUNTS % values), "trust.evidence", place)
        case _:
            return Told(str(LEFT_OUT % values), "trust.evidence", place)


def tell_review(quarter: Quarter) -> Told:
    """That the review of a quarter can be read."""
    words = _("The trust review of %(quarter)s is ready; it is read in five minutes")
    said = words % {"quarter": quarter_words(quarter)}
    return Told(said, "trust.review", {"quarter": quarter.name})


TELLER = Teller(nouns=frozenset({"trust"}), tell=tell, reads={"trust": Permission.TRUST_READ})
