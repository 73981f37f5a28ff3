"""Asking other servers, at addresses that people or their browsers gave: never one inside our own network.

Only https, only addresses that the whole internet reaches, no redirects, a few seconds, a short answer. The name is
resolved once, every address it has is looked at, and the connection goes to one that was looked at.
"""

import http.client
import re
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

SECONDS: Final = 10
LONGEST_ADDRESS: Final = 2048
LONGEST_ANSWER: Final = 64 * 1024
PLAIN: Final = re.compile(r"[!-~]+")
HOST: Final = re.compile(r"[a-z0-9.:-]+")
# Where addresses of IPv6 are given out; outside lie those that stand for another address, as of IPv4.
GIVEN_OUT: Final = IPv6Network("2000::/3")
STANDS_FOR_IPV4: Final = IPv6Network("2002::/16")


class NotAllowed(ValueError):
    """We do not ask there: another scheme, or an address inside some network."""


class NotReached(OSError):
    """No answer that can be used; later there may be one."""


@dataclass(frozen=True)
class Answer:
    """What the other server said."""

    status: int
    body: bytes


def addresses_of(host: str, port: int) -> list[str]:
    """Every address of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def dial(address: str, port: int) -> socket.socket:
    """A connection to one address."""
    return socket.create_connection((address, port), timeout=SECONDS)


@dataclass(frozen=True, kw_only=True)
class Ways:
    """How names are resolved, connections made and certificates checked.

    A test gives its own, because no server of a test has an address that may be asked. What is refused is decided
    outside of them: an address inside a network is refused whoever resolved it.
    """

    resolve: Callable[[str, int], list[str]] = addresses_of
    dial: Callable[[str, int], socket.socket] = dial
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


OURS: Final = Ways()


def allowed(url: str) -> SplitResult:
    """The address taken apart, if its form is one that we ask. Raises `NotAllowed`."""
    if len(url) > LONGEST_ADDRESS or not PLAIN.fullmatch(url):
        raise NotAllowed("not an address, or too long")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as wrong:
        raise NotAllowed("not an address") from wrong
    if parts.scheme != "https" or port not in {None, 443}:
        raise NotAllowed("only https, at its usual port")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise NotAllowed("more than an address")
    if not HOST.fullmatch(parts.hostname or ""):
        raise NotAllowed("no name of a server")
    return parts


def is_reached_by_all(address: str) -> bool:
    """Whether the address lies in the open internet, and in no network of ours or of anybody's."""
    try:
        one = ip_address(address)
    except ValueError:
        return False
    if not one.is_global or one.is_multicast or one.is_reserved:
        return False
    return isinstance(one, IPv4Address) or (one in GIVEN_OUT and one not in STANDS_FOR_IPV4)


def looked_at(host: str, ways: Ways) -> str:
    """An address of this name; if one of its addresses may not be asked, none is. Raises both."""
    try:
        found = ways.resolve(host, 443)
    except (OSError, UnicodeError) as unknown:
        raise NotReached(f"{host} has no address") from unknown
    if not found or not all(is_reached_by_all(one) for one in found):
        raise NotAllowed(f"{host} lies inside a network")
    return found[0]


def post(url: str, body: bytes, *, headers: Mapping[str, str], ways: Ways = OURS) -> Answer:
    """Send something and read the answer. Raises `NotAllowed`, and `NotReached` where there is none to use."""
    parts = allowed(url)
    host = parts.hostname or ""
    address = looked_at(host, ways)
    target = parts._replace(scheme="", netloc="").geturl() or "/"
    try:
        with ways.dial(address, 443) as plain:
            return ask(plain, host, send=("POST", target, body, dict(headers)), ways=ways)
    except (OSError, http.client.HTTPException, ValueError) as broken:
        raise NotReached(f"{host} did not answer: {broken}") from broken


def ask(
    plain: socket.socket, host: str, *, send: tuple[str, str, bytes, dict[str, str]], ways: Ways
) -> Answer:
    """Speak over this connection, and hang up when the time is over, however slowly the other side talks."""
    wrap = ways.trust().wrap_socket
    with wrap(plain, server_hostname=host, do_handshake_on_connect=False) as safe:
        # Not its own method, which takes the encryption away from under whoever reads.
        over = Timer(SECONDS, partial(hang_up, safe))
        over.daemon = True
        over.start()
        try:
            safe.do_handshake()
            connection = http.client.HTTPSConnection(host)
            connection.sock = safe
            connection.request(*send)
            return read(connection.getresponse())
        finally:
            over.cancel()


def hang_up(safe: ssl.SSLSocket) -> None:
    """End the connection under whoever waits for it."""
    try:
        socket.socket.shutdown(safe, socket.SHUT_RDWR)
    except OSError:
        return


def read(response: http.client.HTTPResponse) -> Answer:
    """The answer, if it is short and leads nowhere else."""
    if 300 <= response.status < 400:
        raise NotReached("it leads elsewhere, and we do not follow")
    body = response.read(LONGEST_ANSWER + 1)
    if len(body) > LONGEST_ANSWER:
        raise NotReached("its answer is too long")
    if response.length:
        raise NotReached("its answer broke off")
    return Answer(response.status, body)
