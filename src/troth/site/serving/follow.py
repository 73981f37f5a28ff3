"""The follow process: followers read the logs, clocks do what waits for a moment."""

import logging
import select
import signal
import socket
import time
from pathlib import Path
from types import FrameType

from django.conf import settings

from troth.site import rounds

POLL_SECONDS = 0.5
CLOCK_SECONDS = 60
LEDGER_CLOCK_SECONDS = 30
NIGHT_SECONDS = 24 * 3600

log = logging.getLogger("troth.follow")


class Ear:
    """Hears hints on a socket, so that followers start at once; a lost one costs half a second."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))
        path.chmod(0o600)
        self.socket.settimeout(0)

    def wait(self, seconds: float) -> None:
        """Return when something was said, or when the time is over; forget what was said."""
        select.select([self.socket], [], [], seconds)
        try:
            while self.socket.recv(512):
                pass
        except BlockingIOError:
            return


class Follow:
    """Runs until it is told to stop."""

    def __init__(self, run: Path) -> None:
        self.ear = Ear(run / "follow.sock")
        self.stopping = False
        self.next_clock = self.next_ledger = self.next_night = 0.0

    def ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        """SIGTERM from the supervisor."""
        self.stopping = True

    def turn(self) -> None:
        """One round: followers first, then whatever clock is due."""
        busy = rounds.followers()
        busy = rounds.workers() or busy
        now = time.monotonic()
        if now >= self.next_ledger:
            self.next_ledger = now + LEDGER_CLOCK_SECONDS
            rounds.ledger_clock()
        if now >= self.next_clock:
            self.next_clock = now + CLOCK_SECONDS
            rounds.clocks()
        if now >= self.next_night:
            self.next_night = now + NIGHT_SECONDS
            rounds.nightly()
        if not busy:
            self.ear.wait(POLL_SECONDS)

    def run(self) -> None:
        """Turn after turn; a fault in one is logged and does not end the process."""
        while not self.stopping:
            try:
                self.turn()
            except Exception:
                log.exception("a round ended early; the next begins in a second")
                time.sleep(1)


def follow() -> None:
    """What `troth follow` runs."""
    turns = Follow(settings.TROTH_RUN)
    signal.signal(signal.SIGTERM, turns.ask_to_stop)
    signal.signal(signal.SIGINT, turns.ask_to_stop)
    turns.run()
