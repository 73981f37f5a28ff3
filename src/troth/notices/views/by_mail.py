"""One's own mail address of a room or a topic: made when somebody asks for it, shown on the page from then on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from troth.discussions.models import Topic
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.notices.actions.replying import reply_addresses
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest


@needs(Permission.TALK_WRITE)
@require_POST
def room(request: MemberRequest) -> HttpResponse:
    """The address by which a new topic is begun here by mail."""
    give(request, request.room.id)
    return redirect(f"{here(request, 'talk')}#by-mail")


@needs(Permission.TALK_WRITE)
@require_POST
def topic(request: MemberRequest, pk: str) -> HttpResponse:
    """The address by which one writes to this topic."""
    inside = request.rooms & {request.room.id}
    found: Topic = get_object_or_404(Topic.objects.in_rooms(inside), pk=pk)
    give(request, found.id)
    return redirect(f"{here(request, 'talk.one', pk=found.id)}#by-mail")


def give(request: MemberRequest, about: str) -> None:
    """Make the address, or say that there is none."""
    if request.person.comes_by_link or not reply_addresses(request.person, [about], now=now()):
        messages.info(request, _("No mail comes in here. Say it on the page."))
