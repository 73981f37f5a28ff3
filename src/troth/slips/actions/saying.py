"""What is said below a slip: acknowledged, answered, added to, repaired, confirmed."""

from django.db import transaction

from troth.foundation.facts.slips import (
    SlipAcknowledged,
    SlipAdded,
    SlipAnswered,
    SlipRepaired,
    SlipRepairSaid,
)
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Seat
from troth.slips.actions.turns import take, tell
from troth.slips.models import LONGEST_WORDS, Said, Slip
from troth.slips.rules.states import Act


def kept(words: str) -> str:
    """Words as they are kept."""
    return words.strip()[:LONGEST_WORDS]


@transaction.atomic
def acknowledge(slip: Slip, *, by: Seat, words: str = "") -> Slip:
    """Say that it was read and heard, for one's organisation; once. Raises `NotPossible`."""
    found, said = take(Act.ACKNOWLEDGE, slip, by=by), kept(words)
    fact = SlipAcknowledged(
        room=Ulid(found.room_id), by=by.actor, slip=found.id, words=said or None
    )
    tell(found, Said.ACKNOWLEDGED, fact, by=by, words=said)
    return found


@transaction.atomic
def answer(slip: Slip, *, by: Seat, words: str) -> Slip:
    """Say how it looks from one's own side; a repair that waits goes back to its owner. Raises `NotPossible`."""
    found, said = take(Act.ANSWER, slip, by=by, words=words), kept(words)
    fact = SlipAnswered(room=Ulid(found.room_id), by=by.actor, slip=found.id, words=said)
    tell(found, Said.ANSWERED, fact, by=by, words=said)
    return found


@transaction.atomic
def add(slip: Slip, *, by: Seat, words: str) -> Slip:
    """Add a word to one's own slip, perhaps to answer; what stood there stays. Raises `NotPossible`."""
    found, said = take(Act.ADD, slip, by=by, words=words), kept(words)
    fact = SlipAdded(room=Ulid(found.room_id), by=by.actor, slip=found.id, words=said)
    tell(found, Said.ADDED, fact, by=by, words=said)
    return found


@transaction.atomic
def say_repaired(slip: Slip, *, by: Seat, words: str = "") -> Slip:
    """Say of one's own slip that it is made good; it waits to be confirmed. Raises `NotPossible`."""
    found, said = take(Act.SAY_REPAIRED, slip, by=by), kept(words)
    fact = SlipRepairSaid(room=Ulid(found.room_id), by=by.actor, slip=found.id, words=said or None)
    tell(found, Said.REPAIR_SAID, fact, by=by, words=said)
    return found


@transaction.atomic
def confirm(slip: Slip, *, by: Seat, words: str = "") -> Slip:
    """Confirm that it is made good; nothing else makes a slip repaired. Raises `NotPossible`."""
    found, said = take(Act.CONFIRM, slip, by=by), kept(words)
    fact = SlipRepaired(room=Ulid(found.room_id), by=by.actor, slip=found.id, words=said or None)
    tell(found, Said.REPAIRED, fact, by=by, words=said)
    return found
