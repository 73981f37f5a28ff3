"""What notices give to places that must not know them: one's own mail addresses, and the way to the example's mail."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.discussions.models import Topic
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Slot
from troth.notices.actions.replying import own_address
from troth.partnerships.addresses import here
from troth.partnerships.models.seats import Phase
from troth.partnerships.requests import MemberRequest


def mail_of_the_example(_request: HttpRequest, _about: object) -> Markup:
    """Where a code that was sent can be read, on a server that sends no mail."""
    if not settings.EXAMPLE:
        return Markup("")
    words = _("This is an example: the code is on the page of its mail.")
    return Markup('<p class="small"><a class="a" href="{}">{}</a></p>').format(
        reverse("outbox"), words
    )


def of_topic(request: HttpRequest, about: Topic) -> Markup:
    """Under a topic: where this reader writes to it by mail."""
    return by_mail(
        cast(MemberRequest, request),
        about.id,
        words=_("Write to this topic by mail:"),
        ask=_("Write to this topic by mail"),
        action=here(request, "talk.one.by_mail", pk=about.id),
    )


def of_room(request: HttpRequest, _about: object) -> Markup:
    """Under the topics of a room: where this reader begins one by mail."""
    member = cast(MemberRequest, request)
    return by_mail(
        member,
        member.room.id,
        words=_("Begin a topic here by mail, with its title as the subject:"),
        ask=_("Begin topics here by mail"),
        action=here(request, "talk.by_mail"),
    )


def by_mail(request: MemberRequest, about: str, *, words: str, ask: str, action: str) -> Markup:
    """The address, or the button that makes it; nothing for whoever cannot write here by mail."""
    seat = request.seat
    may = granted(seat.kind, Permission.TALK_WRITE) and seat.partnership.phase == Phase.OPEN
    if not settings.MAIL_IN_HOST or not may or request.person.comes_by_link:
        return Markup("")
    known = {"address": own_address(request.person, about, now=now())}
    context = {"words": words, "ask": ask, "action": action, **known}
    return Markup(render_to_string("notices/_by_mail.html", context, request=request))  # noqa: S704  # it escapes


DOOR_MAIL = Slot(place="door.mail", render=mail_of_the_example)
TOPIC_MAIL = Slot(place="talk.topic.foot", render=of_topic)
ROOM_MAIL = Slot(place="talk.foot", render=of_room)
SLOTS = (DOOR_MAIL, TOPIC_MAIL, ROOM_MAIL)
