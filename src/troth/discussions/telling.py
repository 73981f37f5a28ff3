"""The facts of talk as sentences for the record, the inbox and mail."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.discussions.models import Topic
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Teller, Told

# `who` the acting side, `person` who acted, `what` the topic, `other` the side that was asked.
SENTENCES = {
    "topic:begun": gettext_lazy("%(person)s began the topic “%(what)s”"),
    "post:written": gettext_lazy("%(person)s wrote in “%(what)s”"),
    "post:edited": gettext_lazy("%(person)s edited a post in “%(what)s”"),
    "post:taken-back": gettext_lazy("%(person)s took a post back in “%(what)s”"),
    "post:reacted": gettext_lazy("%(person)s answered a post in “%(what)s” with a sign"),
    "question:asked": gettext_lazy("%(person)s asked %(other)s in “%(what)s”"),
    "question:answered": gettext_lazy("%(person)s marked the answer to a question in “%(what)s”"),
    "question:reopened": gettext_lazy(
        "%(person)s says that a question in “%(what)s” is still open"
    ),
    "meaning:asked": gettext_lazy("%(person)s asked in “%(what)s” whether this was meant"),
    "meaning:confirmed": gettext_lazy("%(person)s confirmed in “%(what)s” what was meant"),
    "meaning:corrected": gettext_lazy("%(person)s said in “%(what)s” what was meant"),
}


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; topics are looked up in one statement."""
    wanted = {str(getattr(fact, "topic", "")) for fact in facts}
    rooms = {fact.room for fact in facts}
    rows = Topic.objects.in_rooms(rooms).filter(pk__in=wanted).values_list("pk", "title")
    titles: dict[str, str] = {str(key): title for key, title in rows}
    return [say(fact, names, titles) for fact in facts]


def say(fact: Fact, names: Names, titles: dict[str, str]) -> Told:
    """One fact as a sentence; unnamed words have nobody in it."""
    key = str(getattr(fact, "topic", ""))
    person = names.people.get(fact.by.person or "")
    values = {
        "person": person or (_("Somebody") if fact.by.person else _("Somebody, unnamed,")),
        "what": titles.get(key, ""),
        "other": names.parties.get(str(getattr(fact, "asked_party", "")), _("everybody")),
    }
    if key not in titles:
        return Told(str(SENTENCES[fact.kind]) % values, "talk")
    return Told(str(SENTENCES[fact.kind]) % values, "talk.one", {"pk": key})


TELLER = Teller(nouns=frozenset({"topic", "post", "question", "meaning"}), tell=tell)
