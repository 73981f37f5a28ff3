"""Whether a port can be had."""

import socket


def port_is_free(port: int) -> bool:
    """Try to listen on it for a moment, the way the server will."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
