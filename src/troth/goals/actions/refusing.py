"""How an act on a goal is refused."""

from troth.goals.rules.refusals import Refusal
from troth.partnerships.models import Seat


class NotPossible(Exception):
    """This cannot be done with the goal as it stands, or not by this seat; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refuse(reason: Refusal | None) -> None:
    """Raises `NotPossible` where there is a reason."""
    if reason is not None:
        raise NotPossible(reason)


def needs_party(by: Seat) -> None:
    """Raises `NotPossible` for whoever sits here for no organisation: guests and facilitators."""
    if by.party_id is None:
        raise NotPossible(Refusal.NO_PARTY)
