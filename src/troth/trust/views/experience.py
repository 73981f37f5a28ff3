"""Saying openly how one's side experiences another, and itself: one page, saved together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import goes_on_from, posted
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.present import others, seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.sentences import why_not
from troth.trust.actions import experiencing
from troth.trust.clasp.words import heading
from troth.trust.experience_words import ASKED
from troth.trust.forms import THEM, US, ExperienceForm
from troth.trust.models import Experience
from troth.trust.queries.experiences import experiences, said_by, seen_of
from troth.trust.rules.hands import Dimension


@dataclass(frozen=True)
class Asked:
    """One dimension of the form: what it is called, what it asks, and a row for each side it is about."""

    name: str
    words: str
    rows: Sequence[tuple[Party, BoundField, BoundField]]


@needs(Permission.TRUST_SAY)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: MemberRequest) -> HttpResponse:
    """Say it, change it, or leave a figure empty to withdraw it."""
    sides = sides_of(request)
    form = form_of(request, sides)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            told(request, form)
        except NotPossible as refused:
            form.add_error(None, why_not(refused))
            goes_on_from(form, seen_of(said_by(request.room, sides[US]).values()))
            status = 403 if refused.is_for_others else 409
        else:
            return redirect(place(request, sides))
    return render(request, "trust/say.html", context_of(request, form), status=status)


def sides_of(request: MemberRequest) -> dict[str, Party]:
    """The other side that was chosen, or the first by name, and one's own. Raises Http404."""
    own = request.seat.party
    if request.room.kind != RoomKind.SHARED or own is None:
        raise Http404
    found: dict[str, Party] = {party.id: party for party in others(request)}
    asked = request.GET.get("about", "")
    if asked and asked not in found:
        raise Http404
    them = found.get(asked) or next(iter(found.values()), None)
    return {THEM: them, US: own} if them else {US: own}


def form_of(request: MemberRequest, sides: Mapping[str, Party]) -> ExperienceForm:
    """The form, with what one's side has said already."""
    stands = said_by(request.room, sides[US])
    initial = {"seen": seen_of(stands.values())}
    return ExperienceForm(posted(request), sides=sides, stands=stands, initial=initial)


def told(request: MemberRequest, form: ExperienceForm) -> None:
    """Say what was written, and say what came of it. Raises `NotPossible`."""
    changed = experiencing.say(
        form.lines(), room=request.room, by=request.seat, seen=form.cleaned_data["seen"]
    )
    words = (
        _("Saved. Everybody at the table can read it.") if changed else _("Nothing was changed.")
    )
    messages.success(request, words)


def place(request: MemberRequest, sides: Mapping[str, Party]) -> str:
    """The same page, about the same side."""
    address = here(request, "trust.say")
    several = len(seated(request)) > 2
    return f"{address}?about={sides[THEM].id}" if several and THEM in sides else address


def context_of(request: MemberRequest, form: ExperienceForm) -> dict[str, object]:
    """What the page shows: the form by dimension, and what everybody has said."""
    return {
        "form": form,
        "asked": asked_of(form),
        "them": form.sides.get(THEM),
        "us": form.sides[US],
        "others": others(request),
        "action": place(request, form.sides),
        "said": by_direction(experiences(request.room), own=form.sides[US].id),
        "audience": audience_of(request.room),
    }


def asked_of(form: ExperienceForm) -> list[Asked]:
    """The form's fields by dimension."""
    cells = list(form.cells())
    return [
        Asked(
            heading(dimension),
            str(ASKED[dimension]),
            [
                (side, form[f"{name}-figure"], form[f"{name}-words"])
                for name, side, of in cells
                if of is dimension
            ],
        )
        for dimension in Dimension
    ]


def by_direction(
    rows: Sequence[Experience], *, own: str
) -> list[tuple[Party, Party, list[tuple[str, Experience]]]]:
    """What stands, by who says it and of whom, one's own side first; each in the order of the dimensions."""
    order = {dimension.value: place for place, dimension in enumerate(Dimension)}
    found: dict[tuple[str, str], list[Experience]] = {}
    for one in sorted(rows, key=lambda row: order[row.dimension]):
        found.setdefault((one.saying_party_id, one.about_id), []).append(one)
    directions = [
        (
            group[0].saying_party,
            group[0].about,
            [(heading(Dimension(one.dimension)), one) for one in group],
        )
        for group in found.values()
    ]
    return sorted(
        directions,
        key=lambda one: (one[0].id == one[1].id, one[0].id != own, one[0].name, one[1].name),
    )
