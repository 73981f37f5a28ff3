"""How promises are found: what they are about, where they stand."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from troth.commitments.models import Commitment
from troth.commitments.rules.states import State
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Document, SearchOffer

KIND = "commitment"
OPEN, KEPT, LATE, DROPPED, GONE = "open", "kept", "late", "dropped", "gone"
STATES = {
    OPEN: lambda: _("open"),
    KEPT: lambda: _("kept"),
    LATE: lambda: _("late"),
    DROPPED: lambda: _("dropped"),
    GONE: lambda: _("declined or withdrawn"),
}


def touched(fact: Fact) -> Sequence[str]:
    """The promise a fact is about; what a file brought in is found through its own page."""
    key = getattr(fact, "commitment", None)
    return [str(key)] if key else []


def documents(items: Sequence[str]) -> Iterable[Document]:
    """These promises as they are now."""
    # The follower writes for every room; whoever looks is asked for their rooms then.
    for one in Commitment.objects.filter(pk__in=items).select_related("promiser"):
        yield Document(
            item=one.id,
            room=one.room_id,
            kind=KIND,
            title=one.deliverable,
            text=one.meaning,
            party=one.promiser_id,
            state=state_of(one),
            at=one.proposed_at,
            page="commitments.one",
            parts={"pk": one.id},
        )


def state_of(one: Commitment) -> str:
    """How it stands, in one of five words."""
    if one.stands in {State.DECLINED, State.WITHDRAWN} and not one.outcome:
        return GONE
    return one.outcome if one.outcome in STATES else OPEN


SEARCH = SearchOffer(
    kind=KIND,
    words=lambda: _("promise"),
    nouns=frozenset({"commitment"}),
    touched=touched,
    documents=documents,
    states=STATES,
)
