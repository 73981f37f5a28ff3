"""The same form sent twice has one effect: the key in the form becomes part of the record's transaction."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from troth.foundation.kernel.ulid import is_ulid
from troth.foundation.web.forms import ONCE
from troth.ledger.once import AlreadyDone, keep_location, once


class Once:
    """Hold the form's key while the view runs, and answer a repetition with the first answer's place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run the view with the key in hand."""
        key = request.POST.get(ONCE, "") if request.method == "POST" else ""
        if not is_ulid(key):
            return self.get_response(request)
        with once(key):
            response = self.get_response(request)
        if response.has_header("Location"):
            keep_location(key, response["Location"])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show where the first sending led."""
        if isinstance(error, AlreadyDone):
            return HttpResponseRedirect(error.location or request.headers.get("Referer") or "/")
        return None
