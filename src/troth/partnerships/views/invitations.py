"""The page behind an invitation's link: who invites whom to what, and what accepting means."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from troth.foundation.access.door import open_to_all
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.partnerships.actions.arriving import accept, decline
from troth.partnerships.addresses import address
from troth.partnerships.forms.founding import AcceptForm, DeclineForm
from troth.partnerships.forms.people import room_choices
from troth.partnerships.letters import mail_leaves
from troth.partnerships.models import Invitation, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.invitations import invitation_behind, sits_by
from troth.partnerships.queries.tables import founders_of
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.refusals import NoInvitation, NotPossible
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.sentences import rule_words
from troth.partnerships.views.answers import LOOK_AGAIN, put_beside
from troth.people.entry import expect
from troth.people.models import Person
from troth.people.zones import all_zones

OPEN = open_to_all("whoever holds the link may read what it invites to")


def gone(request: HttpRequest) -> HttpResponse:
    """Wrong, used, cancelled, run out: one page without details."""
    answer = render(request, "partnerships/invitation_gone.html", status=404)
    # Django would write the address into its log, and the address is the token.
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return answer


def asker(request: HttpRequest) -> Person | None:
    """Who is signed in, if anybody; a personal link is no sign-in to accept anything with."""
    person: Person | None = getattr(request, "person", None)
    return None if person and person.comes_by_link else person


@OPEN
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Read it, and accept it."""
    person = asker(request)
    try:
        found = invitation_behind(token, now())
        form = form_for(request, found)
        status = LOOK_AGAIN if form and form.is_bound else 200
        if form and person and form.is_valid():
            return at_table(accepted(form, token, person))
    except NoInvitation:
        seat = sits_by(token, person, now()) if person else None
        return at_table(seat) if seat else gone(request)
    except NotPossible as refused:
        status = put_beside(form, refused) if form else LOOK_AGAIN
    return shown(request, found, token, form=form, status=status)


def form_for(request: HttpRequest, found: Invitation) -> AcceptForm | None:
    """What somebody signed in has to say for accepting."""
    person = asker(request)
    if person is None:
        return None
    return AcceptForm(
        posted(request),
        person=person,
        speaks=found.speaks_for_party,
        written_to=found.email,
        suggested=found.party.name if found.party else "",
    )


def accepted(form: AcceptForm, token: str, person: Person) -> Seat:
    """Take the seat."""
    house = form.chosen() if form.speaks else None
    return accept(token, by=person, house=house, other_address=form.asks)


def at_table(seat: Seat) -> HttpResponse:
    """To the first room this seat may enter."""
    rooms = sorted(rooms_of(seat), key=lambda room: room.kind != RoomKind.SHARED)
    if not rooms:
        return redirect("waiting")
    return redirect(address("overview", partnership=seat.partnership, room=rooms[0]))


def shown(
    request: HttpRequest, found: Invitation, token: str, *, form: AcceptForm | None, status: int
) -> HttpResponse:
    """The invitation's page."""
    context = {"invitation": found, "form": form, "token": token} | {
        "founders": founders_of(found.partnership),
        "rooms": room_choices(found.rooms.order_by("pk")),
        "rule": rule_words(terms(found.partnership_id, now()).consent_rule),
        "zones": all_zones(),
        "may_sign_up": settings.SIGNUP == "open" or is_shown_by_mail(found),
        "run_by": settings.HOST_NAME,
        "come_in": f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}",
    }
    return render(request, "partnerships/invitation.html", context, status=status)


def is_shown_by_mail(found: Invitation) -> bool:
    """Whether holding the link shows that one reads the invited mailbox.

    Where the letter could not leave, its inviter has seen the link too. A server that sends no mail
    at all has no better way of letting people in.
    """
    return found.mailed_at is not None or not mail_leaves()


@OPEN
@require_POST
def sign_up(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody new make a sign-in with the invited address."""
    try:
        found = invitation_behind(token, now())
    except NoInvitation:
        return gone(request)
    if is_shown_by_mail(found):
        expect(request, found.email)
    back = reverse("invitation", kwargs={"token": token})
    return redirect(f"{reverse('account_signup')}?{urlencode({'next': back})}")


@OPEN
@require_http_methods(["GET", "HEAD", "POST"])
def say_no(request: HttpRequest, token: str) -> HttpResponse:
    """Decline, with a word or without."""
    form = DeclineForm(posted(request))
    try:
        found = invitation_behind(token, now())
        if request.method == "POST" and form.is_valid():
            decline(token, by=asker(request), reason=form.cleaned_data["reason"])
            return render(request, "partnerships/declined.html", {"invitation": found})
    except NoInvitation:
        return gone(request)
    context = {"invitation": found, "form": form, "token": token}
    return render(request, "partnerships/decline.html", context)
