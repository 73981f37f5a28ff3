"""What every test run of this repository shares: which tests can run here, and none left unnoticed."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import settings

import tables
from services import find_chromium

# The same examples in every run; HYPOTHESIS_PROFILE=default searches anew. One example has no time limit
# in either: how long it takes says something about the machine, which others use, and nothing about Troth.
# V1 and C1 of `make assure` search anew with twice as many.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", settings.get_profile("ci"), max_examples=50)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--nothing-skipped` turns a skipped test into a failed run (make test-all)."""
    parser.addoption("--nothing-skipped", action="store_true", help="fail if a test was skipped")


# The journey of the quick run serves its own database, whatever this run stands on.
ON_A_SERVER = {"django_db", "postgres", "redis", "slow"}
WITH_DATABASE = {"db", "transactional_db", "django_db_setup", "world", "server"}


def missing(item: pytest.Item) -> str:
    """What this test needs and this run has not, or nothing."""
    if item.get_closest_marker("browser") and not find_chromium():
        return "not run: no Chromium on this machine"
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    if item.get_closest_marker("postgres") and not on_postgres:
        return "not run: no PostgreSQL in DATABASE_URL"
    if item.get_closest_marker("sqlite") and on_postgres:
        return "not run: about SQLite, and this run is on PostgreSQL"
    if item.get_closest_marker("redis") and not os.environ.get("REDIS_URL"):
        return "not run: no Redis in REDIS_URL"
    return ""


def touches_a_server(item: pytest.Item) -> bool:
    """Whether another database or cache could change what this test sees."""
    marks = {mark.name for mark in item.iter_markers()}
    fixtures = set(getattr(item, "fixturenames", ()))
    # Pages are walked on PostgreSQL by the access matrix: every address, method and role. Search has an
    # index of its own there, and is asked again.
    if "visit" in fixtures and not (marks & {"postgres", "redis"} or "search" in item.path.parts):
        return False
    return bool(marks & ON_A_SERVER or fixtures & WITH_DATABASE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what cannot run here, and say why; on PostgreSQL leave out what never asks a database."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        rest = [item for item in items if not touches_a_server(item)]
        config.hook.pytest_deselected(items=rest)
        items[:] = [item for item in items if touches_a_server(item)]
    for item in items:
        reason = missing(item)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """On SQLite, tables of the same migrations are made by the first run alone; the others take them over."""
    from django.core import management  # noqa: PLC0415  # set up by now, and not when this file is read
    from django.db import connection  # noqa: PLC0415

    call, patch = management.call_command, pytest.MonkeyPatch()

    def made_once(name: str, *words: object, **said: object) -> None:
        if name == "migrate" and tables.kept("tests").exists():
            patch.undo()
            tables.load(connection)
            return
        call(name, *words, **said)
        if name == "migrate":
            patch.undo()
            tables.keep(connection)

    if connection.vendor == "sqlite":
        patch.setattr(management, "call_command", made_once)
    yield
    patch.undo()


# Written when the tables are made, the same for every test; to write them anew takes longer than all else here.
MADE_WITH_TABLES = {"auth_permission", "django_content_type", "django_site"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """After a test that commits, only tables that hold something of it are emptied."""
    from django.core.management.commands import flush  # noqa: PLC0415  # set up by now, and not when this file is read
    from django.db import connection  # noqa: PLC0415  # the same

    patch = pytest.MonkeyPatch()

    def emptying(_style: object, names: Sequence[str], **_said: object) -> list[str]:
        one = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM \"{0}\")"
        asked = sorted(set(names) - MADE_WITH_TABLES)
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(one.format(name) for name in asked))
            held = [name for (name,) in cursor.fetchall()]
        # As a replica, which asks neither for references nor for the guards of the record.
        first = ["SET LOCAL session_replication_role = replica"] * (connection.vendor != "sqlite")
        return [*first, *(f'DELETE FROM "{name}"' for name in held)]

    patch.setattr(connection.ops, "sql_flush", emptying)
    patch.setattr(flush, "emit_post_migrate_signal", lambda *_words, **_said: None)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def templates_made_once() -> None:
    """Templates are turned into Python by the first run alone; to do it for all takes two seconds."""
    if "django" not in sys.modules:
        return
    from django.template import engines  # noqa: PLC0415  # pure tests run without Django
    from jinja2 import FileSystemBytecodeCache  # noqa: PLC0415  # the same

    kept = tables.KEPT.with_name("templates")
    kept.mkdir(parents=True, exist_ok=True)
    made: list[Any] = engines.all()
    for engine in made:
        engine.env.bytecode_cache = FileSystemBytecodeCache(str(kept))


def pytest_collection_finish() -> None:
    """What the whole run keeps (modules, tests) is not searched for garbage again and again: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With `--nothing-skipped`, a skipped test makes the run fail."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not session.config.getoption("--nothing-skipped") or reporter is None:
        return
    skipped = len(reporter.stats.get("skipped", ()))
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{skipped} tests were skipped, and nothing may be.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
