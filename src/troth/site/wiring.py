"""Where everything that must not know each other is put together: gate, followers, clocks, offers."""

from django.conf import settings

from troth.foundation.access import door
from troth.foundation.live import hints
from troth.partnerships.gate import SeatGate


def wire() -> None:
    """Called once, when all apps are loaded."""
    door.hang(SeatGate())
    hints.configure(settings.TROTH_RUN)
