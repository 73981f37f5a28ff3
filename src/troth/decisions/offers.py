"""What decisions give to places that must not know them: what waits, a block among agreements."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.decisions.models import LONGEST_QUESTION, Place
from troth.decisions.queries.looks import waiting_places
from troth.decisions.views.lines import lines_of
from troth.decisions.words import rule_words
from troth.discussions.models import Post
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Slot, Waiting
from troth.foundation.web.times import when
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of

# On the page of agreements: so many lines, then the way to all of them.
SHOWN = 3
# So much of a post goes along in an address.
BROUGHT = 1000
Places = dict[Ulid, tuple[Seat, Room]]


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Votes that wait for a voice this person speaks; one statement, and one for the rooms of each table."""
    may = [
        seat
        for seat in seats
        if seat.party_id
        and seat.partnership.phase == "open"
        and granted(seat.kind, Permission.DECISION_VOTE)
    ]
    rooms: Places = {room.id: (seat, room) for seat in may for room in rooms_of(seat)}
    if not rooms:
        return
    for place in waiting_places(may, rooms, at=now())[:limit]:
        seat, room = rooms[place.decision.room_id]
        yield line(place, seat, room)


def line(place: Place, seat: Seat, room: Room) -> Waiting:
    """One voice as it is awaited on the home page."""
    one, person = place.decision, seat.person
    who = place.person.name if place.person else place.party.short
    own = place.person_id == seat.person_id
    until = when(one.until, person.zone, person.place)
    return Waiting(
        since=one.raised_at,
        sentence=_("“%(what)s” waits for your vote, until %(until)s.")
        % {"what": one.question, "until": until}
        if own
        else _("“%(what)s” waits for the vote of %(who)s, until %(until)s.")
        % {"what": one.question, "who": who, "until": until},
        why=rule_words(one.rule, share=one.share),
        url=address("decisions.one", partnership=seat.partnership, room=room, pk=one.id),
        act=_("Vote") if own else _("Vote for %(who)s") % {"who": who},
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # a sign on the page
        party=one.party.short,
    )


def hub(request: HttpRequest, _about: object) -> Markup:
    """The block among agreements: what is open, and what was decided last."""
    lines = lines_of(request)
    going, over = lines.going, lines.over
    context = {
        "going": going[:SHOWN],
        "over": over[: max(SHOWN - len(going), 1)],
        "more": max(len(going) - SHOWN, 0),
        "first": next((line.url for line in going if line.waits), ""),
    }
    return Markup(render_to_string("decisions/_hub.html", context, request=request))  # noqa: S704  # it escapes


def from_post(request: HttpRequest, post: Post) -> Markup:
    """At the foot of a post: putting what it asks to the vote; words and the way back come along."""
    seat = vars(request)["seat"]
    if not (seat.party_id and granted(seat.kind, Permission.DECISION_RAISE)) or post.taken_back_at:
        return Markup()
    back = request.build_absolute_uri(here(request, "talk.one", pk=post.topic_id))
    words = f"{post.text[:BROUGHT]}\n\n{back}?at={post.number}"
    brought = urlencode({"question": post.topic.title[:LONGEST_QUESTION], "words": words})
    url = f"{here(request, 'decisions.new')}?{brought}"
    return Markup(render_to_string("decisions/_from_post.html", {"url": url}, request=request))  # noqa: S704  # it escapes


HUB = Slot(place="agreements.hub", render=hub)
POST = Slot(place="post.page.foot", render=from_post)
