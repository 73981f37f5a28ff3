"""One post by itself: its earlier wordings, and everything that can be done with it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.discussions.actions import asking, changing, sharing
from troth.discussions.actions.changing import own_refusal
from troth.discussions.actions.turns import NotPossible, name_of
from troth.discussions.forms import AnswerForm, EditForm, SignForm, TextForm
from troth.discussions.models import Post, Wording
from troth.discussions.queries import posts as looking
from troth.discussions.rendering import shown
from troth.discussions.views.finding import (
    at_post,
    post_or_404,
    question_or_404,
    refused_page,
    topic_or_404,
    why_not,
)
from troth.discussions.views.spoken import spoken, viewer_of, when
from troth.discussions.views.topic import post_words
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.forms import goes_on_from
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Room
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NotPossible as NotPossibleHere
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.sentences import why_not as why_not_here

MOST_WORDINGS = 100


@needs(Permission.TALK_READ)
@require_safe
def post(request: MemberRequest, pk: str) -> HttpResponse:
    """One post with its earlier wordings and everything that can be done with it."""
    said = looking.one(request.room.id, pk)
    if said is None or request.room.id not in request.rooms:
        raise Http404
    viewer = viewer_of(request.seat)
    found = said.post
    earlier = Wording.objects.filter(post=found).order_by("-number")[:MOST_WORDINGS]
    context = {
        "one": spoken([said], viewer)[0],
        "topic": found.topic,
        "own": own_refusal(found, by=request.seat) is None,
        "earlier": [(one, shown(one.html), when(one.until, found.seat)) for one in earlier],
        "viewer_side": viewer,
        "side": request.room.kind == RoomKind.SIDE,
        "audience": audience_of(request.room),
    }
    return render(request, "discussions/post.html", context | post_words(request))


@needs(Permission.TALK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, pk: str) -> HttpResponse:
    """Other words for one's own post; the earlier ones stay readable."""
    found = post_or_404(request, pk)
    refusal = own_refusal(found, by=request.seat)
    if refusal is not None:
        return refused_page(request, found, NotPossible(refusal, who=name_of(found)))
    sent = request.method == "POST"
    initial = {"text": found.text, "seen": found.version}
    form = EditForm(request.POST if sent else None, initial=initial)
    status = 422 if sent else 200
    if sent and form.is_valid():
        try:
            changing.edit(found, **form.cleaned_data, room=request.room, by=request.seat)
        except NotPossible as refused:
            form.add_error(None, why_not(refused))
            found, status = post_or_404(request, pk), 409
            goes_on_from(form, found.version)
        else:
            return redirect(at_post(request, found))
    context = {"form": form, "post": found, "now": shown(found.html), "clash": status == 409}
    context |= {"audience": audience_of(request.room)}
    return render(request, "discussions/edit.html", context, status=status)


@needs(Permission.TALK_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: MemberRequest, pk: str) -> HttpResponse:
    """Take back what one said, after one more look at it."""
    found = post_or_404(request, pk)
    try:
        if request.method == "POST":
            changing.take_back(found, by=request.seat)
            return redirect(at_post(request, found))
    except NotPossible as refused:
        return refused_page(request, found, refused)
    refusal = own_refusal(found, by=request.seat)
    if refusal is not None:
        return refused_page(request, found, NotPossible(refusal, who=name_of(found)))
    context = {"post": found, "html": shown(found.html), "audience": audience_of(request.room)}
    context["brought"] = found.attachments.filter(brought=True).count()
    return render(request, "discussions/take_back.html", context)


@needs(Permission.TALK_WRITE)
@require_POST
def react(request: MemberRequest, pk: str) -> HttpResponse:
    """Answer a post of this topic with a sign, or take it away again."""
    topic = topic_or_404(request, pk)
    form = SignForm(request.POST)
    if not form.is_valid():
        return redirect(here(request, "talk.one", pk=topic.id))
    sign, key = form.cleaned_data["sign"]
    rows = Post.objects.in_rooms([request.room.id]).filter(topic=topic)
    found: Post = get_object_or_404(rows, pk=key)
    try:
        changing.react(found, sign, by=request.seat)
    except NotPossible as refused:
        return refused_page(request, found, refused)
    return redirect(f"{here(request, 'talk.one', pk=topic.id)}?at={found.number}")


@needs(Permission.TALK_WRITE)
@require_POST
def answer(request: MemberRequest, pk: str) -> HttpResponse:
    """Mark which post answers a question."""
    question = question_or_404(request, pk)
    form = AnswerForm(request.POST)
    found = None
    if form.is_valid():
        rows = Post.objects.in_rooms([request.room.id]).filter(topic=question.post.topic_id)
        found = rows.filter(pk=form.cleaned_data["answer"]).first()
    try:
        asking.answer(question, with_post=found or question.post, by=request.seat)
    except NotPossible as refused:
        return refused_page(request, question.post, refused)
    return redirect(at_post(request, question.post))


@needs(Permission.TALK_WRITE)
@require_POST
def reopen(request: MemberRequest, pk: str) -> HttpResponse:
    """Say that a question is still open."""
    question = question_or_404(request, pk)
    try:
        asking.reopen(question, by=request.seat)
    except NotPossible as refused:
        return refused_page(request, question.post, refused)
    return redirect(at_post(request, question.post))


@needs(Permission.TALK_SHARE)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: MemberRequest, pk: str) -> HttpResponse:
    """Choose the words of a side room that all at the table may read, look at them, share them."""
    found = post_or_404(request, pk)
    if request.room.kind != RoomKind.SIDE:
        raise Http404
    wider = get_object_or_404(Room, partnership=request.partnership, kind=RoomKind.SHARED)
    sent = request.method == "POST"
    form = TextForm(request.POST if sent else None, initial={"text": found.text})
    made = shared(request, found, form, wider) if form.is_valid() else None
    if made is not None:
        return redirect(address("talk.post", partnership=request.partnership, room=wider, pk=made))
    context: dict[str, Any] = {"form": form, "post": found, "audience": audience_of(wider)}
    status = 409 if form.non_field_errors() else 422 if sent else 200
    return render(request, "discussions/share.html", context, status=status)


def shared(request: MemberRequest, found: Post, form: TextForm, wider: Room) -> Ulid | None:
    """The new post in the wider room, or None with the reason on the form."""
    text = form.cleaned_data["text"]
    try:
        return sharing.share(found, text=text, origin=request.room, wider=wider, by=request.seat)
    except NotPossibleHere as refused:
        form.add_error(None, why_not_here(refused))
        return None
