"""`troth serve`: prepares the database, starts the processes, restarts what dies, stops cleanly."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import click

from troth.site.env import Env, read_env
from troth.site.serving.ports import answers, port_is_free
from troth.site.serving.preparing import (
    check_record,
    fill_example,
    migrate_if_needed,
    prepare_static,
)
from troth.site.serving.welcome import welcome

STOP_SECONDS = 10
READY_SECONDS = 30
# A socket's whole path has at most 107 bytes.
LONGEST_RUN = 90


class Trouble(Exception):
    """Something keeps the server from starting; the message says what to do."""


@dataclass
class Child:
    """One process under care; `socket` is where it listens once it is ready."""

    name: str
    command: list[str]
    socket: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self, env: dict[str, str]) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only us; what it says on stdout is for machines."""
        if self.socket:
            # One that was killed has left its socket, and nobody can listen at a path that exists.
            self.socket.unlink(missing_ok=True)
        self.process = subprocess.Popen(  # noqa: S603  # our own commands
            self.command, env=env, start_new_session=True, stdout=subprocess.DEVNULL
        )

    def wait_before_restart(self, now: float) -> float:
        """Seconds to wait: longer the more often it died in the last minute."""
        self.deaths = [one for one in self.deaths if now - one < 60] + [now]
        return min(10.0, 0.2 * float(2 ** (len(self.deaths) - 1)))


def children(env: Env, *, behind_proxy: bool) -> list[Child]:
    """The processes of one server; web first, because live asks it."""
    run = env.troth_state / "run"
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--uds", str(run / "web.sock")]
    web += [
        "--uds-permissions",
        "0600",
        "--workers",
        str(env.troth_workers),
        "--blocking-threads",
        threads(env),
    ]
    web += [
        "--no-ws",
        "--log-level",
        "warning",
        "--backpressure",
        "256",
        "--workers-kill-timeout",
        "10s",
    ]
    web += ["--respawn-failed-workers", "troth.site.wsgi:application"]
    live = [
        sys.executable,
        "-m",
        "troth.foundation.live.front",
        *(["--behind-proxy"] if behind_proxy else []),
    ]
    follow = [sys.executable, "-m", "troth", "follow"]
    mail = [sys.executable, "-m", "troth", "mail-listen"]
    return [
        Child("web", web, run / "web.sock"),
        Child("live", live, run / "live.sock"),
        Child("follow", follow),
        *([Child("mail", mail)] if env.mail_in_port else []),
    ]


def threads(env: Env) -> str:
    """One blocking thread with SQLite, four with PostgreSQL."""
    return "4" if env.database_url.startswith("postgres") else "1"


class Supervisor:
    """Looks after the children until it is told to stop."""

    def __init__(self, care: list[Child], env: dict[str, str]) -> None:
        self.care = care
        self.env = env
        self.stopping = False

    def ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        """Ctrl-C or SIGTERM."""
        self.stopping = True

    def start(self) -> None:
        """Start all and wait until they listen. Raises `Trouble` where one does not."""
        for child in self.care:
            child.start(self.env)
        sockets = [child.socket for child in self.care if child.socket]
        until = time.monotonic() + READY_SECONDS
        while not self.stopping and not all(answers(socket) for socket in sockets):
            self.nobody_died()
            if time.monotonic() > until:
                raise Trouble(
                    "The server did not start within 30 seconds; the lines above say why."
                )
            time.sleep(0.05)

    def nobody_died(self) -> None:
        """Raises `Trouble` where a child ended while starting."""
        for child in self.care:
            if child.process is not None and child.process.poll() is not None:
                raise Trouble(
                    f"The process “{child.name}” ended while starting; the lines above say why."
                )

    def watch(self) -> None:
        """Restart what dies, until asked to stop."""
        while not self.stopping:
            for child in self.care:
                if child.process is not None and child.process.poll() is not None:
                    self.revive(child)
            time.sleep(0.3)

    def revive(self, child: Child) -> None:
        """Start a child again, after a pause that grows."""
        pause = child.wait_before_restart(time.monotonic())
        click.echo(
            f"The process “{child.name}” ended; starting it again in {pause:.1f} s.", err=True
        )
        clear_away(child)
        until = time.monotonic() + pause
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.1)
        if not self.stopping:
            child.start(self.env)

    def stop(self) -> None:
        """End one after the other, live first: pages under way are finished while web is still there."""
        for child in sorted(self.care, key=lambda one: one.name != "live"):
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
            finish(child, until=time.monotonic() + STOP_SECONDS)


def finish(child: Child, *, until: float) -> None:
    """Wait for a child's end, and end it by force when its time is over."""
    if child.process is None:
        return
    try:
        child.process.wait(max(0.1, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        clear_away(child)
        child.process.wait()
    clear_away(child)


def clear_away(child: Child) -> None:
    """End what a child has left: a web server that was killed leaves its workers behind."""
    if child.process is not None:
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)


def child_environment(env: Env, *, example: bool) -> dict[str, str]:
    """The environment of the children: ours, with what was decided here."""
    decided = {"DJANGO_SETTINGS_MODULE": "troth.site.settings", "TROTH_STATE": str(env.troth_state)}
    decided |= {
        "PORT": str(env.port),
        "TROTH_EXAMPLE": "yes" if example else "no",
        "PYTHONUNBUFFERED": "1",
    }
    return os.environ | decided


def serve(
    *,
    behind_proxy: bool = False,
    example: bool | None = None,
    say: Callable[[str], None] = click.echo,
) -> None:
    """Run the whole server until Ctrl-C."""
    env = read_env()
    if not behind_proxy and not port_is_free(env.port):
        raise Trouble(
            f"Port {env.port} is taken. Stop what uses it, or choose another: PORT={env.port + 1} make run"
        )
    example = env.troth_example if example is None else example
    os.environ["TROTH_EXAMPLE"] = "yes" if example else "no"
    run = env.troth_state / "run"
    if len(str(run)) > LONGEST_RUN:
        raise Trouble(
            f"{env.troth_state} is too long a path for sockets. Choose a shorter TROTH_STATE."
        )
    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrate_if_needed(say)
    check_record(say)
    example = example and fill_example(say)
    os.environ["TROTH_EXAMPLE"] = "yes" if example else "no"
    prepare_static(env, say=say)
    keeper = Supervisor(
        children(env, behind_proxy=behind_proxy), child_environment(env, example=example)
    )
    signal.signal(signal.SIGTERM, keeper.ask_to_stop)
    signal.signal(signal.SIGINT, keeper.ask_to_stop)
    try:
        keeper.start()
        for line in welcome(env, example=example):
            say(line)
        keeper.watch()
    finally:
        keeper.stop()
    say("Stopped.")
