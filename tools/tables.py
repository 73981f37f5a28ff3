"""Empty tables, made once for all test runs of the same migrations: to make them takes longer than most tests."""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "tables"


def fingerprint() -> str:
    """A hash over everything the tables follow from: our migrations, and the versions of what others bring."""
    found = sha256()
    for path in sorted((ROOT / "src").glob("troth/*/migrations/*.py")):
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    found.update((ROOT / "requirements.txt").read_bytes())
    return found.hexdigest()[:32]


def kept(whose: str) -> Path:
    """Where the tables of these migrations are kept, whether or not they are there yet.

    For `tests` apart from those of a `server`, which let no entry of the record be deleted.
    """
    return KEPT / f"{whose}-{fingerprint()}.sqlite3"


def keep(connection: Any) -> None:  # noqa: ANN401  # Django's connection, which this module need not know
    """Keep what this database of tests holds; only whole files are ever found."""
    KEPT.mkdir(parents=True, exist_ok=True)
    half = KEPT / f"{os.getpid()}.half"
    half.unlink(missing_ok=True)
    into = connection.Database.connect(half)
    connection.connection.backup(into)
    into.close()
    half.replace(kept("tests"))


def load(connection: Any) -> None:  # noqa: ANN401  # the same
    """Fill an empty database of tests with the kept tables."""
    connection.ensure_connection()
    source = connection.Database.connect(kept("tests"))
    source.backup(connection.connection)
    source.close()


def lay_into(state: Path) -> None:
    """Begin a state folder with empty tables, as a server that was started once has them."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not kept("server").exists():
        made = KEPT / f"{os.getpid()}.state"
        made.mkdir(mode=0o700, parents=True)
        migrate(made)
        (made / "troth.sqlite3").replace(kept("server"))
        shutil.rmtree(made)
    shutil.copy(kept("server"), state / "troth.sqlite3")


def migrate(state: Path) -> None:
    """Make the tables in a process of its own; all of it ends up in the one file."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"TROTH_STATE": str(state), "PYTHONPATH": str(ROOT / "src")}
    lines = (
        "from django.core.management import call_command; from django.db import connection; "
        "call_command('migrate', verbosity=0); connection.cursor().execute('pragma wal_checkpoint(truncate)')"
    )
    command = [sys.executable, "-m", "troth", "manage", "shell", "-v", "0", "-c", lines]
    subprocess.run(command, env=env, check=True)
