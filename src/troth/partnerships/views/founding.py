"""Proposing a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import signed_in
from troth.foundation.web.forms import posted
from troth.partnerships.actions.founding import Proposed, propose
from troth.partnerships.addresses import address
from troth.partnerships.forms.founding import MOST_FOUNDERS, ProposeForm
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.requests import PersonRequest
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.views.answers import LOOK_AGAIN, put_beside, send_letters
from troth.people.zones import all_zones


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """One name, one purpose, the first partner; `more` makes room for another one."""
    form = ProposeForm(posted(request), person=request.person)
    if "more" in request.POST:
        return shown(request, form.longer())
    status = LOOK_AGAIN if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            proposed = propose(form.proposal(), by=request.person, house=form.chosen())
            return laid(request, proposed)
        except NotPossible as refused:
            status = put_beside(form, refused)
    return shown(request, form, status=status)


def shown(request: PersonRequest, form: ProposeForm, *, status: int = 200) -> HttpResponse:
    """The form, with the zones a browser completes from."""
    context = {"form": form, "zones": all_zones(), "more": form.count < MOST_FOUNDERS}
    return render(request, "partnerships/new.html", context, status=status)


def laid(request: PersonRequest, proposed: Proposed) -> HttpResponse:
    """After proposing: the letters go out, and the proposer comes to the table."""
    seat = proposed.seat
    back = address("people", partnership=seat.partnership, room=rooms_of(seat)[0])
    words = _("Your invitation is on its way. Nothing is shared until everybody has accepted.")
    return send_letters(request, proposed.invited, back=back, words=words)
