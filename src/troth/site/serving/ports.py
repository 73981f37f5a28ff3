"""Whether a port can be had, and whether somebody answers at a socket."""

import socket
from pathlib import Path


def port_is_free(port: int) -> bool:
    """Try to listen on it for a moment, the way the server will."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(path: Path) -> bool:
    """Whether somebody takes what is sent to this socket; a file alone is there before that."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_UNIX, kind) as probe:
            try:
                probe.connect(str(path))
            except OSError:
                continue
            return True
    return False
