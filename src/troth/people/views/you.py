"""A person's own pages: what they say about themselves, and where they are signed in."""

from copy import copy

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.foundation.access.door import signed_in
from troth.foundation.web.forms import posted
from troth.people.actions.people import change_profile
from troth.people.actions.sessions import end_session, end_sessions
from troth.people.forms.profile import ProfileForm
from troth.people.queries.people import signed_in_browsers
from troth.people.views.own import OwnRequest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: OwnRequest) -> HttpResponse:
    """Profile, looks, working hours and mail, in one form."""
    # The form writes into what it is given, also where it then refuses; the page itself must not change.
    form = ProfileForm(posted(request), instance=copy(request.person))
    if request.method == "POST" and form.is_valid():
        change_profile(request.person, form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("you")
    return render(request, "people/you.html", {"form": form}, status=422 if form.is_bound else 200)


@signed_in
@require_safe
def sessions(request: OwnRequest) -> HttpResponse:
    """Every browser in which this person is signed in."""
    browsers = signed_in_browsers(request.person, key=request.session.session_key or "")
    return render(request, "people/sessions.html", {"browsers": browsers})


@require_POST
@signed_in
def end_one(request: OwnRequest, session_id: str) -> HttpResponse:
    """Sign one browser out."""
    if not end_session(request.person, session_id):
        raise Http404
    messages.success(request, _("That browser is signed out."))
    return redirect("you.sessions")


@require_POST
@signed_in
def end_others(request: OwnRequest) -> HttpResponse:
    """Sign out every browser but this one."""
    end_sessions(request.person, except_key=request.session.session_key)
    messages.success(request, _("Every other browser is signed out."))
    return redirect("you.sessions")
