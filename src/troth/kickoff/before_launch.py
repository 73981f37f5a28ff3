"""What launch checks give to places that must not know them: a block, what waits, sentences."""

from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.launch import LaunchCompared
from troth.foundation.web.offers import Names, Slot, Teller, Told, Waiting, kept_back
from troth.goals.models import Goal
from troth.kickoff.models import Check
from troth.kickoff.queries.checks import is_initiative
from troth.kickoff.queries.owed import Owed, owed
from troth.kickoff.views.pages import BETWEEN
from troth.kickoff.words import QUESTIONS
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of

SENTENCES = {
    "launch:answered": gettext_lazy("%(who)s answered before the launch of “%(what)s”, sealed"),
    "launch:opened": gettext_lazy(
        "All answers before the launch of “%(what)s” were opened together"
    ),
    "launch:read": gettext_lazy("%(who)s read the answers before the launch of “%(what)s”"),
    "launch:wording-proposed": gettext_lazy(
        "%(who)s proposed one wording for “%(asked)s” (%(what)s)"
    ),
    "launch:wording-accepted": gettext_lazy(
        "%(who)s accepted one wording for “%(asked)s” (%(what)s)"
    ),
    "launch:overridden": gettext_lazy(
        "%(who)s recorded why “%(what)s” goes on although “%(asked)s” differs"
    ),
    "launch:checked": gettext_lazy("Nothing holds the launch of “%(what)s”"),
}


def beside_goal(request: HttpRequest, about: object) -> Markup:
    """On an initiative's page: how far its check is, and the way there."""
    found = vars(request)
    seat, room = found["seat"], found["room"]
    if not isinstance(about, Goal) or room.kind not in BETWEEN:
        return Markup("")
    if not granted(seat.kind, Permission.LAUNCH_READ) or not is_initiative(about):
        return Markup("")
    context = {
        "goal": about,
        "check": Check.objects.in_rooms({room.id}).filter(pk=about.pk).first(),
    }
    return Markup(render_to_string("kickoff/_beside_goal.html", context, request=request))  # noqa: S704  # it escapes


def hub(request: HttpRequest, _about: object) -> Markup:
    """Beside the agreements: the launch checks that are under way."""
    found = vars(request)
    seat, room = found["seat"], found["room"]
    if room.kind not in BETWEEN or not granted(seat.kind, Permission.LAUNCH_READ):
        return Markup("")
    rows = Check.objects.in_rooms({room.id}).filter(goal__launched_at__isnull=True)
    rows = rows.filter(goal__agreement__withdrawn_at__isnull=True)
    if seat.party_id is None:
        rows = rows.filter(goal__agreement__agreed_version__isnull=False)
    context = {"checks": list(rows.select_related("goal__agreement").order_by("-begun_at")[:5])}
    if not context["checks"]:
        return Markup("")
    return Markup(render_to_string("kickoff/_launches.html", context, request=request))  # noqa: S704  # it escapes


SLOTS = (
    Slot(place="goal.launch", render=beside_goal),
    Slot(place="agreements.hub", render=hub),
)


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Checks in which one's organisation owes an answer, a reading, or a word to a wording."""
    for seat in seats:
        if seat.party_id is None or seat.partnership.phase != "open":
            continue
        if not granted(seat.kind, Permission.LAUNCH_DECIDE):
            continue
        rooms = {room.id: room for room in rooms_of(seat) if room.kind in BETWEEN}
        for check, what in owed(rooms, seat, limit=limit):
            yield from lines(check, what, seat, rooms[check.room_id])


def lines(check: Check, what: Owed, seat: Seat, room: Room) -> Iterator[Waiting]:
    """One check as it waits on the home page."""
    said = {
        Owed.ANSWER: (
            _(
                "Another organisation has answered before the launch of “%(what)s”. It waits for yours."
            ),
            _("All answers open together once yours is there."),
            _("Answer, unseen"),
        ),
        Owed.READING: (
            _("The answers before the launch of “%(what)s” are open. Say which fit."),
            _("The launch is held until every organisation has said so."),
            _("Read and compare"),
        ),
        Owed.WORDING: (
            _("One wording before the launch of “%(what)s” waits for your organisation."),
            _("Once all accept it, this difference is settled."),
            _("Read and accept"),
        ),
    }[what]
    yield Waiting(
        since=check.opened_at or check.begun_at,
        sentence=said[0] % {"what": check.goal.title},
        why=said[1],
        url=address("launch", partnership=seat.partnership, room=room, pk=check.pk),
        act=said[2],
        partnership=seat.partnership.name,
    )


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; titles are looked up in one statement. Drafts are for those who agree."""
    wanted = {str(getattr(fact, "goal", "")) for fact in facts}
    found = Goal.objects.in_rooms({fact.room for fact in facts}).filter(pk__in=wanted)
    rows = list(found.values_list("pk", "agreement__title", "agreement__agreed_version"))
    titles = {str(key): title for key, title, _agreed in rows}
    drafts = {str(key) for key, _title, agreed in rows if names.for_guest and agreed is None}
    return [
        kept_back() if str(getattr(fact, "goal", "")) in drafts else say(fact, names, titles)
        for fact in facts
    ]


def say(fact: Fact, names: Names, titles: dict[str, str]) -> Told:
    """One fact as a sentence; never with words that somebody answered unseen."""
    key = str(getattr(fact, "goal", ""))
    values: dict[str, object] = {"who": names.who(fact), "what": titles.get(key, "")}
    if isinstance(fact, LaunchCompared):
        values["n"] = len(fact.differ)
        return Told(compared_words(len(fact.differ)) % values, "launch", {"pk": key})
    question = getattr(fact, "question", None)
    if question is not None:
        values["asked"] = QUESTIONS[question]
    return Told(str(SENTENCES[fact.kind]) % values, "launch", {"pk": key})


def compared_words(differ: int) -> str:
    """How many answers differ, or that none does."""
    if not differ:
        return _("Before the launch of “%(what)s” all answers fit")
    return ngettext(
        "Before the launch of “%(what)s” one answer differs",
        "Before the launch of “%(what)s” %(n)s answers differ",
        differ,
    )


TELLER = Teller(nouns=frozenset({"launch"}), tell=tell, reads={"launch": Permission.LAUNCH_READ})
