"""One act after the other: whoever was first wins, the other is told why it cannot be done any more."""

from typing import Any

from troth.kickoff.models import Kickoff
from troth.kickoff.rules.phases import WRONG_PHASE, Phase, Refusal


class NotPossible(Exception):
    """This cannot be done in the session as it stands; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


def take(kickoff: Kickoff, phase: Phase, /, **changes: Any) -> None:
    """Hold the session in this phase for the transaction, and move it on if something changes.

    The row is taken by writing it, so that nobody opens or closes it meanwhile.
    """
    written = {"phase": phase.value} | changes
    if not Kickoff.objects.filter(pk=kickoff.pk, phase=phase.value).update(**written):
        kickoff.refresh_from_db(fields=["phase"])
        raise NotPossible(WRONG_PHASE[phase, Phase(kickoff.phase)])
    for name, value in written.items():
        setattr(kickoff, name, value)
