"""How slips are found: by all four lines, inside their room, for those who sit for an organisation."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Document, SearchOffer
from troth.slips.models import Slip
from troth.slips.rules.states import State

KIND = "slip"


def touched(fact: Fact) -> Sequence[str]:
    """The slip a fact is about."""
    key = getattr(fact, "slip", None)
    return [str(key)] if key else []


def documents(items: Sequence[str]) -> Iterable[Document]:
    """These slips as they are now; one that was taken back is not found."""
    rows = Slip.objects.filter(pk__in=items).exclude(state=State.WITHDRAWN.value)
    for one in rows.select_related("commitment"):
        yield Document(
            item=one.id,
            room=one.room_id,
            kind=KIND,
            title=one.title,
            text=f"{one.what}\n{one.effect}\n{one.repair}\n{one.next}",
            party=one.party_id,
            state=one.state,
            at=one.owned_at,
            page="slips.one",
            parts={"pk": one.id},
            parties_only=True,
        )


SEARCH = SearchOffer(
    kind=KIND,
    words=lambda: _("slip"),
    nouns=frozenset({"slip"}),
    touched=touched,
    documents=documents,
    states={
        State.OWNED.value: lambda: _("owned"),
        State.SAID.value: lambda: _("waits to be confirmed"),
        State.REPAIRED.value: lambda: _("owned and repaired"),
    },
)
