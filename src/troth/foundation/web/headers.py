"""Headers of every answer: private pages are kept by nobody, bodies have a limit."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from troth.foundation.kernel.numbers import whole_number

PERMISSIONS = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
# The largest body any form takes; files beyond it belong to the command line.
BODY_LIMIT = 256 * 1024 * 1024
# Our front gathers so much before it asks web; more than that could arrive so slowly that nobody else is answered.
STRANGERS_LIMIT = 256 * 1024


class Headers:
    """Outermost of our own: sets what no view may forget."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse too large bodies before reading them, and mark the answer as private."""
        if not fits(request, BODY_LIMIT):
            return too_large()
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def fits(request: HttpRequest, limit: int) -> bool:
    """Whether the body that is announced is within the limit; none of it has been read."""
    return whole_number(request.META.get("CONTENT_LENGTH") or "0", otherwise=limit + 1) <= limit


def too_large() -> HttpResponse:
    """Plain words for a body beyond the limit."""
    words = _(
        "This is larger than %(size)s MB, so nothing of it was kept. "
        "Larger files go in by the command line."
    )
    return plain(words % {"size": BODY_LIMIT // 1024**2})


def too_large_from_strangers() -> HttpResponse:
    """The same for somebody who is not signed in, and has no form that needs so much."""
    words = _("This is more than anybody can send before coming in. Nothing of it was kept.")
    return plain(words)


def plain(words: str) -> HttpResponse:
    """A body that is too large is answered without a page."""
    return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
