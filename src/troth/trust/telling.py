"""Facts about the trust picture, in sentences."""

from collections.abc import Sequence

from troth.foundation.access.permissions import Permission
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Teller, Told
from troth.trust.experience_words import tell_experience


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; everything they need stands in them."""
    return [tell_experience(fact, names) for fact in facts]


TELLER = Teller(nouns=frozenset({"trust"}), tell=tell, reads={"trust": Permission.TRUST_READ})
