"""An organisation's own page: its people and its tables. Nobody else sees it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import signed_in
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.organisations.actions import decide_for
from troth.organisations.models import Membership
from troth.organisations.queries import belongs_to, member_of, members_of
from troth.organisations.rules import LastAdmin, NotAMember
from troth.partnerships.actions.belonging import leave_organisation
from troth.partnerships.models import Seat
from troth.partnerships.queries.tables import tables_of
from troth.partnerships.requests import PersonRequest
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.views.answers import say_no
from troth.partnerships.working import works_words
from troth.people.models import Person


def own(request: PersonRequest, slug: str, *, admin: bool = False) -> Membership:
    """The asking person's membership. Raises Http404 for everybody else."""
    membership = belongs_to(request.person, slug)
    if membership is None or (admin and not membership.admin):
        raise Http404
    return membership


def colleague(membership: Membership, key: str) -> Person:
    """Somebody who belongs to the same organisation. Raises Http404 for others."""
    found = member_of(membership.organisation, Ulid(key))
    if found is None:
        raise Http404
    return found.person


@signed_in
@require_safe
def organisation(request: PersonRequest, slug: str) -> HttpResponse:
    """Who belongs to it and where it sits."""
    mine = own(request, slug)
    house = mine.organisation
    context = {"organisation": house, "mine": mine, "members": members_of(house)}
    context["works"] = works_words(house)
    own_seats = Seat.objects.taken(now()).filter(person=request.person)
    context |= {
        "places": tables_of(house),
        "sits_at": set(own_seats.values_list("partnership_id", flat=True)),
    }
    return render(request, "partnerships/organisation.html", context)


@signed_in
@require_POST
def deciding(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Let a member decide for the organisation, or no longer."""
    mine = own(request, slug, admin=True)
    person = colleague(mine, key)
    try:
        decide_for(mine.organisation, person, admin=request.POST.get("admin") == "yes")
    except (LastAdmin, NotAMember):
        name = mine.organisation.name
        refused = NotPossible(Reason.LAST_ORGANISATION_ADMIN, who=person.name, organisation=name)
        return say_no(request, refused, back=request.path)
    return redirect("organisation", slug=slug)


@signed_in
@require_POST
def let_go(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Let a member go: every seat held for the organisation ends."""
    mine = own(request, slug, admin=True)
    person = colleague(mine, key)
    return gone(request, mine, person)


@signed_in
@require_POST
def leave(request: PersonRequest, slug: str) -> HttpResponse:
    """Leave the organisation oneself."""
    return gone(request, own(request, slug), request.person)


def gone(request: PersonRequest, mine: Membership, person: Person) -> HttpResponse:
    """End it, and say what that meant."""
    house = mine.organisation
    try:
        leave_organisation(house, person, by=request.person)
    except NotPossible as refused:
        return say_no(request, refused, back=f"/organisations/{house.slug}/")
    words = _("%(who)s no longer belongs to %(organisation)s. What was agreed stays.")
    messages.success(request, words % {"who": person.name, "organisation": house.name})
    if person == request.person:
        return redirect("waiting")
    return redirect("organisation", slug=house.slug)
