"""Which SQLite library, and how to open the database named by `DATABASE_URL`."""

import importlib
import sqlite3
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from troth.site.env import WrongSetting, parted

# SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when two connections checkpoint and write at once.
FIXED_FROM = (3, 51, 3)
FIXED_LINES = {(3, 50): 7, (3, 44): 6}
WITHDRAWN = (3, 52, 0)


def use_bundled_sqlite() -> None:
    """Put the SQLite that PyPI's `pysqlite3` brings in place of the system's, where it exists."""
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite version has the fix for the WAL-reset fault."""
    if version == WITHDRAWN:
        return False
    line = FIXED_LINES.get(version[:2])
    return version >= FIXED_FROM or (line is not None and version[2] >= line)


def sqlite_version() -> tuple[int, int, int]:
    """Version of the library in use."""
    library = sys.modules.get("sqlite3", sqlite3)
    major, minor, patch = library.sqlite_version_info[:3]
    return major, minor, patch


def sqlite_settings(path: Path | str) -> dict[str, Any]:
    """Django's settings for one SQLite file: nothing acknowledged is lost, writers take turns."""
    journal = "WAL" if wal_is_safe(sqlite_version()) else "DELETE"
    pragmas = (
        f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA busy_timeout=5000; PRAGMA secure_delete=ON; PRAGMA cache_size=-16000;"
    )
    return {
        "ENGINE": "troth.foundation.web.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"init_command": pragmas, "transaction_mode": "IMMEDIATE"},
    }


def postgres_settings(url: str) -> dict[str, Any]:
    """Django's settings for `postgres://person:word@host:port/name?option=value`."""
    parts = parted(url, "DATABASE_URL")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    options.setdefault("connect_timeout", 5)
    options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }


def database_settings(url: str, *, state: Path) -> dict[str, Any]:
    """Settings for `DATABASE_URL`; empty means SQLite in the state folder. Raises `WrongSetting`."""
    if url.startswith(("postgres://", "postgresql://")):
        return postgres_settings(url)
    if url.startswith("sqlite://"):
        return sqlite_settings(url.partition("sqlite:///")[2] or state / "troth.sqlite3")
    if url:
        raise WrongSetting("DATABASE_URL must begin with sqlite:/// or postgres://.")
    return sqlite_settings(state / "troth.sqlite3")
