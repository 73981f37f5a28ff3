"""Answers when something cannot be shown: the same for absent, foreign and forbidden."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, equal in words and size whatever the reason."""
    # The same bytes for everybody: no name, no form with a token, nothing of a table.
    vars(request)["plain_page"] = True
    return render(request, "pages/nothing_here.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for what Django refuses by itself."""
    return render(request, "pages/not_allowed.html", status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: what was typed is still in the browser."""
    return render(request, "pages/forged.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: something of ours broke; nothing was half done."""
    return render(request, "pages/broken.html", status=500)
