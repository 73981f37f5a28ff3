"""How decisions are found: by their question and what exactly was asked."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from troth.decisions.models import Decision, State
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Document, SearchOffer


def touched(fact: Fact) -> Sequence[str]:
    """The decision a fact is about."""
    key = getattr(fact, "decision", None)
    return [str(key)] if key else []


def documents(items: Sequence[str]) -> Iterable[Document]:
    """These decisions as they are now; one that was taken back is not found."""
    for one in Decision.objects.filter(pk__in=items).exclude(state=State.WITHDRAWN):
        yield Document(
            item=one.id,
            room=one.room_id,
            kind="decision",
            title=one.question,
            text=one.words,
            party=one.party_id,
            state=one.state,
            at=one.raised_at,
            page="decisions.one",
            parts={"pk": one.id},
            parties_only=one.state == State.OPEN,
        )


SEARCH = SearchOffer(
    kind="decision",
    words=lambda: str(_("decision")),
    nouns=frozenset({"decision"}),
    touched=touched,
    documents=documents,
    states={
        State.OPEN.value: lambda: str(State.OPEN.label),
        State.CARRIED.value: lambda: str(State.CARRIED.label),
        State.REFUSED.value: lambda: str(State.REFUSED.label),
        State.TOO_FEW.value: lambda: str(State.TOO_FEW.label),
    },
)
