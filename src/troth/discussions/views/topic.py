"""One conversation: a stretch of its posts, what is new since one was here, and the field to reply."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from troth.discussions.forms import SayForm
from troth.discussions.models import Post, Reader, Topic
from troth.discussions.queries.limits import unnamed_agreed
from troth.discussions.queries.names import callable_names
from troth.discussions.queries.posts import between, changed
from troth.discussions.queries.reading import draft_of, reader_of
from troth.discussions.queries.topics import often_unclear
from troth.discussions.rules.files import MOST_FILES
from troth.discussions.rules.reach import Follow
from troth.discussions.rules.stretch import Stretch, stretch
from troth.discussions.views.files import sent_before
from troth.discussions.views.finding import topic_or_404
from troth.discussions.views.spoken import sign_words, spoken, viewer_of
from troth.discussions.views.translating import OtherWords, other_words_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.numbers import whole_number
from troth.foundation.web.clock import now
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.present import others
from troth.partnerships.queries.audience import audience_key, audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind


@needs(Permission.TALK_READ)
@require_safe
def topic(request: MemberRequest, pk: str) -> HttpResponse:
    """One topic with its posts, from the first unread one."""
    found = topic_or_404(request, pk)
    at = whole_number(request.GET.get("at", ""), otherwise=0)
    answers = answered(request, found, request.GET.get("answers", ""))
    form = say_form(request, initial=draft_initial(request, found, answers))
    context = topic_context(request, found, form, at=at, answers=answers)
    context |= {"translated": other_words(request, found), "look_again": look_again(request)}
    return render(request, "discussions/topic.html", context)


@needs(Permission.TALK_READ)
@require_safe
def since(request: MemberRequest, pk: str) -> HttpResponse:
    """What came or changed last in a topic, for a page that is open while others write."""
    found = topic_or_404(request, pk)
    viewer = viewer_of(request.seat)
    context = {"posts": spoken(changed(found), viewer), "viewer_side": viewer}
    return render(request, "discussions/_since.html", context | post_words(request))


def other_words(request: MemberRequest, found: Topic) -> OtherWords | None:
    """The translation that the address asks for, of a post of this topic."""
    key = request.GET.get("translated", "")
    rows = Post.objects.in_rooms([request.room.id]).filter(topic=found, pk=key)
    one = rows.first() if key else None
    return other_words_of(one) if one else None


def look_again(request: MemberRequest) -> str:
    """This page at the same post once more; to the very same address a browser would only scroll."""
    query = request.GET.copy()
    query["look"] = str(whole_number(query.get("look", ""), otherwise=0) + 1)
    place = whole_number(query.get("at", ""), otherwise=1)
    return f"{request.path}?{query.urlencode()}#post-{place}"


def answered(request: MemberRequest, found: Topic, key: str) -> Post | None:
    """The post that is being replied to, if it stands in this topic."""
    rows = Post.objects.in_rooms([request.room.id]).filter(topic=found, pk=key)
    one: Post | None = rows.select_related("seat__person", "question").first() if key else None
    return one


def say_form(
    request: MemberRequest,
    data: QueryDict | None = None,
    *,
    files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
    initial: dict[str, str] | None = None,
) -> SayForm:
    """The field to reply, with those who can be asked and called here."""
    names = callable_names(request.room) if data is not None else {}
    parties = can_be_asked(request)
    return SayForm(data, files, parties=parties, names=names, initial=initial)


def can_be_asked(request: MemberRequest) -> list[Party]:
    """The other organisations of this room; in a side room nobody else is there."""
    if request.room.kind == RoomKind.SIDE:
        return []
    here_too = others(request)
    if request.room.kind == RoomKind.SUBSET:
        inside = set(request.room.parties.values_list("pk", flat=True))
    elif request.room.kind == RoomKind.CLOSED:
        inside = {key for key in request.room.seats.values_list("party_id", flat=True) if key}
    else:
        return here_too
    return [party for party in here_too if party.id in inside]


def draft_initial(request: MemberRequest, found: Topic, answers: Post | None) -> dict[str, str]:
    """What was typed here before, as it was typed."""
    kept = draft_of(found.id, request.person)
    return {"text": kept, "answers": answers.id if answers else ""}


def post_words(request: MemberRequest) -> dict[str, Any]:
    """What an article needs besides the post itself."""
    return {"way": lambda name, **parts: here(request, name, **parts), "signs": sign_words()}


def topic_context(
    request: MemberRequest,
    found: Topic,
    form: SayForm,
    *,
    at: int = 0,
    answers: Post | None = None,
) -> dict[str, Any]:
    """Everything the page says."""
    reader = reader_of(found, request.person)
    shown = stretch(found.latest, read=reader.read, at=at)
    viewer = viewer_of(request.seat)
    unclear = often_unclear(request.room.id, at=now(), among=[found.id])
    return {
        "topic": found,
        "posts": spoken(between(found, shown.first, shown.last), viewer),
        "stretch": shown,
        "first_new": first_new(reader, shown, found),
        "follow": Follow(reader.follow),
        "form": form,
        "came": sent_before(request, form),
        "most": MOST_FILES,
        "answers": answers,
        "can_ask": bool(can_be_asked(request)),
        "viewer_side": viewer,
        "unclear": unclear.get(found.id, 0),
        "unnamed": viewer.may_write and may_be_unnamed(request),
        "may_share": may_talk_aside(request),
        "audience": audience_of(request.room),
        "audience_key": audience_key(request.seat),
        **post_words(request),
    }


def first_new(reader: Reader, shown: Stretch, found: Topic) -> int:
    """Above which post the line stands that says what is new; 0 where nothing or everything is."""
    place = reader.read + 1
    return place if reader.read and shown.first <= place <= min(shown.last, found.latest) else 0


def may_be_unnamed(request: MemberRequest) -> bool:
    """Unnamed words are for the table all sit at: in a small room everybody would know."""
    return request.room.kind == RoomKind.SHARED and unnamed_agreed(request.seat, now())


def may_talk_aside(request: MemberRequest) -> bool:
    """Whether this reader has a side room to talk about it in."""
    aside = request.room.kind != RoomKind.SIDE and request.seat.party_id is not None
    return aside and granted(request.seat.kind, Permission.TALK_SHARE)
