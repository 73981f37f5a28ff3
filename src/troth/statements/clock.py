"""What falls due: letters to those who took a withdrawn text, and addresses nobody has confirmed."""

from datetime import datetime
from typing import Final

from troth.statements.actions.listening import forget_unconfirmed, tell
from troth.statements.queries.inside import letters_due

LETTERS: Final = 100
# Mail that cannot leave mostly cannot leave at all: a round does not wait for each letter.
MOST_FAULTS: Final = 3


def due(now: datetime) -> int:
    """Tell whom it is time to tell, and forget whom nobody confirmed; how many letters left."""
    forget_unconfirmed(now)
    sent = faults = 0
    for listener in letters_due(now, limit=LETTERS):
        left = tell(listener, now)
        sent, faults = sent + left, faults + (not left)
        if faults >= MOST_FAULTS:
            break
    return sent
