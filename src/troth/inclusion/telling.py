"""The facts of missing voices as sentences for the record, the inbox and mail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from troth.foundation.access.permissions import Permission
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names, Teller, Told, kept_back
from troth.goals.models import Goal
from troth.inclusion.models import Affected

# `who` the acting side, `group` those affected, `what` the initiative.
SENTENCES = {
    "voices:group-named": gettext_lazy("%(who)s named who else “%(what)s” affects: %(group)s"),
    "voices:group-taken-back": gettext_lazy(
        "%(who)s took a group off the list of those “%(what)s” affects"
    ),
    "voices:spoken-for": gettext_lazy("Somebody speaks for %(group)s in “%(what)s” now"),
    "voices:no-longer-spoken-for": gettext_lazy(
        "Somebody speaks no longer for %(group)s in “%(what)s”"
    ),
    "voices:consulted": gettext_lazy("%(who)s spoke with %(group)s about “%(what)s”"),
    "voices:gap-acknowledged": gettext_lazy(
        "%(who)s recorded why “%(what)s” goes on although nobody speaks for %(group)s"
    ),
    "voices:nobody-else": gettext_lazy("%(who)s recorded why “%(what)s” affects nobody else"),
}


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; initiatives and groups are looked up in two statements."""
    rooms = {fact.room for fact in facts}
    goals = {str(getattr(fact, "goal", "")) for fact in facts}
    groups = {str(getattr(fact, "group", "")) for fact in facts}
    wanted = Goal.objects.in_rooms(rooms).filter(pk__in=goals)
    rows = list(wanted.values_list("pk", "agreement__title", "agreement__agreed_version"))
    titles = {str(key): title for key, title, _agreed in rows}
    # As on their pages: whoever sits for no party reads what is agreed.
    drafts = {str(key) for key, _title, agreed in rows if names.for_guest and agreed is None}
    found = Affected.objects.in_rooms(rooms).filter(pk__in=groups)
    called = {str(one.id): one.title for one in found}
    return [
        kept_back()
        if str(getattr(fact, "goal", "")) in drafts
        else say(fact, names, titles=titles, called=called)
        for fact in facts
    ]


def say(fact: Fact, names: Names, *, titles: dict[str, str], called: dict[str, str]) -> Told:
    """One fact as a sentence."""
    key, group = str(getattr(fact, "goal", "")), str(getattr(fact, "group", ""))
    values = {
        "who": names.who(fact),
        "what": titles.get(key, ""),
        "group": called.get(group, ""),
    }
    return Told(str(SENTENCES[fact.kind]) % values, "voices.goal", {"pk": key})


NOUNS = frozenset({"voices"})
TELLER = Teller(nouns=NOUNS, tell=tell, reads=dict.fromkeys(NOUNS, Permission.VOICES_READ))
