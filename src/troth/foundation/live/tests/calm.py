"""How long something may take in a test: what is promised, and more where the machine has other work."""

import os

# Where more runs than there are cores, each waits for its turn; the promise is about a machine that is free.
BUSY = 5


def calm() -> bool:
    """Whether this machine has a core to spare."""
    return os.getloadavg()[0] < (os.cpu_count() or 1)


def within(seconds: float) -> float:
    """The promise itself on a calm machine, five times as long on a busy one."""
    return seconds if calm() else seconds * BUSY
