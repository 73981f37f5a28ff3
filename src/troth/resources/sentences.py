"""The facts of the library as sentences for the record, the inbox and mail; and how its items are found."""

from collections.abc import Iterable, Sequence

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Document, Names, SearchOffer, Teller, Told
from troth.resources.models import Resource, Version

# `person` who acted, `what` the file or link, `n` the version.
SENTENCES = {
    "resource:added": gettext_lazy("%(person)s put “%(what)s” into the library"),
    "resource:version": gettext_lazy("%(person)s brought version %(n)s of “%(what)s”"),
    "resource:withdrawn": gettext_lazy("%(person)s withdrew “%(what)s” from the library"),
}


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; titles are looked up in one statement."""
    wanted = {str(getattr(fact, "resource", "")) for fact in facts}
    rooms = {fact.room for fact in facts}
    rows = Resource.objects.in_rooms(rooms).filter(pk__in=wanted).values_list("pk", "title")
    titles: dict[str, str] = {str(key): title for key, title in rows}
    return [say(fact, names, titles) for fact in facts]


def say(fact: Fact, names: Names, titles: dict[str, str]) -> Told:
    """One fact as a sentence."""
    key = str(getattr(fact, "resource", ""))
    values = {
        "person": names.people.get(fact.by.person or "") or _("Somebody"),
        "what": titles.get(key, ""),
        "n": getattr(fact, "version", 1),
    }
    sentence = str(SENTENCES[fact.kind]) % values
    return Told(sentence, "talk.library.one", {"pk": key}) if key in titles else Told(sentence)


def touched(fact: Fact) -> Sequence[str]:
    """The file or link a fact is about."""
    return [str(getattr(fact, "resource", ""))]


def documents(items: Sequence[str]) -> Iterable[Document]:
    """These files and links as they are now; what was withdrawn is not found."""
    rows = Version.objects.filter(
        resource__id__in=items, resource__withdrawn_at__isnull=True, number=F("resource__latest")
    )
    for one in rows.select_related("resource"):
        yield Document(
            item=one.resource.id,
            room=one.resource.room_id,
            kind="resource",
            title=one.resource.title,
            text=" ".join(part for part in (one.name, one.address, one.note) if part),
            party=one.resource.party_id or "",
            at=one.at,
            page="talk.library.one",
            parts={"pk": one.resource.id},
        )


TELLER = Teller(nouns=frozenset({"resource"}), tell=tell)
SEARCH = SearchOffer(
    kind="resource",
    words=lambda: _("file or link"),
    nouns=frozenset({"resource"}),
    touched=touched,
    documents=documents,
)
