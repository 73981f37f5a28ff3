"""Writing: a reply, a topic, one line from any page, and what is kept while somebody types."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from troth.discussions.actions import asking, reading, writing
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words
from troth.discussions.forms import DraftForm, SayForm, TopicForm
from troth.discussions.models import Post, Question, Topic
from troth.discussions.queries.names import callable_names
from troth.discussions.queries.reading import draft_of
from troth.discussions.rendering import render as rendered
from troth.discussions.rendering import shown
from troth.discussions.rules.files import MOST_FILES
from troth.discussions.views.files import choose_again, files_of, not_said, sent_before
from troth.discussions.views.finding import at_post, topic_or_404
from troth.discussions.views.topic import answered, can_be_asked, say_form, topic_context
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.resources.actions.adding import Content
from troth.resources.actions.adding import NotPossible as NotKept
from troth.resources.actions.carrying import Carried


@needs(Permission.TALK_WRITE)
@require_POST
def reply(request: MemberRequest, pk: str) -> HttpResponse:
    """Say something in a topic, or show it again with what needs another look."""
    topic = topic_or_404(request, pk)
    form = say_form(request, request.POST, files=request.FILES)
    answers, status = None, 422
    if form.is_valid():
        answers = answered(request, topic, form.cleaned_data["answers"])
        try:
            with files_of(request, form) as files:
                words = words_of(request, form, answers=answers, files=files)
                post = writing.write(topic, words, room=request.room, by=request.seat)
        except (NotPossible, NotKept) as refused:
            not_said(form, refused)
            answers, status = None, 409
        else:
            settle(request, post, form)
            return redirect(at_post(request, post))
    choose_again(request, form)
    context = topic_context(request, topic, form, at=topic.latest, answers=answers)
    return render(request, "discussions/topic.html", context, status=status)


def words_of(
    request: MemberRequest,
    form: SayForm,
    *,
    answers: Post | None = None,
    files: tuple[Content | Carried, ...] = (),
) -> Words:
    """What the form says, as the action takes it."""
    wish = form.cleaned_data["asks"]
    asked = next((party for party in can_be_asked(request) if party.id == wish), None)
    return Words(
        text=form.cleaned_data["text"],
        answers=answers,
        asks=bool(wish),
        asked=asked,
        sure=bool(form.cleaned_data.get("everybody")),
        files=files,
    )


def settle(request: MemberRequest, post: Post, form: SayForm) -> None:
    """Where the reply says that it answers an open question, mark it; else leave the question open."""
    if not form.cleaned_data.get("settles") or post.answers_id is None:
        return
    found = Question.objects.in_rooms([request.room.id]).filter(post=post.answers_id)
    question = found.select_related("asked", "answer", "post__seat").first()
    if question is None:
        return
    try:
        asking.answer(question, with_post=post, by=request.seat)
    except NotPossible:
        # Somebody else has marked another one meanwhile; the words stand all the same.
        return


@needs(Permission.TALK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Begin a topic."""
    sent = request.method == "POST"
    names = callable_names(request.room) if sent else {}
    initial = {"text": draft_of(request.room.id, request.person)}
    form = TopicForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        parties=can_be_asked(request),
        names=names,
        initial=initial,
    )
    status = 422 if sent else 200
    if sent and form.is_valid():
        post, status = begun(request, form, form.cleaned_data["title"]), 409
        if post is not None:
            return redirect(at_post(request, post))
    return render(request, "discussions/new.html", new_context(request, form), status=status)


@needs(Permission.TALK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: MemberRequest, pk: str) -> HttpResponse:
    """Talk in the own side room about something that stands at the table; the others have no sign of it."""
    about = spoken_of(request, pk)
    there = Topic.objects.in_rooms([request.room.id]).filter(about=about.id).first()
    if there is not None:
        return redirect(here(request, "talk.one", pk=there.id))
    form = aside_form(request, about)
    if form.is_valid():
        post = begun(request, form, form.cleaned_data["title"], about=about.id)
        if post is not None:
            return redirect(at_post(request, post))
    context = new_context(request, form) | {"about": about}
    status = 422 if form.is_bound else 200
    return render(request, "discussions/new.html", context, status=status)


def aside_form(request: MemberRequest, about: Topic) -> TopicForm:
    """The form as it was sent, or one that begins with the title of what it is about."""
    if request.method != "POST":
        return TopicForm(names={}, initial={"title": about.title})
    return TopicForm(request.POST, request.FILES, names=callable_names(request.room))


def spoken_of(request: MemberRequest, pk: str) -> Topic:
    """A topic of another room of this table that the reader may enter. Raises Http404."""
    if request.room.kind != RoomKind.SIDE:
        raise Http404
    wider = request.rooms - {request.room.id}
    found: Topic = get_object_or_404(Topic.objects.in_rooms(wider), pk=pk)
    return found


def begun(request: MemberRequest, form: SayForm, title: str, about: str = "") -> Post | None:
    """The topic's first post, or None with the reason on the form."""
    try:
        with files_of(request, form) as files:
            words = words_of(request, form, files=files)
            return writing.begin(title, words, room=request.room, by=request.seat, about=about)
    except (NotPossible, NotKept) as refused:
        not_said(form, refused)
        return None


def new_context(request: MemberRequest, form: TopicForm) -> dict[str, Any]:
    """What the page of a new topic shows."""
    choose_again(request, form)
    return {
        "form": form,
        "came": sent_before(request, form),
        "most": MOST_FILES,
        "can_ask": bool(can_be_asked(request)),
        "audience": audience_of(request.room),
        "about": None,
    }


@needs(Permission.TALK_WRITE)
@require_POST
def draft(request: MemberRequest, place: str) -> HttpResponse:
    """Keep what is being typed for the one who types it, and show how it will look."""
    if place != request.room.id:
        place = topic_or_404(request, place).id
    form = DraftForm(request.POST)
    text = form.cleaned_data["text"].replace("\r\n", "\n") if form.is_valid() else ""
    if form.is_valid():
        reading.keep_draft(text, place=Ulid(place), person=request.person)
    return previewed(request, text)


@needs(Permission.TALK_WRITE)
@require_POST
def preview(request: MemberRequest) -> HttpResponse:
    """How words will look; nothing of them is kept."""
    form = DraftForm(request.POST)
    return previewed(request, form.cleaned_data["text"] if form.is_valid() else "")


def previewed(request: MemberRequest, text: str) -> HttpResponse:
    """The preview of a text, with the names that will be called."""
    html = shown(rendered(text, callable_names(request.room))[0]) if text.strip() else ""
    return render(request, "discussions/_preview.html", {"html": html})
