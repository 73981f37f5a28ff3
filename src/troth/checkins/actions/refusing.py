"""Why an act did not happen, for whoever tells the person."""

from troth.checkins.models import Writing
from troth.checkins.rules.refusals import Refusal


class NotPossible(Exception):
    """This cannot be done, now or by this side; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


class ColleagueWasQuicker(Exception):
    """A colleague saved the same check-in meanwhile; both writings are kept, and `theirs` is the other one."""

    def __init__(self, theirs: Writing) -> None:
        super().__init__(theirs.id)
        self.theirs = theirs


class SomebodyWasQuicker(Exception):
    """Between looking and acting somebody else acted; nothing of this act happened."""


def refuse(reason: Refusal | None) -> None:
    """Raise `NotPossible` where there is a reason."""
    if reason is not None:
        raise NotPossible(reason)
