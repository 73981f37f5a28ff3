"""How often somebody outside may ask to be told, and how long an unanswered address is kept."""

from datetime import timedelta
from typing import Final

from troth.people.rules.limits import DAY, QUARTER, Limit

# Per address, whatever the statement: nobody's mailbox is filled from here.
ASKS_A_DAY: Final = Limit("told-address", 3, DAY)
# Per place in the network, and per statement.
ASKS_FROM: Final = Limit("told-from", 10, QUARTER)
ASKS_OF_ONE: Final = Limit("told-statement", 200, DAY)
CONFIRM_WITHIN: Final = timedelta(days=3)
# Tries of one letter; then the address is deleted whether it left or not.
MOST_TRIES: Final = 10


def wait_after(tries: int) -> timedelta:
    """How long the next try of a letter waits."""
    return min(timedelta(minutes=2**tries), timedelta(hours=6))
