"""Which database, and that what it acknowledges is not lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.site.database import database_settings, sqlite_settings, sqlite_version, wal_is_safe
from troth.site.env import WrongSetting

STATE = Path("/srv/troth")


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), False),
        ((3, 52, 1), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 40, 1), False),
    ],
)
def test_only_versions_with_the_fix_keep_a_write_ahead_log(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert wal_is_safe(version) is safe


@given(st.integers(53, 99), st.integers(0, 99))
def test_later_versions_have_it(minor: int, patch: int) -> None:
    assert wal_is_safe((3, minor, patch))


def test_an_affected_library_gets_the_slower_safe_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("troth.site.database.sqlite_version", lambda: (3, 40, 1))
    assert "journal_mode=DELETE" in sqlite_settings("x")["OPTIONS"]["init_command"]
    monkeypatch.setattr("troth.site.database.sqlite_version", lambda: (3, 51, 3))
    assert "journal_mode=WAL" in sqlite_settings("x")["OPTIONS"]["init_command"]


def test_the_library_in_use_says_its_version() -> None:
    assert sqlite_version() >= (3, 40, 0)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "/srv/troth/troth.sqlite3"),
        ("sqlite://", "/srv/troth/troth.sqlite3"),
        ("sqlite:////var/db.sqlite3", "/var/db.sqlite3"),
        ("sqlite:///here.sqlite3", "here.sqlite3"),
    ],
)
def test_without_another_word_it_is_a_file_in_the_state_folder(url: str, name: str) -> None:
    found = database_settings(url, state=STATE)
    assert found["ENGINE"] == "troth.foundation.web.sqlite"
    assert found["NAME"] == name
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON"):
        assert pragma in found["OPTIONS"]["init_command"]


def test_postgresql_takes_every_part_of_its_address() -> None:
    url = "postgres://an%40na:w%2Frd@db.example:5433/tr%20oth?sslmode=require"
    found = database_settings(url, state=STATE)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("an@na", "w/rd", "tr oth")
    assert (found["HOST"], found["PORT"]) == ("db.example", "5433")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] >= 1


def test_postgresql_may_be_reached_by_a_socket() -> None:
    found = database_settings("postgresql:///troth?host=/run/postgresql", state=STATE)
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/postgresql", "", "troth")
    assert "host" not in found["OPTIONS"]


@pytest.mark.parametrize("url", ["mysql://x/y", "troth.sqlite3", "postgres://db:many/x"])
def test_an_address_that_cannot_be_used_is_said_plainly(url: str) -> None:
    with pytest.raises(WrongSetting, match="DATABASE_URL"):
        database_settings(url, state=STATE)
