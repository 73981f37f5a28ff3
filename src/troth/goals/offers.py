"""What goals give to places that must not know them: a kind of agreement, sentences."""

from collections.abc import Collection, Sequence
from typing import cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from markupsafe import Markup

from troth.agreements.kinds import Kind
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.checks import GoalCheckRecorded
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.goals import GoalChanged, GoalReadingsImported
from troth.foundation.web.offers import Hold, Names, Slot, Teller, Told, kept_back
from troth.foundation.web.times import dated, day
from troth.goals import actions
from troth.goals.actions import showing
from troth.goals.actions.sharing import WIDENER
from troth.goals.check_words import OUTCOMES
from troth.goals.check_words import SENTENCES as CHECK_SENTENCES
from troth.goals.models import Goal, Release
from troth.goals.queries.checks import holding
from troth.goals.queries.showing import all_shown
from troth.goals.views.finding import may
from troth.goals.views.pages import Line, lines
from troth.partnerships.requests import MemberRequest
from troth.people.models import Person

KIND = Kind(
    name=actions.KIND, url_name="goals.one", words=lambda: _("Goal"), reached=actions.reached
)
SHOWN = 3
__all__ = ["KEPT", "KIND", "SLOTS", "TELLER", "WIDENER", "gate"]
# What guests read on no page of theirs: proposals and results that do not stand yet.
BETWEEN_SIDES = frozenset(
    f"goal:check-{act}" for act in ("proposed", "assented", "withdrawn", "recorded", "doubted")
)
SENTENCES = {
    "goal:changed": gettext_lazy("The goal “%(what)s” changed by agreement"),
    "goal:launched": gettext_lazy("%(who)s launched “%(what)s”"),
    "goal:measured": gettext_lazy("%(who)s wrote a reading of “%(what)s”"),
    "goal:reading-taken-back": gettext_lazy("%(who)s took a reading of “%(what)s” back"),
    "goal:readings-imported": ngettext_lazy(
        "%(who)s brought in one reading of “%(what)s”",
        "%(who)s brought in %(n)s readings of “%(what)s”",
        "n",
    ),
    "goal:obstacle-met": gettext_lazy("%(who)s named an obstacle to “%(what)s”"),
    "goal:obstacle-turned": gettext_lazy("An obstacle to “%(what)s” led to version %(version)s"),
    "goal:obstacle-closed": gettext_lazy("%(who)s closed an obstacle to “%(what)s”"),
    **CHECK_SENTENCES,
}


def ended(keys: Collection[str], reader: Person) -> dict[str, str]:
    """What everybody read of goals and reads no longer; one statement."""
    rows = Release.objects.filter(showing__in=list(keys), approved_at__isnull=False)
    last = {str(one.showing_id): one for one in rows.order_by("number")}
    gone = {key: one.withdrawn_at for key, one in last.items() if one.withdrawn_at}
    return {
        key: _("withdrawn on %(day)s") % {"day": day(at, reader.zone)} for key, at in gone.items()
    }


KEPT = Kind(
    name=showing.KIND,
    url_name="goals.results",
    words=lambda: _("what was kept, for everybody"),
    reached=showing.released,
    ended=ended,
)


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; titles are looked up in one statement."""
    wanted = {str(getattr(fact, "goal", "")) for fact in facts}
    rows = Goal.objects.in_rooms({fact.room for fact in facts}).filter(pk__in=wanted)
    if names.for_guest:
        # As on their pages: whoever sits for no party reads what is agreed.
        rows = rows.filter(agreement__agreed_version__isnull=False)
    titles = {str(key): title for key, title in rows.values_list("pk", "agreement__title")}
    return [say(fact, names, titles) for fact in facts]


def say(fact: Fact, names: Names, titles: dict[str, str]) -> Told:
    """One fact as a sentence."""
    key = str(getattr(fact, "goal", ""))
    of_work = names.for_visitor and fact.kind.startswith("goal:obstacle")
    between = names.for_guest and fact.kind in BETWEEN_SIDES
    if of_work or between or (names.for_guest and key not in titles):
        return kept_back()
    values: dict[str, object] = {
        "who": names.who(fact),
        "what": titles.get(key, ""),
        "version": getattr(fact, "version", 1),
    }
    if isinstance(fact, GoalReadingsImported):
        values["n"] = fact.added + fact.corrected
    if isinstance(fact, GoalCheckRecorded):
        values["outcome"] = OUTCOMES[fact.outcome]
    sentence = str(SENTENCES[fact.kind] % values)
    if isinstance(fact, GoalChanged):
        sentence += moved_words(fact)
    return Told(sentence, "goals.one", {"pk": key})


def moved_words(fact: GoalChanged) -> str:
    """The day that moved, before and after; nothing where none did."""
    if fact.by_when == fact.by_when_was or fact.by_when is None or fact.by_when_was is None:
        return ""
    days = [dated(day, year=True) for day in (fact.by_when_was, fact.by_when)]
    return _(": from %(before)s to %(after)s") % {"before": days[0], "after": days[1]}


def block(request: HttpRequest, name: str, found: Sequence[Line]) -> Markup:
    """Some goals of this room, with how far they are."""
    may_draft = may(cast(MemberRequest, request), Permission.AGREEMENT_DRAFT)
    context = {"name": name, "lines": found, "may_draft": may_draft}
    return Markup(render_to_string("goals/_hub.html", context, request=request))  # noqa: S704  # it escapes


def hub(request: HttpRequest, _about: object) -> Markup:
    """On the page of agreements: the newest."""
    return block(request, "goals-hub", lines(cast(MemberRequest, request), most=SHOWN))


def board(request: HttpRequest, _about: object) -> Markup:
    """On the overview, once one is agreed: whoever has two minutes reads what it is all for."""
    found = lines(cast(MemberRequest, request), most=SHOWN, agreed=True)
    return block(request, "goals-board", found) if found else Markup("")


def public(request: HttpRequest, table: object) -> Markup:
    """On the public page of a table: what was kept, goal by goal."""
    rows = all_shown(str(table))
    if not rows:
        return Markup("")
    context = {"rows": rows, "slug": str(table)}
    return Markup(render_to_string("goals/_public.html", context, request=request))  # noqa: S704  # it escapes


def gate(goal: Goal) -> Hold | None:
    """What of its checks holds the launch of an initiative: the first that has not passed, else nothing."""
    found = holding(goal)
    if not found:
        return None
    said = ngettext(
        "A sustainability check holds it until it has passed: “%(what)s”",
        "%(num)s sustainability checks hold it until they have passed, the first: “%(what)s”",
        len(found),
    )
    return Hold(
        sentence=said % {"what": found[0].what, "num": len(found)},
        act=_("Look at the check"),
        url_name="goals.check",
        url_kwargs={"pk": found[0].id},
    )


SLOTS = (
    Slot(place="agreements.hub", render=hub),
    Slot(place="overview.board", render=board),
    Slot(place="public.table", render=public),
)
TELLER = Teller(nouns=frozenset({"goal"}), tell=tell)
