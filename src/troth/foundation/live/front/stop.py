"""Stopping without losing anything: pages in flight are finished, readers are told when to return."""

import asyncio

from troth.foundation.live.front.parts import Parts

GRACE = 10.0
STEP = 0.02


async def wind_down(parts: Parts, *, grace: float = GRACE) -> None:
    """Close what is idle, wait for what was begun, and close the rest when the grace is over."""
    parts.stopping = True
    for connection in list(parts.connections):
        connection.wind_down()
    for _ in range(round(grace / STEP)):
        if not parts.connections:
            break
        await asyncio.sleep(STEP)
    for connection in list(parts.connections):
        connection.abort()
    # One more turn of the loop, in which what was closed is also let go of.
    await asyncio.sleep(0)
