"""Headers that no answer forgets, and bodies that are refused before they are read."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from troth.foundation.web.headers import (
    BODY_LIMIT,
    Headers,
    fits,
    too_large,
    too_large_from_strangers,
)

PAGES = ["/come-in/", "/server/", "/design/", "/p/nowhere/", "/nothing/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_private_and_keeps_others_out(path: str) -> None:
    answer = Client().get(path)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_scripts_come_from_ourselves_alone(path: str) -> None:
    policy = Client().get(path).headers["Content-Security-Policy"]
    parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert parts["default-src"] == "'none'"
    assert "unsafe" not in parts["script-src"]
    assert parts["frame-ancestors"] == parts["base-uri"] == parts["object-src"] == "'none'"
    assert parts["require-trusted-types-for"] == "'script'"


def middle(answer: Callable[[HttpRequest], HttpResponse]) -> Headers:
    return Headers(answer)


def posted(length: str) -> HttpRequest:
    return RequestFactory().generic("POST", "/x/", CONTENT_LENGTH=length)


@pytest.mark.parametrize(
    "length", [str(BODY_LIMIT + 1), str(2 * 1024**3), "9" * 40, "-1", "x", "1e3", "²", "+1"]
)
def test_what_is_too_large_or_no_number_never_reaches_a_view(length: str) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        raise AssertionError

    answer = middle(view)(posted(length))
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("length", ["", "0", "1", str(BODY_LIMIT)])
def test_everything_else_does(length: str) -> None:
    answer = middle(lambda _request: HttpResponse("here"))(posted(length))
    assert answer.content == b"here"


def test_what_a_view_has_said_itself_stands() -> None:
    said = HttpResponse(headers={"Cache-Control": "max-age=60", "Permissions-Policy": "none"})
    answer = middle(lambda _request: said)(posted("0"))
    assert (answer.headers["Cache-Control"], answer.headers["Permissions-Policy"]) == (
        "max-age=60",
        "none",
    )


def test_styles_and_scripts_may_be_kept() -> None:
    answer = middle(lambda _request: HttpResponse())(RequestFactory().get("/static/troth/x.css"))
    assert "Cache-Control" not in answer.headers


def test_the_words_say_how_much_and_what_to_do_instead() -> None:
    said = too_large().content.decode()
    assert f"{BODY_LIMIT // 1024**2} MB" in said
    assert "command line" in said
    assert "before coming in" in too_large_from_strangers().content.decode()


def test_the_limit_itself_still_fits() -> None:
    assert fits(posted("10"), 10)
    assert not fits(posted("11"), 10)
