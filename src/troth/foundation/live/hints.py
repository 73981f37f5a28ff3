"""Telling the other processes what has just been committed: never waits, never raises.

A word that gets lost is only late: live and follow look into the database by themselves.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from troth.foundation.live.words import Cut, Hint, Inbox, Word, write

LIVE = "live.sock"
FOLLOW = "follow.sock"


class Line:
    """Where words go: nowhere until configured, then to sockets, and to Redis where there is one."""

    def __init__(self) -> None:
        self._live: Callable[[bytes], None] | None = None
        self._follow: Callable[[bytes], None] | None = None

    def connect(self, run_folder: Path | None, *, redis_url: str) -> None:
        """Use this folder's sockets; with Redis, live hears through it, on every machine."""
        self._live = self._follow = None
        if run_folder is None:
            return
        self._follow = _datagrams(run_folder / FOLLOW)
        self._live = _redis(redis_url) if redis_url else _datagrams(run_folder / LIVE)

    def say(self, word: Word) -> None:
        """Send it, or let it be."""
        # An id with a stray character cannot be encoded; that is no reason to lose the action.
        with suppress(OSError, ValueError):
            line = write(word)
            if self._live:
                self._live(line)
            if self._follow and isinstance(word, Hint):
                self._follow(line)


def _datagrams(path: Path) -> Callable[[bytes], None]:
    """A sender of datagrams to one socket, whether or not anybody listens there yet."""
    sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    sender.settimeout(0)
    address = str(path)

    def send(line: bytes) -> None:
        with suppress(OSError):
            sender.sendto(line, address)

    return send


def _redis(url: str) -> Callable[[bytes], None]:
    """A sender through Redis. The library is an extra, so it is loaded only where it is used."""
    relay = import_module("troth.foundation.live.relay")
    send: Callable[[bytes], None] = relay.Publisher(url).send
    return send


_line = Line()


def configure(run_folder: Path | None, *, redis_url: str = "") -> None:
    """Say where the processes' sockets lie (None: say nothing to anybody) and which Redis to use."""
    _line.connect(run_folder, redis_url=redis_url)


def hint(room: str, idx: int, kind: str) -> None:
    """An entry was committed: tell live and follow."""
    _line.say(Hint(room, idx, kind))


def cut(person: str, room: str) -> None:
    """A person lost access to a room (`*`: to everything): close that person's streams."""
    _line.say(Cut(person, room))


def inbox(person: str) -> None:
    """Something new waits for a person."""
    _line.say(Inbox(person))
