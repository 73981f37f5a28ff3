"""What the charter gives to places that must not know it: its kind, a block on two hubs."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.agreements.kinds import Kind
from troth.agreements.queries.standings import standings
from troth.charter import actions
from troth.charter.queries.charters import charter_of, has_place
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Slot
from troth.partnerships.queries.terms import terms

KIND = Kind(
    name=actions.KIND,
    url_name="charter.one",
    words=lambda: _("Working agreement"),
    holds=actions.holds,
    reached=actions.reached,
    withdrawn=actions.withdrawn,
)


def hub(request: HttpRequest, _about: object) -> Markup:
    """On the agreements page: where the working agreement stands, and the way to it."""
    found = vars(request)
    room, seat = found["room"], found["seat"]
    if not has_place(room):
        return Markup("")
    one = charter_of(room, found["rooms"])
    stands = standings([one.agreement], room)[one.id] if one else None
    if seat.party_id is None and (stands is None or stands.agreed_version is None):
        return Markup("")
    context = {
        "stands": stands,
        "limits": terms(room.partnership_id, now()),
        "may_draft": seat.party_id and granted(seat.kind, Permission.AGREEMENT_DRAFT),
    }
    return Markup(render_to_string("charter/_hub.html", context, request=request))  # noqa: S704  # a template that escapes


def overview(request: HttpRequest, _about: object) -> Markup:
    """On the overview, while nothing is signed: say so, and lead there."""
    found = vars(request)
    room, seat = found["room"], found["seat"]
    if not has_place(room) or seat.party_id is None:
        return Markup("")
    if terms(room.partnership_id, now()).signed:
        return Markup("")
    context = {"one": charter_of(room, found["rooms"])}
    return Markup(render_to_string("charter/_overview.html", context, request=request))  # noqa: S704  # a template that escapes


SLOTS = (
    Slot(place="agreements.hub", render=hub),
    Slot(place="overview.board", render=overview),
)
