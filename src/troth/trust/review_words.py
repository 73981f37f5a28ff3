"""What the review of a quarter says, in plain words."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext, pgettext

from troth.trust.clasp.seen import Clasp
from troth.trust.clasp.words import about, heading, reading
from troth.trust.evidence_words import kind_words
from troth.trust.queries.reviews import Lived
from troth.trust.rules.quarters import Quarter

# What two sides talk about when they have read it: nothing here is answered by a figure.
TO_TALK_ABOUT = (
    gettext_lazy("What went better than either of you expected?"),
    gettext_lazy("Which promise would you make differently next time?"),
    gettext_lazy("What is one thing that you would like to agree for the next three months?"),
)


def quarter_words(quarter: Quarter) -> str:
    """`July to September 2026`."""
    last = quarter.begins.replace(month=quarter.begins.month + 2)
    values = {"first": date_format(quarter.begins, "F"), "last": date_format(last, "F Y")}
    return pgettext("months", "%(first)s to %(last)s") % values


def changes(shown: Clasp) -> list[str]:
    """A sentence for each part that really changed, in either direction."""
    return [
        f"{heading(one.dimension)}, {about(hand.towards, hand.about)}: {reading(one)}."
        for hand in shown.hands
        for one in hand.fingers
        if one.rise
    ]


def lived_words(lived: Lived) -> list[str]:
    """What one side did in the quarter, each kind with its count; then what is set aside of it."""
    said = [kind_words(one.kind, one.times) for one in lived.happened]
    if lived.set_aside:
        words = ngettext(
            "%(n)s thing is set aside until both settle it",
            "%(n)s things are set aside until both settle them",
            lived.set_aside,
        )
        said.append(words % {"n": lived.set_aside})
    return said
