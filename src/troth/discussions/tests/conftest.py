"""Talk between Lumen and Kaveri for the tests of this noun."""

from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Post
from troth.discussions.tests.provider import Provider, provider_here
from troth.partnerships.models import Party, Seat
from troth.partnerships.testing import Cast

Say = Callable[..., Post]


@pytest.fixture
def begun(cast: Cast) -> Say:
    """Ravi begins a topic in the shared room."""

    def make(text: str = "The reference sensors have landed.", **more: object) -> Post:
        said: dict[str, object] = {"by": cast.ravi, "room": cast.shared, "title": "Customs"}
        said |= more
        title = str(said.pop("title"))
        return begin(title, Words(text=text), **said)  # type: ignore[arg-type]  # as given

    return make


@pytest.fixture
def said(cast: Cast) -> Say:
    """Somebody says something in a topic that is there."""

    def make(
        first: Post, text: str, by: Seat, *, answers: Post | None = None, sure: bool = False
    ) -> Post:
        words = Words(text=text, answers=answers, sure=sure)
        return write(first.topic, words, room=cast.shared, by=by)

    return make


@pytest.fixture
def asked(cast: Cast) -> Say:
    """Siri of Lumen asks Kaveri something, in a topic of its own."""

    def make(
        text: str = "Which time zone do the labels use?",
        *,
        by: Seat | None = None,
        whom: Party | None = None,
        everybody: bool = False,
    ) -> Post:
        asked_party = None if everybody else (whom or cast.kaveri)
        words = Words(text=text, asks=True, asked=asked_party)
        return begin("Labels", words, room=cast.shared, by=by or cast.siri)

    return make


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """A translation service of this server."""
    with provider_here() as found:
        settings.TRANSLATE_URL = found.url
        yield found
