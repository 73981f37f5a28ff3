"""Reading the head of a request. Nothing ambiguous passes: what two readers could read differently."""

import re
from dataclasses import dataclass, field

import httptools

END = b"\r\n\r\n"
LONGEST_HEAD = 64 * 1024
HOST = re.compile(rb"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
Headers = list[tuple[bytes, bytes]]


class Unfit(Exception):
    """A request that is not passed on; `status` is what the browser is told."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(slots=True)
class Request:
    """A request's head. Names of headers are in lower case, in the order they came."""

    method: bytes
    target: bytes
    modern: bool
    headers: Headers
    host: bytes
    length: int
    keep: bool
    upgrade: bool

    def get(self, name: bytes) -> bytes:
        """A header's value, several of one name joined; empty where there is none."""
        glue = b"; " if name == b"cookie" else b", "
        return glue.join(value for header, value in self.headers if header == name)

    @property
    def waits(self) -> bool:
        """Whether the browser waits for a word before it sends the body."""
        return self.modern and self.length > 0 and self.get(b"expect").lower() == b"100-continue"


@dataclass
class _Fields:
    """What the parser reports."""

    url: bytes = b""
    headers: Headers = field(default_factory=list)
    complete: int = 0
    body: bool = False
    keep: bool = False
    upgrade: bool = False

    def __post_init__(self) -> None:
        self.parser = httptools.HttpRequestParser(self)

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        # Asked here, because the parser forgets both when the message is complete.
        self.keep = self.parser.should_keep_alive()
        self.upgrade = self.parser.should_upgrade()
        self.complete += 1

    def on_body(self, body: bytes) -> None:
        self.body = True


def read_request(head: bytes) -> Request:
    """The request of exactly one head, its empty line included. Raises `Unfit`."""
    fields = _Fields()
    try:
        fields.parser.feed_data(head)
    except httptools.HttpParserUpgrade:
        pass
    except httptools.HttpParserError as error:
        raise Unfit(400) from error
    if fields.complete != 1 or fields.body or not fields.url.startswith(b"/"):
        raise Unfit(400)
    version = fields.parser.get_http_version()
    if version not in {"1.1", "1.0"}:
        raise Unfit(505)
    modern = version == "1.1"
    return Request(
        method=fields.parser.get_method(),
        target=fields.url,
        modern=modern,
        headers=fields.headers,
        host=_host(fields.headers, needed=modern),
        length=_length(fields.headers),
        keep=modern and fields.keep,
        upgrade=fields.upgrade,
    )


def _host(headers: Headers, *, needed: bool) -> bytes:
    hosts = [value for name, value in headers if name == b"host"]
    if not hosts and not needed:
        return b""
    if len(hosts) != 1 or not HOST.fullmatch(hosts[0]):
        raise Unfit(400)
    return hosts[0]


def _length(headers: Headers) -> int:
    lengths = [value for name, value in headers if name == b"content-length"]
    coded = any(name == b"transfer-encoding" for name, _ in headers)
    if coded and lengths:
        raise Unfit(400)
    if coded:
        # Web would read none of a chunked body, and the page would say that nothing was sent.
        raise Unfit(411)
    if len(lengths) > 1:
        raise Unfit(400)
    return int(lengths[0]) if lengths else 0
