"""What live asks web: the words of a question and of its answer, whoever carries them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256

LONGEST_ANSWER = 64 * 1024


class WebAway(Exception):
    """Web did not answer, or answered more than can be kept."""


@dataclass(frozen=True, slots=True)
class Browser:
    """Who asks, as web knows it: host, cookie, the address it came from and how, and the languages it reads."""

    host: bytes
    cookie: bytes = b""
    address: bytes = b""
    proto: bytes = b"http"
    languages: bytes = b""

    @property
    def key(self) -> bytes:
        """The same for every request of one browser to one host; the cookie cannot be read from it."""
        parts = (self.host.lower(), self.cookie, self.languages)
        return sha256(b"\n".join(parts)).digest()

    def nobody(self) -> "Browser":
        """The same way in, without the cookie."""
        return Browser(self.host, b"", b"", self.proto)


@dataclass(frozen=True, slots=True)
class Reply:
    """Web's answer to a question of ours."""

    status: int
    kind: bytes
    body: bytes


Ask = Callable[[str, Browser], Awaitable[Reply]]
