"""What kickoffs give to places that must not know them: a block, what waits, sentences."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.kickoff import KickoffLineEnded, KickoffOpened
from troth.foundation.web.offers import Names, Slot, Teller, Told, Waiting, kept_back
from troth.kickoff.models import Kickoff
from troth.kickoff.queries.boards import progress, running, tally
from troth.kickoff.queries.waits import to_open, to_write
from troth.kickoff.rules.phases import Phase
from troth.kickoff.views.pages import BETWEEN, GUESTS
from troth.kickoff.words import ENDINGS
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of

SENTENCES = {
    "kickoff:begun": gettext_lazy("%(who)s began a kickoff: “%(what)s”"),
    "kickoff:readied": gettext_lazy("%(who)s has written for “%(what)s”, and sealed it"),
    "kickoff:resumed": gettext_lazy("%(who)s writes on for “%(what)s”"),
    "kickoff:line-added": gettext_lazy("%(who)s added a line to “%(what)s”"),
    "kickoff:line-joined": gettext_lazy("%(who)s put lines of “%(what)s” together"),
    "kickoff:closed": gettext_lazy("The kickoff “%(what)s” is closed; every line has its ending"),
}


def hub(request: HttpRequest, _about: object) -> Markup:
    """Beside the agreements: the session that goes on, or how to begin one."""
    found = vars(request)
    seat, room = found["seat"], found["room"]
    if room.kind not in BETWEEN or not granted(seat.kind, Permission.KICKOFF_READ):
        return Markup("")
    one = running(room)
    if seat.kind in GUESTS and not (one and one.guests):
        return Markup("")
    context = {
        "kickoff": one,
        "progress": progress(tally(one)) if one and one.phase != Phase.WRITING else None,
        "may_begin": granted(seat.kind, Permission.KICKOFF_RUN),
    }
    return Markup(render_to_string("kickoff/_hub.html", context, request=request))  # noqa: S704  # it escapes


HUB = Slot(place="agreements.hub", render=hub)


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Sessions in which one's organisation has not said that it has written, or that can be opened."""
    for seat in seats:
        if seat.party_id is None or seat.partnership.phase != "open":
            continue
        if not granted(seat.kind, Permission.KICKOFF_READY):
            continue
        rooms = {room.id: room for room in rooms_of(seat) if room.kind in BETWEEN}
        for one in to_write(rooms, seat.party_id, limit=limit):
            yield line(one, seat, rooms[one.room_id])
        for one in to_open(rooms, limit=limit):
            yield opening(one, seat, rooms[one.room_id])


def line(one: Kickoff, seat: Seat, room: Room) -> Waiting:
    """A session that waits for one's own side to write."""
    return Waiting(
        since=one.begun_at,
        sentence=_("Kickoff “%(what)s”: write what you hope, expect and worry about.")
        % {"what": one.title},
        why=_("Nobody sees it before all lines open together. Three lines are plenty."),
        url=address("kickoff.one", partnership=seat.partnership, room=room, pk=one.id),
        act=_("Write mine"),
        partnership=seat.partnership.name,
    )


def opening(one: Kickoff, seat: Seat, room: Room) -> Waiting:
    """A session in which every side has written."""
    return Waiting(
        since=one.begun_at,
        sentence=_("Kickoff “%(what)s”: every organisation has written.") % {"what": one.title},
        why=_("Open it when you sit together, or now."),
        url=address("kickoff.one", partnership=seat.partnership, room=room, pk=one.id),
        act=_("Open the lines"),
        partnership=seat.partnership.name,
    )


def tell(facts: Sequence[Fact], names: Names) -> Sequence[Told]:
    """Sentences for these facts; titles are looked up in one statement.

    Guests read of the sessions that invite them.
    """
    wanted = {str(getattr(fact, "kickoff", "")) for fact in facts}
    rows = Kickoff.objects.in_rooms({fact.room for fact in facts}).filter(pk__in=wanted)
    if names.for_visitor:
        rows = rows.filter(guests=True)
    titles: dict[str, str] = {str(key): title for key, title in rows.values_list("pk", "title")}
    return [say(fact, names, titles) for fact in facts]


def say(fact: Fact, names: Names, titles: dict[str, str]) -> Told:
    """One fact as a sentence; never with words that somebody wrote unseen."""
    key = str(getattr(fact, "kickoff", ""))
    if names.for_visitor and key not in titles:
        return kept_back()
    values: dict[str, object] = {"who": names.who(fact), "what": titles.get(key, "")}
    if isinstance(fact, KickoffOpened):
        said = ngettext(
            "“%(what)s” was opened: one line", "“%(what)s” was opened: %(n)s lines", fact.lines
        )
        values["n"] = fact.lines
    elif isinstance(fact, KickoffLineEnded):
        said = _("A line of “%(what)s”: %(ending)s")
        values["ending"] = ENDINGS[fact.ending]
    else:
        said = str(SENTENCES[fact.kind])
    return Told(said % values, "kickoff.one", {"pk": key})


TELLER = Teller(nouns=frozenset({"kickoff"}), tell=tell, reads={"kickoff": Permission.KICKOFF_READ})
