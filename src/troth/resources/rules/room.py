"""How much a file may have, and how much room is left for an organisation."""

from troth.resources.rules.refusals import Refusal

MEGABYTE = 1024**2
GIGABYTE = 1024**3
LARGEST = GIGABYTE
LARGEST_PIECE = 8 * MEGABYTE
MOST_OPEN = 20


def size_refusal(size: int, *, used: int, quota: int) -> Refusal | None:
    """Why a file of this size cannot be kept."""
    if size < 1:
        return Refusal.EMPTY
    if size > LARGEST:
        return Refusal.TOO_LARGE
    return Refusal.NO_ROOM_LEFT if used + size > quota else None
