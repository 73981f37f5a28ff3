"""`troth check` names every weak setting in plain words, and what to do about it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from troth.discussions.tests.provider import provider_here
from troth.site.check import file_weaknesses, weak_settings
from troth.site.env import read_env
from troth.site.tests.conftest import Command

pytestmark = pytest.mark.django_db


@pytest.fixture
def strong(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A server with nothing weak about it."""
    settings.BASE_URL = "https://troth.example"
    settings.EXAMPLE = settings.DEBUG = False
    settings.MAIL_LEAVES = True
    settings.SECRET_KEY = "k" * 60
    settings.HOST_NAME = "Lumen IT, Bergen"
    settings.TROTH_STATE = tmp_path / "state"
    settings.TROTH_STATE.mkdir(mode=0o700)
    settings.ENV = read_env({"TROTH_STATE": str(settings.TROTH_STATE)})
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("troth.site.check.sqlite_version", lambda: (3, 51, 3))
    return settings


@pytest.mark.sqlite
def test_where_nothing_is_weak_it_says_so(strong: Settings, command: Command) -> None:
    ran = command("check")
    assert (ran.code, ran.out, ran.err) == (0, "Nothing weak was found.\n", "")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BASE_URL", "http://troth.example", "Give an https:// address."),
        ("EXAMPLE", True, "This is an example server"),
        ("MAIL_LEAVES", False, "Set MAIL_URL."),
        ("DEBUG", True, "Unset DEBUG."),
        ("SECRET_KEY", "short", "SECRET_KEY is short."),
        ("HOST_NAME", "", "TROTH_HOST_NAME is not set"),
    ],
)
def test_a_weak_setting_is_named_with_what_to_do(
    strong: Settings, command: Command, name: str, value: object, words: str
) -> None:
    setattr(strong, name, value)
    ran = command("check")
    assert ran.code == 1
    assert words in ran.out
    assert "to look at." in ran.err


def test_a_weak_variable_of_the_environment_is_named_too(
    strong: Settings, command: Command
) -> None:
    strong.ENV = read_env({"TROTH_SIGNUP": "open"})
    ran = command("check")
    assert ran.code == 1
    assert "TROTH_SIGNUP is open" in ran.out


@pytest.mark.sqlite
def test_a_library_with_the_fault_is_named(
    strong: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("troth.site.check.sqlite_version", lambda: (3, 40, 1))
    (line,) = weak_settings()
    assert line.startswith("SQLite 3.40.1 has a fault")


@pytest.mark.postgres
def test_settings_of_postgresql_that_lose_what_was_acknowledged_are_named(strong: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit to off")
    found = " ".join(weak_settings())
    assert "synchronous_commit = off" in found
    assert "no synchronous standby" in found


@pytest.mark.parametrize("name", ["secret", "push-key", "ledger/key"])
def test_keys_that_others_can_read_are_named(tmp_path: Path, name: str) -> None:
    tmp_path.chmod(0o700)
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("k")
    path.chmod(0o640)
    assert any(str(path) in line for line in file_weaknesses(tmp_path))
    path.chmod(0o600)
    assert not any(str(path) in line for line in file_weaknesses(tmp_path))


def test_a_state_folder_that_others_can_read_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    assert any("chmod 700" in line for line in file_weaknesses(tmp_path))


def test_running_as_root_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    as_whom: Callable[[int], None] = lambda uid: monkeypatch.setattr("os.geteuid", lambda: uid)  # noqa: E731  # two lines below
    as_whom(0)
    assert any("runs as root" in line for line in file_weaknesses(tmp_path))
    as_whom(1000)
    assert list(file_weaknesses(tmp_path)) == []


def test_a_server_that_never_ran_has_no_files_to_look_at(tmp_path: Path) -> None:
    assert list(file_weaknesses(tmp_path / "gone")) == []


@pytest.mark.sqlite
def test_a_translation_service_is_asked_whether_it_is_one(
    strong: Settings, command: Command
) -> None:
    with provider_here() as provider:
        strong.TRANSLATE_URL = provider.url
        assert list(weak_settings()) == []
        provider.raw = b"<html>Welcome</html>"
        (line,) = weak_settings()
        assert line.startswith("TRANSLATE_URL does not answer as a translation service does")
    (line,) = weak_settings()
    assert "Connection" in line
    ran = command("check")
    assert (ran.code, "TRANSLATE_URL" in ran.out) == (1, True)
