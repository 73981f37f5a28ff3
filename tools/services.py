"""What tests find on this machine, and throw-away servers: a PostgreSQL cluster and a Redis.

Needs only the programs (Debian: chromium, postgresql, redis-server); no running service is touched,
and what was started is gone after, with its temporary folder.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PG_SETTINGS = """
listen_addresses = ''
max_connections = 100
fsync = off
synchronous_commit = on
shared_buffers = 64MB
"""


def find_chromium() -> str:
    """Path of this machine's Chromium, or nothing."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), "")


class Missing(Exception):
    """A program that the tests need is not on this machine."""


def _pg_program(name: str) -> str:
    """Path of one of PostgreSQL's programs, the newest version first."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: int(path.parts[-3]),
        reverse=True,
    )
    program = str(found[0]) if found else shutil.which(name)
    if not program:
        raise Missing("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    return program


def _account(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: hand the folder to its own account then."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def postgres() -> Iterator[str]:
    """A fresh cluster; gives the `DATABASE_URL` of an empty database in it."""
    with tempfile.TemporaryDirectory(prefix="troth-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        account = _account(folder)
        data = folder / "data"

        def call(program: str, *words: str) -> None:
            command = [_pg_program(program), *words]
            quiet = subprocess.DEVNULL
            subprocess.run(command, check=True, stdout=quiet, cwd=folder, **account)

        call("initdb", "-D", str(data), "-U", "troth", "-A", "trust", "-E", "UTF8", "--no-locale")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(f"{PG_SETTINGS}unix_socket_directories = '{folder}'\n")
        call("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "start")
        try:
            call("createdb", "-h", name, "-U", "troth", "troth")
            yield f"postgres://troth@/troth?host={name}"
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    """Return when somebody listens there, or after ten seconds."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


@contextmanager
def redis() -> Iterator[str]:
    """A fresh Redis that keeps nothing on disk; gives its `REDIS_URL`."""
    program = shutil.which("redis-server")
    if not program:
        raise Missing("Redis is not installed. On Debian: apt-get install redis-server")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with (
        tempfile.TemporaryDirectory(prefix="troth-redis-") as folder,
        subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL) as server,
    ):
        try:
            _wait_for(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
