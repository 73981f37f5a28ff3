"""How texts that parties sign are found, whatever another noun makes of them."""

from collections.abc import Iterable, Sequence

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from troth.agreements.kinds import page_of
from troth.agreements.models import Agreement, Version
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Document, SearchOffer

AGREED, WAITING = "agreed", "waiting"


def touched(fact: Fact) -> Sequence[str]:
    """The text a fact is about."""
    return [str(getattr(fact, "agreement", ""))]


def documents(items: Sequence[str]) -> Iterable[Document]:
    """These texts as they are now: the version in force for everybody, a draft for those who agree."""
    shown = Version.objects.filter(agreement=OuterRef("pk"), number=OuterRef("latest"))
    rows = Agreement.objects.filter(pk__in=items, withdrawn_at__isnull=True)
    for one in rows.annotate(text=Subquery(shown.values("text")[:1])):
        agreed = one.agreed_version == one.latest
        yield Document(
            item=one.id,
            room=one.room_id,
            kind="agreement",
            title=one.title,
            text=vars(one)["text"] or "",
            state=AGREED if agreed else WAITING,
            at=one.created_at,
            page=page_of(one.kind),
            parts={"pk": one.id},
            parties_only=not agreed,
        )


SEARCH = SearchOffer(
    kind="agreement",
    words=lambda: str(_("agreement")),
    nouns=frozenset({"agreement"}),
    touched=touched,
    documents=documents,
    states={AGREED: lambda: str(_("agreed")), WAITING: lambda: str(_("waits for a signature"))},
)
