"""Fresh proof: what matters asks once more who it is, unless that was shown in the last ten minutes."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]


def is_fresh(request: HttpRequest) -> bool:
    """Whether this browser showed within the last ten minutes who sits at it."""
    shown = [record.get("at", 0.0) for record in get_authentication_records(request, request.user)]
    return bool(shown) and time.time() - max(shown) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def fresh_proof(view: View) -> View:
    """Let only those pass who have just shown who they are; stands below `signed_in` or `needs`."""

    @wraps(view)
    def guarded(request: HttpRequest, **address: Any) -> HttpResponseBase:
        return view(request, **address) if is_fresh(request) else ask_for_proof(request)

    vars(guarded)["wants_proof"] = True  # read by the access matrix
    return guarded


def ask_for_proof(request: HttpRequest) -> HttpResponse:
    """To the best way of proving it that this person has, and back to the page afterwards."""
    back = request.get_full_path() if request.method == "GET" else request.path
    if request.method != "GET":
        messages.info(
            request, _("Nothing was changed yet. Show that it is you, then do it once more.")
        )
    url = f"{get_adapter().get_reauthentication_methods(request.user)[0]['url']}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
