"""The sockets that browsers, or the proxy before us, connect to."""

import errno
import os
import socket
from pathlib import Path

from troth.foundation.live.ears import clear_the_way

BACKLOG = 4096
UNREACHABLE = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


def tcp_sockets(host: str, port: int) -> list[socket.socket]:
    """One socket for each address of this host name, all on one port; 0 means: any free one.

    Raises `OSError` where the port is taken or the host is not ours.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    made: list[socket.socket] = []
    for family, _, _, _, address in sorted(found, key=lambda one: one[0]):
        chosen = made[0].getsockname()[1] if made else port
        try:
            made.append(_tcp_socket(family, (address[0], chosen, *address[2:])))
        except OSError as error:
            # A name may stand for an address this machine lacks: IPv6 in many containers.
            if error.errno in UNREACHABLE:
                continue
            for one in made:
                one.close()
            raise
    if not made:
        raise OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
    return made


def _tcp_socket(family: int, address: tuple[object, ...]) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)
        # Two processes may bind one port; only one may listen, so taken is found out here.
        made.listen(BACKLOG)
    except OSError:
        made.close()
        raise
    return made


def unix_socket(path: Path) -> socket.socket:
    """A socket for the proxy before us, open to its group. Raises `Taken` if it is in use."""
    clear_the_way(path, socket.SOCK_STREAM)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.bind(str(path))
    path.chmod(0o660)
    made.listen(BACKLOG)
    return made
