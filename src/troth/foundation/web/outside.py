"""One request to a service outside: it waits in a thread of its own, and is bounded in time and in size.

Only for addresses that the operator wrote into a setting, so they may lie in any network. An address that somebody
typed into a page, or that their browser gave, has no business here: `open_internet` asks those.
"""

import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR
from threading import Thread
from urllib.parse import urlsplit

BLOCK = 16 * 1024
# Waiting is over a little later than the last byte may come.
GRACE_SECONDS = 0.5


class NoAnswer(Exception):
    """No answer that can be used; the words say why, for whoever runs the server.

    `passing`: the same request may be answered later.
    """

    def __init__(self, why: str, *, passing: bool) -> None:
        super().__init__(why)
        self.passing = passing


class Call(Thread):
    """A request under way, a GET where it has no body.

    No redirect is followed, no proxy asked, and of https the certificate is checked.
    """

    def __init__(
        self, url: str, body: bytes | None, *, headers: Mapping[str, str], seconds: float, most: int
    ) -> None:
        super().__init__(daemon=True)
        self.parts = urlsplit(url)
        self.body, self.headers, self.most = body, dict(headers), most
        self.until = time.monotonic() + seconds
        self.line = line_to(url, seconds=seconds)
        self.said: bytes | NoAnswer | None = None

    def run(self) -> None:
        """Ask, and keep what came of it."""
        try:
            self.said = self.exchange()
        except NoAnswer as none:
            self.said = none
        except (OSError, HTTPException, ValueError) as wrong:
            why = f"{type(wrong).__name__}: {wrong}"
            self.said = NoAnswer(why, passing=not isinstance(wrong, ssl.SSLCertVerificationError))
        finally:
            self.line.close()

    def exchange(self) -> bytes:
        """Send the request and read the answer. Raises what can go wrong."""
        headers = {**self.headers, "User-Agent": "Troth", "Connection": "close"}
        method = "GET" if self.body is None else "POST"
        self.line.request(method, self.parts.path or "/", self.body, headers)
        answer = self.line.getresponse()
        if answer.status != 200:
            passing = answer.status >= 500 or answer.status == 429
            raise NoAnswer(f"it answered {answer.status}", passing=passing)
        return self.read(answer)

    def read(self, answer: HTTPResponse) -> bytes:
        """What it says, as far as it is not too much and does not come too slowly."""
        found = bytearray()
        while block := answer.read1(BLOCK):
            found += block
            if len(found) > self.most:
                raise NoAnswer(f"its answer is longer than {self.most} bytes", passing=False)
            if time.monotonic() > self.until:
                raise NoAnswer("it answered too slowly", passing=True)
        if answer.length:
            raise NoAnswer("its answer broke off", passing=True)
        return bytes(found)

    def done(self) -> bool:
        """Whether it has come to an end; one that takes too long is cut off."""
        if self.said is None and time.monotonic() > self.until + GRACE_SECONDS:
            self.cut()
            self.said = NoAnswer("it answered too slowly", passing=True)
        return self.said is not None

    def cut(self) -> None:
        """Hang up, whatever it is about to say."""
        if self.line.sock is not None:
            with suppress(OSError):
                self.line.sock.shutdown(SHUT_RDWR)

    def answer(self) -> bytes:
        """What it said. Raises `NoAnswer`."""
        if isinstance(self.said, bytes):
            return self.said
        raise self.said or NoAnswer("it has not answered yet", passing=True)


def line_to(url: str, *, seconds: float) -> HTTPConnection:
    """A connection that is not open yet."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(parts.hostname or "", parts.port, timeout=seconds, context=context)
    if parts.scheme != "http":
        raise ValueError("only http and https are spoken here")
    return HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
