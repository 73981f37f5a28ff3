"""A whole server, as people start it: on a free port, with a state folder of its own."""

import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import tables
from services import free_port

ROOT = Path(__file__).resolve().parents[1]
READY = "Ctrl-C"
# Filling the example takes some ten seconds alone, and longer beside other tests.
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """A running server: where it is, what it printed, how its commands are called."""

    port: int
    state: Path
    env: dict[str, str]
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://localhost:{self.port}"

    @property
    def links(self) -> dict[str, str]:
        """The way in for each person of the example, such as “Ingrid of Lumen”."""
        found = (re.match(r"\s+(.+?)\s{2,}(http\S+)", line) for line in self.said)
        return {match[1]: match[2] for match in found if match}

    @property
    def first_link(self) -> str:
        """The way in for the first person of a server that nobody is at."""
        found = (re.search(r"http\S+/start/\S+", line) for line in self.said)
        return next(match[0] for match in found if match)

    def troth(self, *words: str) -> str:
        """Call a command of this server, as an operator would in another window; what it printed."""
        command = [sys.executable, "-m", "troth", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def look_at_the_clock(self) -> None:
        """Let everything that is due be done now, not within the next minute."""
        self.troth(
            "manage", "shell", "-v", "0", "-c", "from troth.site import rounds; rounds.clocks()"
        )


@contextmanager
def served(state: Path, *, example: bool = False, **settings: str) -> Iterator[Server]:
    """`troth serve`, stopped as by Ctrl-C."""
    if not (state / "troth.sqlite3").exists():
        tables.lay_into(state)
    port = free_port()
    own = {"TROTH_STATE": str(state), "PORT": str(port), "PYTHONPATH": str(ROOT / "src")}
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env = kept | own | settings
    server = Server(port, state, env, start(env, example=example))
    listening = threading.Thread(target=listen, args=(server,), daemon=True)
    listening.start()
    try:
        wait_until_ready(server)
        yield server
    finally:
        stop(server.process)
        listening.join(timeout=5)


def start(env: dict[str, str], *, example: bool) -> subprocess.Popen[str]:
    """Start it, in a session of its own so that nothing of it can stay behind."""
    command = [sys.executable, "-m", "troth", "serve", *(["--example"] if example else [])]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def listen(server: Server) -> None:
    """Keep what it prints; nobody may wait because a pipe is full."""
    for line in server.process.stdout or ():
        server.said.append(line.rstrip())


def wait_until_ready(server: Server) -> None:
    """Return when it has printed its last line of welcome."""
    until = time.monotonic() + PATIENCE
    while not any(line.startswith(READY) for line in server.said):
        ended = server.process.poll() is not None
        assert not ended, "\n".join(server.said)
        assert time.monotonic() < until, "\n".join(server.said)
        time.sleep(0.05)


def stop(process: subprocess.Popen[str]) -> None:
    """Ask, then insist."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# --------------------------------------------------------------------------------------- mail


class Letters(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is given, for reading."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Postman)
        self.kept: list[EmailMessage] = []

    @property
    def url(self) -> str:
        """What `MAIL_URL` says to send mail here."""
        return f"smtp://127.0.0.1:{self.server_address[1]}?tls=0"

    def to(self, address: str, *, after: int = 0) -> EmailMessage:
        """The newest letter to somebody, once it is there."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = [one for one in self.kept[after:] if address in str(one["To"])]
            if found:
                return found[-1]
            time.sleep(0.05)
        raise LookupError(f"no letter to {address} within {PATIENCE:.0f} s")


class Postman(socketserver.StreamRequestHandler):
    """As much of SMTP as a sender needs."""

    server: Letters

    def handle(self) -> None:
        """One conversation."""
        self.say("220 here")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word == b"DATA":
                self.say("354 go on")
                self.keep()
            self.say("221 bye" if word == b"QUIT" else "250 fine")

    def say(self, words: str) -> None:
        """One line back."""
        self.wfile.write(f"{words}\r\n".encode())

    def keep(self) -> None:
        """Read a letter to its end."""
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        self.server.kept.append(message_from_bytes(b"".join(lines), policy=policy.default))


@contextmanager
def mailbox() -> Iterator[Letters]:
    """A mail server of this test's own."""
    with Letters() as letters:
        threading.Thread(target=letters.serve_forever, daemon=True).start()
        yield letters
        letters.shutdown()


def words_of(letter: EmailMessage) -> str:
    """The plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(letter: EmailMessage, path: str) -> str:
    """The address in a letter that has this path in it."""
    found = re.search(rf"https?://\S*{path}\S*", words_of(letter))
    assert found, words_of(letter)
    return found[0].rstrip(".,)")


def code_in(letter: EmailMessage) -> str:
    """The six figures in a letter."""
    found = re.search(r"\b(\d{3}) ?(\d{3})\b", words_of(letter))
    assert found, words_of(letter)
    return "".join(found.groups())
