"""Finding what an address names: only in the room the page stands in; and words for a refusal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from troth.discussions.actions.turns import NotPossible
from troth.discussions.models import Meaning, Post, Question, Topic
from troth.discussions.queries.topics import named
from troth.discussions.rules.refusals import SENTENCES
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest


def own_rooms(request: MemberRequest) -> frozenset[str]:
    """The room the page stands in, if this seat may enter it."""
    return request.rooms & {request.room.id}


def topic_or_404(request: MemberRequest, pk: str) -> Topic:
    """The topic. Raises Http404."""
    for topic in named(own_rooms(request), pk):
        return topic
    raise Http404


def post_or_404(request: MemberRequest, pk: str) -> Post:
    """The post with its topic and author. Raises Http404."""
    rows = Post.objects.in_rooms(own_rooms(request))
    found: Post = get_object_or_404(rows.select_related("topic", "seat__person"), pk=pk)
    return found


def question_or_404(request: MemberRequest, pk: str) -> Question:
    """The question with its post. Raises Http404."""
    rows = Question.objects.in_rooms(own_rooms(request))
    with_post = rows.select_related("asked", "answer", "post__topic", "post__seat")
    found: Question = get_object_or_404(with_post, pk=pk)
    return found


def meaning_or_404(request: MemberRequest, pk: str) -> Meaning:
    """The paraphrase with its post. Raises Http404."""
    rows = Meaning.objects.in_rooms(own_rooms(request))
    with_post = rows.select_related("post__topic", "post__seat__person", "asker__person")
    found: Meaning = get_object_or_404(with_post, pk=pk)
    return found


def why_not(refused: NotPossible) -> str:
    """The refusal as a sentence."""
    return _(SENTENCES[refused.reason]) % {"who": refused.who or _("somebody")}


def at_post(request: HttpRequest, post: Post) -> str:
    """Where a post stands on its topic's page."""
    return f"{here(request, 'talk.one', pk=post.topic_id)}?at={post.number}#post-{post.number}"


def refused_page(request: MemberRequest, post: Post, refused: NotPossible) -> HttpResponse:
    """Why it was not done, and the way back; nothing was lost, because nothing was written."""
    context = {"sentence": why_not(refused), "post": post, "back": at_post(request, post)}
    return render(request, "discussions/refused.html", context, status=409)
