"""Who runs this server and what that means; and every component in every state."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.foundation.access.door import open_to_all
from troth.foundation.web.workshop import shown


@open_to_all("says who runs the server, which everybody may know")
@require_safe
def server(request: HttpRequest) -> HttpResponse:
    """Who runs this server, what they can see, and what they cannot change unnoticed."""
    leaves = {"translates": bool(settings.TRANSLATE_URL), "notifies": settings.WEB_PUSH}
    context = {"run_by": settings.HOST_NAME, **leaves}
    return render(request, "pages/server.html", context)


@open_to_all("shows components with made-up content")
@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """All components in all states."""
    vars(request)["plain_page"] = True
    return render(request, "web/design.html", shown())
