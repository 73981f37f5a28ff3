"""An address that was asked for before leads to the same view, with the same words in it."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from troth.foundation.web.addresses import MOST, Remembered


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def other(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


INSIDE: list[URLPattern | URLResolver] = [
    path("", view, name="all"),
    path("new/", other, name="new"),
    path("<str:pk>/", view, name="one"),
]
PATTERNS: list[URLPattern | URLResolver] = [
    path("p/<slug:slug>/", include(INSIDE), {"where": "shared"}),
    path("p/<slug:slug>/side/", include(INSIDE), {"where": "side"}),
    path("", other, name="home"),
]


@pytest.fixture
def remembered() -> Remembered:
    """The list of addresses, which has found none yet."""
    return Remembered(PATTERNS)


@pytest.mark.parametrize(
    "asked", ["", "p/terne/", "p/terne/new/", "p/terne/abc/", "p/terne/side/", "p/terne/side/new/"]
)
def test_what_is_found_is_what_django_finds(remembered: Remembered, asked: str) -> None:
    plain = URLResolver(RoutePattern("", is_endpoint=False), PATTERNS).resolve(asked)
    for _ in range(2):
        found = remembered.resolve(asked)
        assert (found.func, found.kwargs, found.url_name) == (
            plain.func,
            plain.kwargs,
            plain.url_name,
        )
        assert found.route == plain.route


def test_it_is_looked_for_once(remembered: Remembered) -> None:
    assert remembered.resolve("p/terne/abc/") is remembered.resolve("p/terne/abc/")
    assert remembered.resolve("p/terne/abc/") is not remembered.resolve("p/terne/abd/")


def test_what_leads_nowhere_is_not_kept(remembered: Remembered) -> None:
    for _ in range(3):
        with pytest.raises(Resolver404):
            remembered.resolve("nowhere/at/all")
    assert remembered.found.cache_info().currsize == 0


def test_somebody_who_asks_for_everything_fills_no_more_than_there_is_room(
    remembered: Remembered,
) -> None:
    for number in range(MOST + 10):
        assert remembered.resolve(f"p/terne/{number}/").tried == []
    assert remembered.found.cache_info().currsize == MOST


def test_whoever_changes_what_a_page_was_called_with_changes_no_other_page(
    remembered: Remembered,
) -> None:
    root = URLResolver(RoutePattern("", is_endpoint=False), [remembered])
    root.resolve("p/terne/abc/").kwargs.clear()
    assert root.resolve("p/terne/abc/").kwargs == {"slug": "terne", "where": "shared", "pk": "abc"}
