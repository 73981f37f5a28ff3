"""`troth ledger verify`: 0 where everything stands as it was signed, 1 where not, 2 where asked wrongly."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.foundation.web.clock import now
from troth.partnerships.testing import Cast
from troth.site.tests.conftest import Command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def state(settings: Settings, tmp_path: Path) -> None:
    """A server of its own: what others have signed is none of its business."""
    settings.TROTH_STATE = tmp_path


@pytest.fixture
def promised(cast: Cast) -> Cast:
    promise = Promise(
        deliverable="A report", due=now() + timedelta(days=5), zone="UTC", receiver=cast.lumen
    )
    actions.propose(promise, room=cast.shared, by=cast.ravi)
    return cast


def test_a_record_that_stands_is_said_to(promised: Cast, command: Command) -> None:
    ran = command("ledger", "verify")
    assert ran.code == 0
    assert "The record is consistent" in ran.out
    assert "entries in" in ran.out


def test_one_log_can_be_looked_at_alone(promised: Cast, command: Command) -> None:
    ran = command("ledger", "verify", "--log", promised.shared.id)
    assert ran.code == 0
    assert "in 1 logs" in ran.out


def test_words_that_were_changed_are_found_with_their_place(
    promised: Cast, command: Command
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update ledger_part set value = %s where log = %s", ['"changed"', promised.shared.id]
        )
    ran = command("ledger", "verify")
    assert ran.code == 1
    assert promised.shared.id in ran.out
    assert ran.err.splitlines()[-1].startswith("troth: The record is not consistent")


def test_a_server_without_a_record_has_nothing_wrong_with_it(db: None, command: Command) -> None:
    assert command("ledger", "verify").code == 0
