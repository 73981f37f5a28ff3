"""Entries, nodes and checkpoints cannot be changed or removed by accident."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import DatabaseError
from pytest_django import Settings

from troth.foundation.kernel.ulid import Ulid
from troth.ledger.checkpoints import sign_now
from troth.ledger.follower import TreeFollower, catch_up
from troth.ledger.testing import light
from troth.ledger.triggers import GROWING, VERBS, guarding, lifting

MIGRATION = import_module("troth.ledger.migrations.0002_guards")


@pytest.fixture
def signed(room: Ulid, settings: Settings) -> Ulid:
    """A log with rows in every table that only grows, and the guards as on a real server."""
    light(room, 2)
    catch_up(TreeFollower(), room)
    sign_now(room)
    settings.TESTING = False
    with connection.schema_editor() as editor:
        MIGRATION.take_away(apps, editor)
        MIGRATION.put_up(apps, editor)
    return room


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", GROWING)
def test_rows_that_only_grow_refuse_the_rest(signed: Ulid, table: str) -> None:
    try:
        for statement in (f"update {table} set log = log", f"delete from {table}"):
            with pytest.raises(DatabaseError, match="only grows"):
                run(statement)
    finally:
        for statement in lifting(connection.vendor, verbs=("delete",)):
            run(statement)


def test_both_databases_guard_all_tables() -> None:
    for vendor, more in (("sqlite", 0), ("postgresql", 1)):
        assert len(guarding(vendor)) == len(GROWING) * len(VERBS) + more
        assert len(lifting(vendor)) == len(GROWING) * len(VERBS)
