"""The same form sent twice has one effect: its key becomes part of the record's transaction."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from troth.foundation.kernel.ulid import is_ulid
from troth.foundation.web.forms import ONCE
from troth.foundation.web.hooks import is_hook
from troth.ledger.once import AlreadyDone, once

Answer = Callable[[HttpRequest], HttpResponse]


def lead_to(request: HttpRequest, done: AlreadyDone) -> HttpResponse:
    """Answer a repetition with the place where the first answer led."""
    location = done.location or request.headers.get("Referer") or "/"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": location})
    return HttpResponseRedirect(location)


class Once:
    """Hold the form's key while the view runs, and lead a repetition to the first answer's place."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run the view with the key in hand."""
        ours = request.method == "POST" and not is_hook(request)
        key = request.POST.get(ONCE, "") if ours else ""
        if not is_ulid(key):
            return self.get_response(request)
        person = getattr(request, "person", None)
        with once(key, person.pk if person else "") as turn:
            done = turn.earlier()
            response = lead_to(request, done) if done else self.get_response(request)
            # Two sendings at once: the slower one may have been refused by what the faster one did.
            if response.status_code >= 400:
                done = turn.earlier()
                return lead_to(request, done) if done else response
            turn.keep(response.headers.get("Location", ""))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Lead to where the first sending led."""
        return lead_to(request, error) if isinstance(error, AlreadyDone) else None
