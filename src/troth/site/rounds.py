"""What the follow process does in one round."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from troth.ledger.follower import Follower, run_pass, self_check

log = logging.getLogger("troth.follow")
Worker = Callable[[datetime], bool]

# Filled by the wiring: the followers of the logs, and one function per clock that does what is due.
FOLLOWERS: list[Follower] = []
CLOCKS: list[Callable[[datetime], object]] = []
WORKERS: list[Worker] = []
LEDGER_CLOCK: list[Callable[[datetime], object]] = []


def followers() -> bool:
    """Let every follower read on; True when there may be more at once."""
    return run_pass(FOLLOWERS)


def workers() -> bool:
    """One piece of every long work; True when there may be more."""
    turns = [work(timezone.now()) for work in WORKERS]
    return any(turns)


def ring(clock: Callable[[datetime], object]) -> None:
    """Do what is due by one clock; one clock's fault does not stop the others."""
    close_old_connections()
    try:
        clock(timezone.now())
    except Exception:
        log.exception("the clock %s stopped early", getattr(clock, "__module__", clock))


def clocks() -> None:
    """Everything that waits for a moment, once a minute."""
    for clock in CLOCKS:
        ring(clock)


def ledger_clock() -> None:
    """Sign what grew, every half minute."""
    for clock in LEDGER_CLOCK:
        ring(clock)


def nightly() -> None:
    """Look for entries that a follower has missed although the log was marked as read; there should be none."""
    self_check(FOLLOWERS)
