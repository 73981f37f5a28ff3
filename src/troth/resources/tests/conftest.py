"""The library of Lumen and Kaveri for the tests of this noun; its files lie in a folder of the test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from troth.partnerships.models import Room, Seat
from troth.partnerships.testing import Cast
from troth.resources.actions.adding import Content, add
from troth.resources.actions.files import keep
from troth.resources.models import Resource

Add = Callable[..., Resource]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> Path:
    """The folder of files, empty."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "library"


@pytest.fixture
def added(cast: Cast) -> Add:
    """Tor of Lumen puts a file into the shared library."""

    def make(
        content: bytes = b"station,reading\nVoss,-11.82\n",
        *,
        name: str = "winter.csv",
        by: Seat | None = None,
        room: Room | None = None,
    ) -> Resource:
        said = Content(stored=keep([content]), name=name)
        return add(name, said, room=room or cast.shared, by=by or cast.tor)

    return make
