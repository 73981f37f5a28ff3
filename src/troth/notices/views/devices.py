"""Notifications in the browser: its script, choosing them, and stopping them."""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import open_to_all, signed_in
from troth.foundation.web import apps
from troth.notices.actions.devices import MOST_DEVICES, TooMany, show_on, stop_on
from troth.notices.forms import DeviceForm
from troth.notices.views.letters import form_for, page
from troth.partnerships.requests import PersonRequest

SCRIPT: Final = Path(apps.__file__).parent / "static/troth/notifier.js"


def only_where_it_is_on() -> None:
    """Anywhere else these addresses do not exist. Raises Http404."""
    if not settings.WEB_PUSH:
        raise Http404


@open_to_all("the script that shows notifications holds nothing of anybody")
@require_safe
def notifier(request: HttpRequest) -> HttpResponse:
    """The script that a browser keeps to show notifications; it stands at the root, so that it may open any page."""
    only_where_it_is_on()
    if not SCRIPT.is_file():
        raise Http404
    return HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")


@signed_in
@require_POST
def add(request: PersonRequest) -> HttpResponse:
    """Let the browser in hand show notifications."""
    only_where_it_is_on()
    form = DeviceForm(request.POST)
    wrong = "" if form.is_valid() else _("This browser gave no address to send to. Try once more.")
    try:
        if not wrong:
            show_on(
                request.person, form.cleaned_data, session_key=request.session.session_key or ""
            )
    except TooMany:
        wrong = _("Notifications show on %(most)s devices already. Stop one first.")
        wrong %= {"most": MOST_DEVICES}
    if wrong:
        return page(request, form_for(request, posted_here=False), wrong=wrong)
    messages.success(request, _("Notifications show here from now on."))
    return redirect("letters")


@signed_in
@require_POST
def stop(request: PersonRequest, pk: str) -> HttpResponse:
    """Show no more of them there."""
    only_where_it_is_on()
    if not stop_on(request.person, pk):
        raise Http404
    messages.success(request, _("No notifications show there any more."))
    return redirect("letters")
