"""What passes from one side to the other: hop-by-hop headers end here, forwarded ones are made here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from troth.foundation.live.front.parse import Headers, Request

Network = IPv4Network | IPv6Network
HOP = frozenset(
    b"connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer "
    b"transfer-encoding upgrade http2-settings".split()
)
OURS = (b"x-forwarded-", b"x-troth-", b"sec-websocket-")
OURS_TOO = frozenset({b"forwarded", b"x-real-ip", b"expect", b"content-length", b"host"})
PROTOS = frozenset({b"http", b"https"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from: the address nearest to the person that can be believed, and how."""

    address: bytes
    proto: bytes


class Believed:
    """The proxies whose forwarded headers are believed. Over a unix socket comes only our own proxy."""

    def __init__(self, networks: Sequence[str] = ()) -> None:
        """Networks in CIDR form or single addresses. Raises `ValueError` for anything else."""
        self._networks: list[Network] = [ip_network(one, strict=False) for one in networks]

    def origin(self, peer: str | None, request: Request) -> Origin:
        """Where this request came from; `peer` is None for a unix socket."""
        if not self._trusts(peer):
            return Origin((peer or "").encode(), b"http")
        proto = request.get(b"x-forwarded-proto").lower()
        chain = [
            one.strip() for one in request.get(b"x-forwarded-for").decode("latin-1").split(",")
        ]
        for address in reversed([one for one in chain if one]):
            if not _is_address(address):
                break
            peer = address
            if not self._trusts(address):
                break
        return Origin((peer or "").encode(), proto if proto in PROTOS else b"http")

    def _trusts(self, peer: str | None) -> bool:
        if peer is None or not self._networks:
            return peer is None
        address = ip_address(peer)
        return any(address in network for network in self._networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def request_head(request: Request, origin: Origin, *, more: Headers | None = None) -> bytes:
    """The head as the next server gets it; `more` are headers that only we may set."""
    named = _named(request.headers)
    lines = [b"%b %b HTTP/1.1\r\nhost: %b\r\n" % (request.method, request.target, request.host)]
    for name, value in request.headers:
        # An underscore becomes a dash in WSGI's names: x_forwarded_for would pass for ours.
        if (
            name in HOP
            or name in OURS_TOO
            or name in named
            or b"_" in name
            or name.startswith(OURS)
        ):
            continue
        lines.append(b"%b: %b\r\n" % (name, value))
    if request.length or request.method in {b"POST", b"PUT", b"PATCH"}:
        lines.append(b"content-length: %d\r\n" % request.length)
    lines.append(
        b"x-forwarded-for: %b\r\nx-forwarded-proto: %b\r\n" % (origin.address, origin.proto)
    )
    lines.extend(b"%b: %b\r\n" % one for one in more or ())
    lines.append(b"\r\n")
    return b"".join(lines)


def answer_head(status: int, reason: bytes, *, headers: Headers, more: Iterable[bytes]) -> bytes:
    """The head as the browser gets it; `more` are whole lines about this connection."""
    named = _named(headers)
    lines = [b"HTTP/1.1 %d %b\r\n" % (status, reason)]
    lines.extend(
        b"%b: %b\r\n" % (name, value)
        for name, value in headers
        if name.lower() not in HOP and name.lower() not in named
    )
    lines.extend(b"%b\r\n" % line for line in more)
    lines.append(b"\r\n")
    return b"".join(lines)


def _named(headers: Headers) -> frozenset[bytes]:
    """Headers that a Connection header names as meant for this hop alone."""
    values = [value for name, value in headers if name.lower() == b"connection"]
    return frozenset(part.strip().lower() for value in values for part in value.split(b","))
