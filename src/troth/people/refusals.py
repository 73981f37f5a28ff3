"""Answers when coming in has to wait."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def slow_down(request: HttpRequest) -> HttpResponse:
    """429 with words and a time; the same whoever asks about whomever."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "900"
    return response


def mail_is_down(request: HttpRequest) -> HttpResponse:
    """503: the code could not be sent, so there is nothing to type."""
    response = render(request, "people/mail_is_down.html", status=503)
    response["Retry-After"] = "60"
    return response
