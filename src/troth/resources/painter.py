"""Drawing files that were handed in, one at a time in a child process, so that nobody has to wait for it."""

import logging
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import IO

from troth.resources.actions.files import blocks_of
from troth.resources.actions.looks import settle
from troth.resources.models import Version
from troth.resources.rules.looks import LARGEST_PICTURE, Look

# Longer than the processor time it may have: a busy machine is no fault of the file.
PATIENCE_SECONDS = 30
DRAWING = Path(__file__).with_name("drawing.py")
REST_SECONDS = 60
# A child that draws needs to know where its libraries are, and nothing else about us.
BARE = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}

log = logging.getLogger("troth.resources")


class Easel:
    """One file that is being drawn."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # kept open from turn to turn
        with tempfile.TemporaryFile() as source:
            for block in blocks_of(version.key):
                source.write(block)
            source.seek(0)
            command = [sys.executable, "-I", str(DRAWING), version.media]
            self.child = subprocess.Popen(  # noqa: S603  # our own program; nothing of the sender's is in the command
                command, stdin=source, stdout=self.out, stderr=subprocess.DEVNULL, env=BARE
            )
        self.until = time.monotonic() + PATIENCE_SECONDS

    def done(self) -> bool:
        """Whether it has answered; one that takes too long is stopped."""
        if self.child.poll() is None and time.monotonic() > self.until:
            self.child.kill()
            self.child.wait()
        return self.child.poll() is not None

    def answer(self) -> bytes:
        """What it said; nothing, if it did not come to its end."""
        self.out.seek(0)
        said = self.out.read(LARGEST_PICTURE + 100)
        self.out.close()
        return said if self.child.returncode == 0 else b""


class Painter:
    """Looks after one drawing at a time; asked in every round, it never waits."""

    def __init__(self) -> None:
        self.easel: Easel | None = None
        self.resting_until = 0.0

    def turn(self, now: datetime) -> bool:  # every worker is asked with the time
        """Begin a drawing, or put away one that is ready; True where the next can begin at once."""
        if self.easel is None:
            self.easel = self.begin()
            return False
        if not self.easel.done():
            return False
        easel, self.easel = self.easel, None
        try:
            if settle(easel.version, easel.answer()) is Look.HARD:
                log.warning("the file %s could not be drawn", easel.version.key)
        except OSError:
            self.rest(easel.version)
            return False
        return True

    def begin(self) -> Easel | None:
        """Take the oldest file that waits; None where nothing does, or the files cannot be reached now."""
        if time.monotonic() < self.resting_until:
            return None
        rows = Version.objects.filter(look=Look.WAITING, resource__withdrawn_at__isnull=True)
        version = rows.order_by("id").first()
        if version is None:
            return None
        try:
            return Easel(version)
        except FileNotFoundError:
            settle(version, b"broken\n")
        except OSError:
            self.rest(version)
        return None

    def rest(self, version: Version) -> None:
        """Leave it for a minute; what cannot be reached now is no fault of the file."""
        log.warning("the file %s cannot be reached; trying again in a minute", version.key)
        self.resting_until = time.monotonic() + REST_SECONDS
