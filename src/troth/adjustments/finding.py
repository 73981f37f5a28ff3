"""How adjustments are found: by what they are called and what changes, by those who sit for an organisation."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from troth.adjustments.models import Adjustment
from troth.adjustments.rules.states import State
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Document, SearchOffer

KIND = "adjustment"


def touched(fact: Fact) -> Sequence[str]:
    """The adjustment a fact is about."""
    key = getattr(fact, "adjustment", None)
    return [str(key)] if key else []


def documents(items: Sequence[str]) -> Iterable[Document]:
    """These adjustments as they are now; one that was taken back is not found."""
    rows = Adjustment.objects.filter(pk__in=items).exclude(state=State.WITHDRAWN.value)
    for one in rows:
        yield Document(
            item=one.id,
            room=one.room_id,
            kind=KIND,
            title=one.title,
            text=one.change,
            party=one.keeper_id,
            state=one.state,
            at=one.proposed_at,
            page="adjustments.one",
            parts={"pk": one.id},
            parties_only=True,
        )


SEARCH = SearchOffer(
    kind=KIND,
    words=lambda: _("adjustment"),
    nouns=frozenset({"adjustment"}),
    touched=touched,
    documents=documents,
    states={
        State.PROPOSED.value: lambda: _("proposed"),
        State.AGREED.value: lambda: _("agreed"),
        State.CLOSED.value: lambda: _("looked at again"),
        State.DECLINED.value: lambda: _("declined"),
    },
)
