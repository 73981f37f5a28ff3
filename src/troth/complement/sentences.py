"""What rules say, in sentences: why two statements are beside each other, and why something cannot be done."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.complement.queries.table import Offer
from troth.complement.rules.acts import Reason
from troth.foundation.web.lists import commas

REFUSALS = {
    Reason.GONE: gettext_lazy(
        "One of the two statements is no longer shown at this table, so there is nothing to answer."
    ),
    Reason.CHANGED: gettext_lazy(
        "The words have changed since you looked. Nothing was saved; read them again, then decide."
    ),
    Reason.QUICKER: gettext_lazy(
        "Somebody answered this a moment before you. Nothing of yours was saved; this is how it stands now."
    ),
    Reason.NO_SIDE: gettext_lazy(
        "You sit here for no organisation, so this is for the sides to say."
    ),
    Reason.COVERING_SIDE: gettext_lazy("Only the side that would do it can say that it can."),
    Reason.EITHER_SIDE: gettext_lazy("This is for the two sides it is about."),
    Reason.COVERED: gettext_lazy("This need is covered by now, so it is no open risk any more."),
    Reason.LOOKED_AFTER: gettext_lazy("Another side looks after this. Only they can let it go."),
    Reason.NOT_OWNED: gettext_lazy("Your side has said nothing here that could be taken back."),
}
# Somebody else could do it; everything else nobody can, as things stand.
FOR_OTHERS = frozenset(
    {Reason.NO_SIDE, Reason.COVERING_SIDE, Reason.EITHER_SIDE, Reason.LOOKED_AFTER}
)


def why_not(reason: Reason) -> str:
    """The refusal as a sentence."""
    return str(REFUSALS[reason])


def why_beside(offer: Offer) -> str:
    """Why this strength stands beside this need."""
    why = offer.why
    if why is None:
        return _("said by the side itself")
    if why.tags:
        return _("tag: %(tags)s") % {"tags": commas(why.tags)}
    return _("similar words: %(one)s ~ %(other)s") % {
        "one": " ".join(why.need_words),
        "other": " ".join(why.strength_words),
    }
