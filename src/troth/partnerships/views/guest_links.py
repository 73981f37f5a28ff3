"""Personal links: making one, taking it back, and the page behind it."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.foundation.access.door import needs, open_to_all
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.partnerships.actions.guest_links import Visit, make_link, open_link, revoke_link
from troth.partnerships.addresses import address, here
from troth.partnerships.forms.fields import end_of
from troth.partnerships.forms.people import GuestLinkForm, room_choices
from troth.partnerships.letters import path_of_link, post_link
from troth.partnerships.models import GuestLink, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.guest_links import link_behind, link_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NoInvitation, NotPossible
from troth.partnerships.views.answers import LOOK_AGAIN, put_beside, say_no
from troth.people.actions.limits import refund, spend
from troth.people.entry import sign_in
from troth.people.refusals import slow_down
from troth.people.rules.limits import LINKS_FROM

INVITE = needs(Permission.PARTNERSHIP_INVITE)


@INVITE
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Make a link for somebody by name, and show it this one time."""
    form = GuestLinkForm(posted(request), rooms=room_choices(rooms_of(request.seat)))
    status = LOOK_AGAIN if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = make_link(visit_in(form, request), by=request.seat)
        except NotPossible as refused:
            status = put_beside(form, refused)
        else:
            shown = settings.BASE_URL + path_of_link(made)
            context = {"link": made.link, "shown": shown, "mailed": post_link(made)}
            return render(request, "partnerships/guest_link_made.html", context)
    return render(request, "partnerships/guest_link.html", {"form": form}, status=status)


def visit_in(form: GuestLinkForm, request: MemberRequest) -> Visit:
    """What the form asks for; a last day is whole where the inviter is."""
    said: dict[str, Any] = dict(form.cleaned_data)
    return Visit(
        name=said["name"],
        role=Role(said["role"]),
        room=Ulid(said["room"]),
        until=end_of(said["until"], request.person.zone),
        email=said["email"],
        word=said["word"],
    )


@INVITE
@require_POST
def take_back(request: MemberRequest, key: str) -> HttpResponse:
    """Let a link open nothing any more."""
    back = here(request, "people")
    found = link_of(request.seat, key)
    if found is None:
        raise Http404
    try:
        revoke_link(found, by=request.seat)
    except NotPossible as refused:
        return say_no(request, refused, back=back)
    messages.success(
        request, _("The link of %(who)s opens nothing any more.") % {"who": found.name}
    )
    return redirect(back)


@open_to_all("whoever holds the personal link is the guest it names")
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the link opens; only pressing the button opens it, so programs that look at mail change nothing."""
    place = get_adapter(request).get_client_ip(request)
    if not spend(LINKS_FROM, place):
        return slow_down(request)
    try:
        found = link_behind(token, now())
        # A right link was no guess.
        refund(LINKS_FROM, place)
        if request.method == "POST":
            return enter(request, open_link(token))
    except NoInvitation:
        return gone(request)
    if found.seat and found.seat.person == getattr(request, "person", None):
        return at_talk(found.seat)
    return unlisted(render(request, "partnerships/visit.html", about(request, found, token)))


def unlisted(answer: HttpResponse) -> HttpResponse:
    """Nothing that a search engine should keep, wherever somebody puts the link."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def about(request: HttpRequest, found: GuestLink, token: str) -> dict[str, object]:
    """What the page behind the link says."""
    (room,) = room_choices([found.room])
    return {
        "link": found,
        "room": room[1],
        "token": token,
        "instead_of": getattr(request, "person", None),
        "run_by": settings.HOST_NAME,
    }


def enter(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Make this browser the guest's, for as long as the visit lasts at most."""
    if seat.person != getattr(request, "person", None):
        sign_in(request, seat.person)
    left = (seat.until - now()).total_seconds() if seat.until else settings.SESSION_COOKIE_AGE
    request.session.set_expiry(max(1, min(int(left), settings.SESSION_COOKIE_AGE)))
    return at_talk(seat)


def at_talk(seat: Seat) -> HttpResponse:
    """To the talk of the one room. Raises `NoInvitation` where there is none any more."""
    listed = seat.listed_rooms.first()
    if listed is None:
        raise NoInvitation
    return redirect(address("talk", partnership=seat.partnership, room=listed))


def gone(request: HttpRequest) -> HttpResponse:
    """Wrong, taken back, run out: one page without details."""
    answer = render(request, "partnerships/guest_link_gone.html", status=404)
    # Django would write the address into its log, and the address is the token.
    vars(answer)["_has_been_logged"] = True
    return unlisted(answer)
