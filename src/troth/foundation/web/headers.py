"""Headers of every answer: private pages are kept by nobody, bodies have a limit."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
# The largest body any form takes; files beyond it belong to the command line.
BODY_LIMIT = 256 * 1024 * 1024


class Headers:
    """Outermost of our own: sets what no view may forget."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse too large bodies before reading them, and mark the answer as private."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > BODY_LIMIT:
            return too_large()
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def too_large() -> HttpResponse:
    """Plain words for a body beyond the limit."""
    megabytes = BODY_LIMIT // (1024 * 1024)
    words = f"This is larger than {megabytes} MB, so nothing of it was kept. Larger files go in by the command line."
    return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
