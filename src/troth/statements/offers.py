"""What statements give to places that must not know them."""

from collections.abc import Collection, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from troth.agreements import kinds
from troth.agreements.models import Agreement
from troth.agreements.views.pages import may
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.statements import StatementWithdrawn, Withdrawal
from troth.foundation.web.offers import Names, Slot, Teller, Told
from troth.foundation.web.times import day
from troth.partnerships.rules.rooms import RoomKind
from troth.people.models import Person
from troth.statements.actions.using import KIND, changed, released
from troth.statements.queries.inside import publications_of
from troth.statements.views.pages import lines_of

SENTENCES = {
    "released": gettext_lazy("“%(what)s”, version %(n)s, may be used: every side approved it"),
    Withdrawal.CHANGED: gettext_lazy(
        "“%(what)s”, version %(n)s, was withdrawn: %(who)s wrote a new one"
    ),
    Withdrawal.TAKEN_BACK: gettext_lazy(
        "%(who)s withdrew “%(what)s”, version %(n)s. Please no longer use it"
    ),
}


def ended(keys: Collection[str], reader: Person) -> dict[str, str]:
    """Statements that every side approved and one has withdrawn since; one statement."""
    found = {}
    for key, rows in publications_of(keys).items():
        last = rows[0]
        if last.withdrawn_at is not None:
            on = day(last.withdrawn_at, reader.zone)
            found[key] = _("version %(n)s, withdrawn on %(day)s") % {"n": last.number, "day": on}
    return found


USE = kinds.Kind(
    name=KIND,
    url_name="statements.one",
    words=lambda: _("to the outside"),
    reached=released,
    revised=changed,
    ended=ended,
)


def hub(request: HttpRequest, _about: object) -> Markup:
    """On the page of agreements: what may be said to the outside, and the way in."""
    if vars(request)["room"].kind != RoomKind.SHARED:
        return Markup("")
    lines = lines_of(request)  # type: ignore[arg-type]  # a slot's page stands in a room
    usable = [line for line in lines if line.in_use]
    waiting = [line for line in lines if not line.stands.agreed]
    context = {
        "lines": lines[:3],
        "usable": len(usable),
        "waiting": len(waiting),
        "may_draft": may(request, Permission.AGREEMENT_DRAFT),  # type: ignore[arg-type]  # the same
    }
    return Markup(render_to_string("statements/_hub.html", context, request=request))  # noqa: S704  # a template that escapes


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; titles are looked up in one statement."""
    wanted = {str(getattr(fact, "statement", "")) for fact in facts}
    rooms = {fact.room for fact in facts}
    rows = Agreement.objects.filter(pk__in=wanted, room_id__in=rooms).values_list("pk", "title")
    titles = {str(key): title for key, title in rows}
    return [say(fact, names, titles) for fact in facts]


def say(fact: Fact, names: Names, titles: dict[str, str]) -> Told:
    """One fact as a sentence."""
    key = str(getattr(fact, "statement", ""))
    how = fact.how if isinstance(fact, StatementWithdrawn) else "released"
    values = {"who": names.who(fact), "what": titles.get(key, ""), "n": getattr(fact, "version", 1)}
    return Told(str(SENTENCES[how]) % values, "statements.one", {"pk": key})


SLOTS = (Slot(place="agreements.hub", render=hub),)
TELLER = Teller(nouns=frozenset({"statement"}), tell=tell)
