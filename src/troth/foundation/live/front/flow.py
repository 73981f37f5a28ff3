"""Back-pressure: who may not be written to any faster is not read for any longer."""

import asyncio

HIGH = 256 * 1024
LOW = 64 * 1024

DIALLING = 1
FULL = 2
PIPELINED = 4


class Valve:
    """Reading from one connection, held for as long as there is any reason to hold it."""

    __slots__ = ("_reasons", "_transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        """Take charge of this connection's reading, and limit what waits to be written to it."""
        transport.set_write_buffer_limits(high=HIGH, low=LOW)
        self._transport = transport
        self._reasons = 0

    @property
    def held(self) -> bool:
        """Whether anything holds it."""
        return self._reasons != 0

    def hold(self, reason: int) -> None:
        """Stop reading for this reason."""
        if not self._reasons and not self._transport.is_closing():
            self._transport.pause_reading()
        self._reasons |= reason

    def free(self, reason: int) -> None:
        """This reason is gone; read on if it was the last."""
        before, self._reasons = self._reasons, self._reasons & ~reason
        if before and not self._reasons and not self._transport.is_closing():
            self._transport.resume_reading()

    def release(self) -> None:
        """No reason counts any more."""
        self.free(self._reasons)
