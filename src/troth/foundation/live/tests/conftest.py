"""A house for every test that wants one."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from troth.foundation.live import hints, watch
from troth.foundation.live.front import process
from troth.foundation.live.tests.house import House, build


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name: a unix socket's path has at most 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="troth-") as name:
        yield Path(name)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens once a second happens ten times as often, so that tests need not wait."""
    monkeypatch.setattr(process, "SWEEP", 0.1)
    monkeypatch.setattr(watch, "EVERY", 0.1)


@pytest.fixture
def house(folder: Path) -> Iterator[House]:
    """A house whose hints are heard."""
    for house in build(folder):
        hints.configure(house.run)
        yield house
    hints.configure(None)
