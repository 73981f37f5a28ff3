"""What evidence says, in plain words, and why something about it cannot be done."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from troth.foundation.web.lists import listed
from troth.trust.rules.contests import Reason
from troth.trust.rules.hands import Dimension
from troth.trust.rules.table import Kind

DIMENSIONS = {
    Dimension.RELIABILITY: gettext_lazy("Reliability"),
    Dimension.TRUTH: gettext_lazy("Truth"),
    Dimension.ABILITY: gettext_lazy("Ability"),
    Dimension.OPENNESS: gettext_lazy("Open communication"),
    Dimension.CARE: gettext_lazy("Care"),
}
# How often it happened, and what.
KINDS = {
    Kind.KEPT: ngettext_lazy("kept a promise", "kept %(n)s promises", "n"),
    Kind.MISSED: ngettext_lazy(
        "a date passed without what was promised",
        "%(n)s dates passed without what was promised",
        "n",
    ),
    Kind.MOVED: ngettext_lazy(
        "asked in time for another date", "asked in time for another date, %(n)s times", "n"
    ),
    Kind.ANNOUNCED: ngettext_lazy(
        "said before the date that it would not be met",
        "said before the date that it would not be met, %(n)s times",
        "n",
    ),
    Kind.OWNED: ngettext_lazy("owned a slip", "owned %(n)s slips", "n"),
    Kind.REPAIRED: ngettext_lazy("repaired a slip", "repaired %(n)s slips", "n"),
    Kind.SILENT: ngettext_lazy(
        "a date was missed and nobody said a word",
        "%(n)s dates were missed and nobody said a word",
        "n",
    ),
    Kind.SURE: ngettext_lazy(
        "how sure it had been, beside what came of it",
        "how sure it had been of %(n)s promises, beside what came of them",
        "n",
    ),
    Kind.ANSWERED: ngettext_lazy(
        "answered within the agreed time", "answered %(n)s times within the agreed time", "n"
    ),
    Kind.ANSWERED_LATE: ngettext_lazy(
        "answered after the agreed time", "answered %(n)s times after the agreed time", "n"
    ),
    Kind.UNANSWERED: ngettext_lazy(
        "did not answer in the agreed time", "did not answer %(n)s times in the agreed time", "n"
    ),
    Kind.WELL_MADE: ngettext_lazy(
        "what was delivered was right at once",
        "what was delivered was right at once, %(n)s times",
        "n",
    ),
    Kind.SENT_BACK: ngettext_lazy(
        "something was missing in what was delivered",
        "something was missing in what was delivered, %(n)s times",
        "n",
    ),
    Kind.UNDERSTOOD: ngettext_lazy(
        "said in its own words what the other side meant, and had understood",
        "said in its own words what the other side meant, and had understood, %(n)s times",
        "n",
    ),
    Kind.MADE_CLEAR: ngettext_lazy(
        "made clear what it meant", "made clear what it meant, %(n)s times", "n"
    ),
    Kind.EXPERIENCED: ngettext_lazy(
        "how the other side says it experiences it",
        "how the other side says it experiences it, %(n)s times",
        "n",
    ),
}
REFUSALS = {
    Reason.ONLY_ABOUT_YOU: gettext_lazy(
        "This speaks about another organisation. Only they can contest it."
    ),
    Reason.NO_EVIDENCE: gettext_lazy("This entry says nothing that could be contested."),
    Reason.NEEDS_WORDS: gettext_lazy(
        "Please say in a sentence what is not right about it; the other side reads it."
    ),
    Reason.TOO_LONG: gettext_lazy(
        "That is more than 1,000 characters; a sentence or two is enough."
    ),
    Reason.ONCE: gettext_lazy("Your side has contested this before; nothing was changed."),
    Reason.SETTLED: gettext_lazy(
        "This was settled a moment before you; this is how it stands now."
    ),
    Reason.NOT_YOURS: gettext_lazy("This is for the two sides it is about."),
}
FOR_OTHERS = frozenset({Reason.ONLY_ABOUT_YOU, Reason.NOT_YOURS})


def kind_words(kind: Kind, count: int) -> str:
    """What happened and how often, with a capital."""
    said = str(KINDS[kind] % {"n": count})
    return said[:1].upper() + said[1:]


def dimension_words(dimension: Dimension) -> str:
    """What a dimension is called."""
    return str(DIMENSIONS[dimension])


def why_not(reason: Reason) -> str:
    """A refusal as a sentence."""
    return str(REFUSALS[reason])


def loads_words(names: list[str]) -> str:
    """Which dimensions something speaks about."""
    return listed(names)
