"""Live's ears: the datagram socket where web and follow say what they have committed."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

from troth.foundation.live import words
from troth.foundation.live.hub import Hub
from troth.foundation.live.watch import Watch
from troth.foundation.live.words import Cut, Hint, Inbox

IN_A_TURN = 64
ROOM_FOR = 1024 * 1024


class Taken(Exception):
    """Another live process of this state folder is running."""


def understand(hub: Hub, watch: Watch) -> Callable[[bytes], None]:
    """What to do with a line, wherever it came from."""

    def hear(line: bytes) -> None:
        match words.read(line):
            case Hint() as hint:
                hub.hint(hint)
            case Cut() as cut:
                watch.cut(cut)
            case Inbox(person):
                hub.inbox(person)
            case None:
                pass

    return hear


def clear_the_way(path: Path, kind: socket.SocketKind) -> None:
    """Remove the socket a process left behind. Raises `Taken` if somebody still listens there."""
    with socket.socket(socket.AF_UNIX, kind) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except FileNotFoundError:
            return
        except ConnectionRefusedError:
            path.unlink(missing_ok=True)
            return
    raise Taken(str(path))


class Ears:
    """Listens for datagrams and hands each to `hear`."""

    def __init__(self, path: Path, hear: Callable[[bytes], None]) -> None:
        self._path = path
        self._hear = hear
        clear_the_way(path, socket.SOCK_DGRAM)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.settimeout(0)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM_FOR)
        self._socket.bind(str(path))
        asyncio.get_running_loop().add_reader(self._socket, self._listen)

    def _listen(self) -> None:
        for _ in range(IN_A_TURN):
            try:
                line = self._socket.recv(words.LONGEST + 1)
            except BlockingIOError:
                return
            self._hear(line)

    def close(self) -> None:
        """Stop listening and take the socket away."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()
        self._path.unlink(missing_ok=True)
