"""A real translation service on this machine: it speaks LibreTranslate's API, well or badly as a test wants it."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from troth.discussions.interpreter import Interpreter
from troth.discussions.models import Translation
from troth.discussions.rules.translating import Stage
from troth.foundation.web.clock import now

Asked = dict[str, Any]
KNOWN = ("de", "en", "fr")
WORDS = {"landed": "angekommen", "reference": "Referenz", "sensors": "Sensoren", "The ": "Die "}


def in_german(asked: Asked) -> str:
    """A translation that leaves tags alone."""
    said = str(asked["q"])
    for ours, theirs in WORDS.items():
        said = said.replace(ours, theirs)
    return said


class Provider(ThreadingHTTPServer):
    """Answers on a free port of this machine, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.asked: list[Asked] = []
        self.paths: list[str] = []
        self.translate: Callable[[Asked], object] = in_german
        self.status, self.raw, self.headers = 200, b"", dict[str, str]()
        self.go_on = Event()
        self.go_on.set()
        self.drip = 0.0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def said(self, asked: Asked) -> bytes:
        """The body of its answer."""
        return self.raw or json.dumps({"translatedText": self.translate(asked)}).encode()


class Door(BaseHTTPRequestHandler):
    """One request."""

    server: Provider

    def do_GET(self) -> None:
        """Which languages it knows."""
        self.server.paths.append(self.path)
        known = [{"code": code, "name": code, "targets": ["de", "en", "fr"]} for code in KNOWN]
        said = self.server.raw or json.dumps(known).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.write(said)

    def do_POST(self) -> None:
        """Remember what was asked and answer as it was told to."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = json.loads(body)
        self.server.asked.append(asked)
        self.server.paths.append(self.path)
        self.server.go_on.wait(20)
        said = self.server.said(asked)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.write(said)

    def write(self, said: bytes) -> None:
        """The body, at once or byte by byte; whoever asked may have gone."""
        step = 1 if self.server.drip else max(len(said), 1)
        try:
            for at in range(0, len(said), step):
                self.wfile.write(said[at : at + step])
                self.wfile.flush()
                time.sleep(self.server.drip)
        except OSError:
            return

    def log_message(self, *said: object) -> None:
        """It says nothing to the terminal."""


@contextmanager
def provider_here() -> Iterator[Provider]:
    """One that runs as long as a test."""
    found = Provider()
    Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield found
    finally:
        found.go_on.set()
        found.shutdown()
        found.server_close()


def interpret() -> None:
    """Let the follow process go on until nobody waits any more."""
    worker = Interpreter()
    for _turn in range(2000):
        worker.turn(now())
        if not worker.under_way and not Translation.objects.filter(stage=Stage.WAITING).exists():
            return
        time.sleep(0.005)
    raise AssertionError("the interpreter did not come to an end")
