"""What the library gives to places that must not know it: a block on the page of talk."""

from typing import cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from troth.foundation.web.offers import Slot
from troth.partnerships.requests import MemberRequest
from troth.resources.queries.library import newest
from troth.resources.views.library import line_of, may_add, sentence

IN_THE_HUB = 3


def hub(request: HttpRequest, _about: object) -> Markup:
    """On the page of talk: what was added last, and the way in."""
    member = cast(MemberRequest, request)
    rows = newest(member.room.id)
    context = {
        "lines": [line_of(one, member) for one in rows[:IN_THE_HUB]],
        "sentence": sentence(rows.count()),
        "may_add": may_add(member),
    }
    return Markup(render_to_string("resources/_hub.html", context, request=request))  # noqa: S704  # it escapes


HUB = Slot(place="talk.hub", render=hub)
