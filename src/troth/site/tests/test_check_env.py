"""Every weak setting of the environment is named, and what is strong is left in peace."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from troth.site.check_env import env_weaknesses
from troth.site.env import Env, read_env

STRONG = {
    "BASE_URL": "https://troth.example",
    "TRUSTED_PROXIES": "10.0.0.7",
    "MAIL_URL": "smtp://name:word@mail.example:587",
    "MAIL_FROM": "Troth <troth@troth.example>",
}
CONTACT = {"WEB_PUSH_CONTACT": "mailto:it@troth.example"}
WEAK = [
    ({"TROTH_SIGNUP": "open"}, "TROTH_SIGNUP is open"),
    ({"ALLOWED_HOSTS": "troth.example,*"}, "ALLOWED_HOSTS is *"),
    ({"TRUSTED_PROXIES": ""}, "TRUSTED_PROXIES names no proxy"),
    ({"TRUSTED_PROXIES": "0.0.0.0/0"}, "TRUSTED_PROXIES believes 0.0.0.0/0"),
    ({"TRUSTED_PROXIES": "10.0.0.7, ::/0"}, "TRUSTED_PROXIES believes ::/0"),
    ({"MAIL_URL": "smtp://n:w@mail.example?tls=0"}, "MAIL_URL says tls=0"),
    ({"MAIL_FROM": "Troth <troth@localhost>"}, "MAIL_FROM is Troth <troth@localhost>"),
    ({"DATABASE_URL": "postgres://n:w@db.example/troth"}, "DATABASE_URL reaches another machine"),
    (
        {"DATABASE_URL": "postgres://n:w@db.example/troth?sslmode=prefer"},
        "DATABASE_URL reaches another machine",
    ),
    ({"DATABASE_URL": "postgres:///troth?host=db.example"}, "DATABASE_URL reaches another machine"),
    ({"REDIS_URL": "redis://:word@redis.example:6379/0"}, "REDIS_URL reaches another machine"),
    ({"REDIS_URL": "rediss://redis.example:6379/0"}, "REDIS_URL has no password"),
    ({"TRANSLATE_URL": "http://words.example:5000"}, "TRANSLATE_URL reaches another machine"),
    (
        {"WEB_PUSH": "yes", **CONTACT, "BASE_URL": "http://troth.example", "TRUSTED_PROXIES": ""},
        "WEB_PUSH is on and BASE_URL is not https",
    ),
]
FINE = [
    {},
    {"WEB_PUSH": "yes", **CONTACT},
    {"WEB_PUSH": "yes", **CONTACT, "BASE_URL": "http://localhost:8000", "TRUSTED_PROXIES": ""},
    {"TROTH_SIGNUP": "invitation", "ALLOWED_HOSTS": "troth.example"},
    {"TRUSTED_PROXIES": "10.0.0.0/8, fd00::/16"},
    {"BASE_URL": "http://localhost:8000", "TRUSTED_PROXIES": ""},
    {"MAIL_URL": "smtps://n:w@mail.example"},
    {"MAIL_URL": "smtp://localhost:25?tls=0"},
    {"MAIL_URL": "", "MAIL_FROM": ""},
    {"TROTH_EXAMPLE": "yes", "MAIL_FROM": ""},
    {"DATABASE_URL": "postgres://n:w@localhost/troth"},
    {"DATABASE_URL": "postgres:///troth?host=/run/postgresql"},
    {"DATABASE_URL": "postgres://n:w@%2Frun%2Fpostgresql/troth"},
    {"DATABASE_URL": "postgres://n:w@db.example/troth?sslmode=verify-full"},
    {"DATABASE_URL": "sqlite:////srv/troth.sqlite3"},
    {"REDIS_URL": "redis://localhost:6379/0"},
    {"REDIS_URL": "rediss://:word@redis.example:6379/0"},
    {"MAIL_IN_HOST": "in.troth.example"},
    {"TRANSLATE_URL": "http://localhost:5000"},
    {"TRANSLATE_URL": "https://words.example"},
]
# What the other checks look at, beside what stands above.
ELSEWHERE = {"TROTH_STATE", "SECRET_KEY", "TROTH_HOST_NAME", "DEBUG", "FILES_PATH", "FILES_URL"}
NEVER_WEAK = {
    "PORT": "plain HTTP for the proxy on any number",
    "TROTH_WORKERS": "how much it can do, not who may do it",
    "MAIL_IN_HOST": "without a port a pipe of the mail server hands mail over",
    "MAIL_IN_PORT": "opened on this machine alone",
    "MAIL_HOOK": "a secret that is too short is refused when it is read",
    "MAIL_HOOK_KEY": "the service's own; the secret in the address counts with it or without",
    "FILES_QUOTA": "how much it keeps",
    "TRANSLATE_KEY": "the service's own; it opens nothing here",
    "WEB_PUSH_CONTACT": "whom the makers of browsers write to",
}


def found(tmp_path: Path, said: Mapping[str, str]) -> list[str]:
    values = {"TROTH_STATE": str(tmp_path), **STRONG, **said}
    return list(env_weaknesses(read_env(values)))


@pytest.mark.parametrize(("said", "words"), WEAK)
def test_a_weak_setting_is_named_once_with_what_to_do(
    tmp_path: Path, said: dict[str, str], words: str
) -> None:
    (line,) = found(tmp_path, said)
    assert line.startswith(words) or words in line
    assert line.endswith(".")
    assert line.count(". ") == 1, "what is weak, and then what to do"


@pytest.mark.parametrize("said", FINE, ids=str)
def test_what_is_strong_is_left_in_peace(tmp_path: Path, said: dict[str, str]) -> None:
    assert found(tmp_path, said) == []


def test_a_password_is_never_printed(tmp_path: Path) -> None:
    said = {
        "MAIL_URL": "smtp://n:hush@mail.example?tls=0",
        "DATABASE_URL": "postgres://n:hush@db.example/troth",
        "REDIS_URL": "redis://:hush@redis.example",
    }
    lines = found(tmp_path, said)
    assert len(lines) == 3
    assert "hush" not in " ".join(lines)


def test_a_proxy_on_the_same_machine_needs_no_address(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "live-http.sock").touch()
    assert found(tmp_path, {"TRUSTED_PROXIES": ""}) == []


@pytest.mark.parametrize(("mode", "named"), [(0o755, True), (0o750, True), (0o700, False)])
def test_files_outside_the_state_folder_are_for_this_server_alone(
    tmp_path: Path, mode: int, *, named: bool
) -> None:
    (tmp_path / "state").mkdir()
    files = tmp_path / "files"
    files.mkdir()
    files.chmod(mode)
    said = {"TROTH_STATE": str(tmp_path / "state"), "FILES_PATH": str(files)}
    lines = found(tmp_path, said)
    assert any(f"The folder of files {files}" in line for line in lines) is named


def test_files_in_the_state_folder_or_not_there_yet_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir(mode=0o755)
    assert found(tmp_path, {}) == []
    assert found(tmp_path, {"FILES_PATH": "/nowhere/at/all"}) == []


def test_every_setting_is_looked_at_or_says_why_it_cannot_be_weak() -> None:
    looked_at = {name for said, _words in WEAK for name in said} - CONTACT.keys() | ELSEWHERE
    looked_at |= {"BASE_URL", "TROTH_EXAMPLE"}
    named = {field.name.upper() for field in fields(Env)}
    assert named - looked_at - NEVER_WEAK.keys() == set()
    assert NEVER_WEAK.keys() & looked_at == set()
