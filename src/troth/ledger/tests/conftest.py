"""What the record's tests share: a state folder of their own and a room to record in."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger.tests.whole import two_logs
from troth.ledger.triggers import lifting


@pytest.fixture(autouse=True)
def state(settings: Settings, tmp_path: Path) -> Path:
    """A state folder that only this test sees."""
    settings.TROTH_STATE = tmp_path
    settings.BASE_URL = "https://troth.example"
    return tmp_path


@pytest.fixture
def room() -> Ulid:
    """A room's id, and so a log's."""
    return new_ulid()


@pytest.fixture
def unguarded(db: None) -> None:
    """The triggers are gone, as for somebody with the database in hand."""
    with connection.cursor() as cursor:
        for statement in lifting(connection.vendor):
            cursor.execute(statement)


@pytest.fixture
def world(unguarded: None) -> list[Ulid]:
    """Two logs with everything in them, and no triggers in the way."""
    return two_logs()
