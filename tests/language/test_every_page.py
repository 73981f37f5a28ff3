"""Every page that stands at an address of its own, read in the made-up language by those who may open it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

import pseudo
from troth.foundation.web.testing import untranslated
from troth.partnerships.testing import Cast, set_table

# Names of the cast: the same in every language.
OWN = (
    *("Ingrid", "Ravi", "Lumen Sensors", "Kaveri Analytics", "Lumen", "Kaveri"),
    *("Bergen", "Bengaluru", "Europe", "Oslo", "Asia", "Kolkata", "TROTH", "SIGNUP", "open"),
)
# Pages that are no pages for people: what machines ask, and the workshop of the look itself.
NOT_READ = {"design", "internal.live-access", "internal.fragment"}


@pytest.fixture(scope="session")
def locale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up languages, written once."""
    folder = tmp_path_factory.mktemp("locale")
    pseudo.build(folder)
    return folder


@pytest.fixture
def cast(db: None, settings: Settings, locale: Path) -> Cast:
    """The table, on a server that speaks the made-up languages."""
    settings.LOCALE_PATHS = [locale]
    return set_table()


def names(patterns: list[URLPattern | URLResolver], inside: bool = False) -> Iterator[str]:
    """Names of all addresses that need nothing, or nothing but a table, to be opened."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, inside or "slug" in one.pattern.converters)
        elif one.name and not one.pattern.converters and one.name not in NOT_READ:
            yield one.name


EVERY = sorted(set(names(get_resolver().url_patterns)))


def address(name: str, slug: str) -> str:
    """Where the page stands, at the shared table if it stands inside one."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, kwargs={"slug": slug, "where": "shared"})


@pytest.mark.sqlite
@pytest.mark.parametrize("name", EVERY)
def test_no_page_says_a_word_that_cannot_be_translated(name: str, cast: Cast) -> None:
    for seat in (cast.ingrid, None):
        client = Client()
        client.cookies["troth-language"] = "qps"
        if seat:
            seat.person.language = "qps"
            seat.person.save()
            client.force_login(seat.person)
        page = client.get(address(name, cast.table.slug))
        if page.headers.get("Content-Type", "").startswith("text/html"):
            assert untranslated(page.content.decode(), own=OWN) == []
