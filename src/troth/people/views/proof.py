"""Showing by a code from a mail that it is still the same person."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import signed_in
from troth.people.forms.entrance import ProofCode
from troth.people.views.own import OwnRequest

SENT = "proof"


def sent_code(request: HttpRequest) -> str:
    """The code that was sent within ten minutes, or nothing."""
    sent: dict[str, Any] = request.session.get(SENT) or {}
    fresh = time.time() - sent.get("at", 0.0) < settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    return str(sent.get("code", "")) if fresh else ""


def send_code(request: OwnRequest) -> None:
    """Send a fresh code to the person's address."""
    code = get_adapter(request).generate_login_code()
    get_adapter(request).send_mail("people/proof_code", request.person.email, {"code": code})
    request.session[SENT] = {"code": code, "at": time.time()}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def prove_by_code(request: OwnRequest) -> HttpResponse:
    """Offer to send a code, then ask for it, then go back to where it was needed."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    if not any(way["id"] == "code" for way in ways):
        return HttpResponseRedirect(ways[0]["url"])
    if "send" in request.POST:
        send_code(request)
    code = sent_code(request)
    typed = request.POST if "code" in request.POST else None
    form = ProofCode(typed, code=code) if code else None
    if form is not None and form.is_valid():
        del request.session[SENT]
        record_authentication(request, request.user, method="code", reauthenticated=True)
        return HttpResponseRedirect(get_next_redirect_url(request) or "/you/")
    return render(request, "people/prove_by_code.html", {"form": form, "ways": ways})
