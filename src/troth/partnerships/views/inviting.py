"""Asking colleagues and guests in, and what was sent and not answered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.partnerships.actions import inviting, places
from troth.partnerships.actions.tokens import Invited
from troth.partnerships.addresses import here
from troth.partnerships.forms.fields import end_of
from troth.partnerships.forms.people import AskAgainForm, ColleagueForm, GuestForm, room_choices
from troth.partnerships.models import Invitation, Party
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.invitations import invitation_of, unanswered_of
from troth.partnerships.queries.tables import places_free
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NoInvitation, NotPossible
from troth.partnerships.views.answers import LOOK_AGAIN, put_beside, say_no, send_letters

INVITE = needs(Permission.PARTNERSHIP_INVITE)
WRITE = require_http_methods(["GET", "HEAD", "POST"])


@INVITE
@require_safe
def invitations(request: MemberRequest) -> HttpResponse:
    """What one's own side has sent and nobody has answered."""
    context = {"sent": unanswered_of(request.seat), "now": now()}
    return render(request, "partnerships/invitations.html", context)


@INVITE
@WRITE
def colleague(request: MemberRequest) -> HttpResponse:
    """Ask somebody to sit here for one's own organisation."""
    form = ColleagueForm(posted(request))
    status = LOOK_AGAIN if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            invited = inviting.invite_colleague(said.pop("email"), by=request.seat, **said)
            return sent(request, invited)
        except NotPossible as refused:
            status = put_beside(form, refused)
    return render(request, "partnerships/colleague.html", {"form": form}, status=status)


@INVITE
@WRITE
def guest(request: MemberRequest) -> HttpResponse:
    """Ask somebody to be a guest in some rooms until some day."""
    rooms = room_choices(rooms_of(request.seat))
    form = GuestForm(posted(request), rooms=rooms, initial=word_for(request))
    status = LOOK_AGAIN if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            return sent(request, inviting.invite_guest(by=request.seat, **said_of(form, request)))
        except NotPossible as refused:
            status = put_beside(form, refused)
    context = {"form": form, "audience": audience_of(request.room)}
    return render(request, "partnerships/guest.html", context, status=status)


def word_for(request: MemberRequest) -> dict[str, str]:
    """The word with an invitation, where a page that leads here has begun it; whoever invites goes on from there."""
    word = request.GET.get("word", "").replace("\x00", "")
    return {"word": word[:1000]} if word else {}


def said_of(form: GuestForm, request: MemberRequest) -> dict[str, Any]:
    """The form's words under the names of the action; a last day is whole where the inviter is."""
    said = form.cleaned_data
    return said | {
        "role": Role(said["role"]),
        "rooms": [Ulid(room) for room in said["rooms"]],
        "until": end_of(said["until"], request.person.zone),
    }


def sent(request: MemberRequest, invited: Invited) -> HttpResponse:
    """Post the letter, then show what is on its way."""
    words = _("The invitation to %(who)s is on its way.") % {"who": invited.invitation.email}
    return send_letters(request, [invited], back=here(request, "people.invitations"), words=words)


def found(request: MemberRequest, key: str) -> Invitation:
    """An invitation one's own side has sent. Raises Http404 for others."""
    invitation = invitation_of(request.seat, key)
    if invitation is None:
        raise Http404
    return invitation


@INVITE
@require_POST
def renew(request: MemberRequest, key: str) -> HttpResponse:
    """Send it again; the first letter opens nothing any more."""
    invitation = found(request, key)
    try:
        return sent(request, inviting.renew(invitation, by=request.seat))
    except NotPossible as refused:
        return say_no(request, refused, back=here(request, "people.invitations"))


@INVITE
@require_POST
def cancel(request: MemberRequest, key: str) -> HttpResponse:
    """Take it back."""
    invitation = found(request, key)
    back = here(request, "people.invitations")
    try:
        inviting.cancel(invitation, by=request.seat)
    except NotPossible as refused:
        return say_no(request, refused, back=back)
    except NoInvitation:
        raise Http404 from None
    messages.success(
        request, _("The invitation to %(who)s opens nothing any more.") % {"who": invitation.email}
    )
    return redirect(back)


def found_place(request: MemberRequest, key: str) -> Party:
    """A place that nobody has taken. Raises Http404 where there is none."""
    place = next((one for one in places_free(request.seat) if one.id == key), None)
    if place is None:
        raise Http404
    return place


@INVITE
@WRITE
def ask_again(request: MemberRequest, key: str) -> HttpResponse:
    """Ask somebody else, or at another address, to take a place."""
    place = found_place(request, key)
    form = AskAgainForm(posted(request))
    status = LOOK_AGAIN if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            return sent(
                request, places.ask_again(place, form.cleaned_data["email"], by=request.seat)
            )
        except NotPossible as refused:
            status = put_beside(form, refused)
    return render(
        request, "partnerships/ask_again.html", {"form": form, "place": place}, status=status
    )


@INVITE
@WRITE
def take_away(request: MemberRequest, key: str) -> HttpResponse:
    """Go on without an organisation that has not sat down."""
    place = found_place(request, key)
    if request.method != "POST":
        return render(request, "partnerships/take_away.html", {"place": place})
    try:
        places.take_place_away(place, by=request.seat)
    except NotPossible as refused:
        return say_no(request, refused, back=here(request, "people"))
    messages.success(request, _("You go on without %(who)s.") % {"who": place.name})
    return redirect("people", slug=request.partnership.slug, where="shared")
