"""One act after the other about one initiative; and how an act is refused."""

from troth.goals.models import Goal
from troth.inclusion.models import Affected
from troth.inclusion.queries.voices import Board, board_of
from troth.inclusion.rules.standing import FOR_OTHERS, Group, Refusal
from troth.partnerships.models import Party, Seat


class NotPossible(Exception):
    """This cannot be done as it stands, or not by this side; nothing was changed."""

    def __init__(self, reason: Refusal, *, who: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.who = who

    @property
    def is_for_others(self) -> bool:
        """Whether somebody else could do it now."""
        return self.reason in FOR_OTHERS


def refuse(reason: Refusal | None, *, who: str = "") -> None:
    """Raises `NotPossible` where there is a reason."""
    if reason is not None:
        raise NotPossible(reason, who=who)


def side_of(by: Seat) -> Party:
    """The organisation somebody sits for. Raises `NotPossible` where it is none."""
    if by.party is None:
        raise NotPossible(Refusal.NO_SIDE)
    return by.party


def hold(goal: Goal) -> Board:
    """The initiative with all its groups as they are now, held until the transaction ends."""
    rows = Goal.objects.select_for_update(of=("self",)).select_related("agreement", "room")
    return board_of(rows.get(pk=goal.pk))


def one_of(board: Board, group: Affected) -> tuple[Affected, Group]:
    """This group as it stands on the board. Raises `NotPossible` where it was taken off the list."""
    row = next((one for one in board.rows if one.id == group.id), None)
    found = board.group(group.id)
    if row is None or found is None:
        raise NotPossible(Refusal.GONE)
    return row, found
