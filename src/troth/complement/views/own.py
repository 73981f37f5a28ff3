"""What an organisation says of itself: written by its own people, on its own page."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.complement.forms import StrengthForm
from troth.foundation.access.door import signed_in
from troth.foundation.web.forms import goes_on_from, posted
from troth.organisations.actions import restate, state, unsay
from troth.organisations.models import Organisation, StrengthStatement
from troth.organisations.queries import belongs_to, strength_of, written
from troth.organisations.rules import MOST_STRENGTHS, ChangedMeanwhile, TooManyStrengths
from troth.partnerships.models import Party
from troth.partnerships.queries.tables import tables_of
from troth.partnerships.requests import PersonRequest
from troth.partnerships.sentences import OVERTAKEN

METHODS = ["GET", "HEAD", "POST"]
TOO_MANY = _("%(n)s statements are the most that others can still read. Take one off first.")


def own_house(request: PersonRequest, slug: str) -> Organisation:
    """The organisation, for its own people. Raises Http404 for everybody else."""
    membership = belongs_to(request.person, slug)
    if membership is None:
        raise Http404
    return membership.organisation


def places_of(house: Organisation) -> list[Party]:
    """The tables at which it sits, or is asked to."""
    return [place for place in tables_of(house) if place.standing in {"joined", "invited"}]


def one_or_404(house: Organisation, key: str) -> StrengthStatement:
    """One of its statements. Raises Http404."""
    found = strength_of(house, key)
    if found is None:
        raise Http404
    return found


@signed_in
@require_http_methods(METHODS)
def new(request: PersonRequest, slug: str) -> HttpResponse:
    """Say one more thing."""
    house = own_house(request, slug)
    kind = request.GET.get("kind")
    initial = {"kind": kind if kind in {"good", "weak", "needs"} else "good", "shown": "all"}
    form = StrengthForm(posted(request), places=places_of(house), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            state(house, form.strength(), by=request.person)
        except TooManyStrengths:
            form.add_error(None, TOO_MANY % {"n": MOST_STRENGTHS})
        else:
            return redirect(f"/organisations/{house.slug}/#strengths")
    context = {"form": form, "organisation": house, "one": None}
    return render(
        request, "complement/strength.html", context, status=422 if form.is_bound else 200
    )


@signed_in
@require_http_methods(METHODS)
def edit(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Say it in other words, or to others."""
    house = own_house(request, slug)
    one = one_or_404(house, key)
    form = StrengthForm(posted(request), places=places_of(house), one=one)
    status, theirs = 422 if form.is_bound else 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            restate(one, form.strength(), by=request.person, seen=form.cleaned_data["seen"])
        except ChangedMeanwhile:
            one = one_or_404(house, key)
            form.add_error(None, OVERTAKEN)
            goes_on_from(form, written(one))
            status, theirs = 409, as_said(one)
        else:
            return redirect(f"/organisations/{house.slug}/#strengths")
    context = {"form": form, "organisation": house, "one": one, "theirs": theirs}
    return render(request, "complement/strength.html", context, status=status)


def as_said(one: StrengthStatement) -> str:
    """What a colleague wrote, as the form's fields in their order."""
    lines = (one.get_kind_display(), one.words, one.examples, ", ".join(one.tags))
    return "\n".join(str(line) for line in lines if line)


@signed_in
@require_POST
def remove(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Take it off: no table reads it from now on."""
    house = own_house(request, slug)
    unsay(one_or_404(house, key))
    return redirect(f"/organisations/{house.slug}/#strengths")
