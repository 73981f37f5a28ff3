"""What is the reader's own: how far they have read, what they follow."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from troth.discussions.actions import reading
from troth.discussions.forms import FollowForm, ReadForm
from troth.discussions.rules.reach import Follow
from troth.discussions.views.finding import topic_or_404
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest


@needs(Permission.TALK_FOLLOW)
@require_POST
def read(request: MemberRequest, pk: str) -> HttpResponse:
    """Keep how far this person has read."""
    topic = topic_or_404(request, pk)
    form = ReadForm(request.POST)
    if form.is_valid():
        reading.read(topic, upto=form.cleaned_data["upto"], person=request.person)
    if request.htmx:
        return HttpResponse("")
    return redirect(here(request, "talk"))


@needs(Permission.TALK_FOLLOW)
@require_POST
def follow(request: MemberRequest, pk: str) -> HttpResponse:
    """Hear of every post, of what calls oneself, or of nothing."""
    topic = topic_or_404(request, pk)
    form = FollowForm(request.POST)
    if form.is_valid():
        reading.follow(topic, Follow(form.cleaned_data["follow"]), person=request.person)
    return redirect(here(request, "talk.one", pk=topic.id))
