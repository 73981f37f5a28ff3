"""What talk gives to places that must not know it: a section, what waits, two lines, a block on the overview."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import cast

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.discussions.actions.asking import asked_of
from troth.discussions.forms import LineForm
from troth.discussions.models import Attachment, Meaning, Question, Topic
from troth.discussions.queries.posts import AT_ONCE, changed
from troth.discussions.queries.questions import open_ones, that_wait_for
from troth.discussions.rules.meanings import MeaningState
from troth.discussions.rules.questions import waits_for
from troth.discussions.views.lists import sentence, sides, topics_context
from troth.discussions.views.spoken import Viewer, age, excerpt, sign_words, spoken, viewer_of
from troth.discussions.views.topic import can_be_asked
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Fragment, Owed, Section, Slot, Waiting
from troth.foundation.web.prepared import prepared
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.requests import MemberRequest
from troth.resources.models import Resource

ON_THE_OVERVIEW = 3
ON_A_FILE = 5
SECTION = Section(
    order=35, name=lambda: _("Talk"), url_name="talk", permission=Permission.TALK_READ
)


def may_talk(seat: Seat | None) -> bool:
    """Whether this seat can say something at its table now; without one nobody can."""
    if seat is None or seat.partnership.phase != "open":
        return False
    return granted(seat.kind, Permission.TALK_WRITE)


def quick_lines(request: HttpRequest, _about: object) -> Markup:
    """The lines to ask and to post, on every page of the table."""
    if not may_talk(vars(request).get("seat")):
        return Markup("")
    can_ask = can_be_asked(cast(MemberRequest, request))
    context = {"post_form": LineForm(), "ask_form": LineForm(), "can_ask": can_ask}
    return Markup(render_to_string("discussions/_quick.html", context, request=request))  # noqa: S704  # it escapes


def overview_board(request: HttpRequest, _about: object) -> Markup:
    """Open questions and the latest topics, for the overview."""
    member = cast(MemberRequest, request)
    asked = sides(member)
    context = topics_context(member) | {"sentence": sentence(asked)}
    context["lines"] = context["lines"][:ON_THE_OVERVIEW]
    return Markup(render_to_string("discussions/_overview.html", context, request=request))  # noqa: S704  # it escapes


QUICK = Slot(place="table.quick", render=quick_lines)
BOARD = Slot(place="overview.board", render=overview_board)


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Open questions to one's own side, and what one is asked to have meant; one statement each."""
    # Somebody can sit at one table for two organisations, and enter a room with either seat.
    places: dict[Ulid, list[tuple[Seat, Room]]] = defaultdict(list)
    for seat in seats:
        for room in rooms_of(seat) if may_talk(seat) else ():
            places[room.id].append((seat, room))
    if not places:
        return
    moment = now()
    parties = {str(seat.party_id) for seat in seats if seat.party_id}
    for one in asked_of_us(parties, places.keys(), limit=limit):
        for seat, room in places[one.room_id]:
            if waits_for(asked_of(one), Ulid(seat.party_id) if seat.party_id else None):
                yield question_line(one, seat, room, age(one, moment))
                break
    people = {seat.person_id for seat in seats}
    for meaning in asked_meanings(people, places.keys(), limit=limit):
        yield meaning_line(meaning, *places[meaning.room_id][0])


@prepared
def asked_of_us(
    parties: Collection[str], rooms: Collection[str], *, limit: int
) -> QuerySet[Question]:
    """Open questions that wait for one of these parties."""
    return that_wait_for(parties, rooms)[:limit]


@prepared
def asked_meanings(
    people: Collection[Ulid], rooms: Collection[str], *, limit: int
) -> QuerySet[Meaning]:
    """What these people are asked to have meant."""
    asked = Meaning.objects.in_rooms(rooms).filter(state=MeaningState.ASKED.value)
    asked = asked.filter(post__seat__person__in=people)
    rows = asked.select_related("post__topic", "asker__person", "asker__party")
    return rows.order_by("asked_at")[:limit]


def owed(request: HttpRequest, *, limit: int) -> Iterable[Owed]:
    """Open questions of this room, by the side that was asked."""
    room, moment = vars(request)["room"], now()
    for one in asked_of_a_side([room.id], limit):
        yield Owed(
            party=str(one.asked_id),
            since=one.asked_at,
            sentence=_("Answer “%(what)s”") % {"what": excerpt(one.post)},
            note=age(one, moment),
            url=f"{here(request, 'talk.one', pk=one.post.topic_id)}?at={one.post.number}#post-{one.post.number}",
            token="half",  # noqa: S106  # the sign, no secret
        )


@prepared
def asked_of_a_side(rooms: Collection[str], limit: int) -> QuerySet[Question]:
    """Open questions to one side."""
    return open_ones(rooms).filter(asked__isnull=False)[:limit]


def question_line(one: Question, seat: Seat, room: Room, since: str) -> Waiting:
    """One open question as it waits on the home page."""
    post = one.post
    who = post.seat.person.name.split(" ")[0] if post.seat else _("Somebody")
    return Waiting(
        since=one.asked_at,
        sentence=_("%(who)s asks: “%(what)s”") % {"who": who, "what": excerpt(post)},
        why=since[:1].upper() + since[1:] + ".",
        url=at_post(seat, room, post.topic_id, post.number),
        act=_("Read and answer"),
        partnership=seat.partnership.name,
        party=post.seat.party.short if post.seat and post.seat.party else "",
    )


def meaning_line(one: Meaning, seat: Seat, room: Room) -> Waiting:
    """One paraphrase as it waits for whoever said the words."""
    who = one.asker.person.name.split(" ")[0]
    return Waiting(
        since=one.asked_at,
        sentence=_("%(who)s asks whether this is what you meant.") % {"who": who},
        why=_("In the topic “%(what)s”.") % {"what": one.post.topic.title},
        url=at_post(seat, room, one.post.topic_id, one.post.number),
        act=_("Read and answer"),
        partnership=seat.partnership.name,
        quote=one.words,
        party=one.asker.party.short if one.asker.party else "",
    )


def at_post(seat: Seat, room: Room, topic: str, number: int) -> str:
    """Where a post stands."""
    page = address("talk.one", partnership=seat.partnership, room=room, pk=topic)
    return f"{page}?at={number}#post-{number}"


def latest_posts(room: Ulid, audience: str, about: str) -> str | None:
    """What came or changed last in a topic, for everybody of one side at once."""
    key, _dot, language = audience.partition(".")
    topic = Topic.objects.in_rooms([room]).select_related("room__partnership").filter(pk=about)
    found = topic.first()
    viewer = whose(key, room)
    if found is None or viewer is None or language not in dict(settings.LANGUAGES):
        return None
    table = found.room.partnership
    with translation.override(language):
        context = {
            "posts": spoken(changed(found, most=AT_ONCE), viewer),
            "viewer_side": viewer,
            "signs": sign_words(),
            "way": partial(address, partnership=table, room=found.room),
        }
        return render_to_string("discussions/_since.html", context)


def whose(key: str, room: Ulid) -> Viewer | None:
    """The side, or the one person, an audience is."""
    party = Party.objects.filter(pk=key, partnership__rooms=room).select_related("partnership")
    side = party.first()
    if side is not None:
        is_open = side.partnership.phase == "open"
        return Viewer(party=Ulid(side.id), person=None, may_write=is_open)
    seat = Seat.objects.filter(pk=key, partnership__rooms=room).select_related("partnership")
    alone = seat.first()
    return viewer_of(alone) if alone else None


def came_with(request: HttpRequest, resource: object) -> Markup:
    """On the page of a file: the posts it came with, the latest first."""
    rows = Attachment.objects.filter(
        version__resource=cast(Resource, resource), post__taken_back_at__isnull=True
    )
    carried = rows.select_related("post__topic").order_by("-post__at")[:ON_A_FILE]
    context = {"carried": carried}
    return Markup(render_to_string("discussions/_came_with.html", context, request=request))  # noqa: S704  # it escapes


CAME_WITH = Slot(place="library.one", render=came_with)
LATEST = Fragment(name="talk", render=latest_posts)
SLOTS = (QUICK, BOARD, CAME_WITH)
