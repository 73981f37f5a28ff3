"""What may be said to a suggestion or a risk, by which side; the answer is a reason, not a sentence."""

from collections.abc import Collection
from enum import StrEnum


class Reason(StrEnum):
    """Why it cannot be done."""

    GONE = "gone"
    CHANGED = "changed"
    QUICKER = "quicker"
    NO_SIDE = "no-side"
    COVERING_SIDE = "covering-side"
    EITHER_SIDE = "either-side"
    COVERED = "covered"
    LOOKED_AFTER = "looked-after"
    NOT_OWNED = "not-owned"


class NotPossible(Exception):
    """It cannot be done as things stand."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NeedState(StrEnum):
    """How a need stands at the table."""

    COVERED = "covered"
    POSSIBLE = "possible"
    OPEN = "open"


class RiskState(StrEnum):
    """How an unmatched need is looked after."""

    OPEN = "open"
    OWNED = "owned"
    ACCEPTED = "accepted"


def need_state(*, confirmed: int, suggested: int) -> NeedState:
    """Covered once a side has said so; possible while a suggestion waits; else an open risk."""
    if confirmed:
        return NeedState.COVERED
    return NeedState.POSSIBLE if suggested else NeedState.OPEN


def risk_state(
    *, owner: str | None, agreed: Collection[str], parties: Collection[str]
) -> RiskState:
    """Owned, or accepted once every side at the table has said why it can live with it."""
    if owner:
        return RiskState.OWNED
    return RiskState.ACCEPTED if parties and set(parties) <= set(agreed) else RiskState.OPEN


def may_cover(*, asking: str | None, covering: str) -> None:
    """Only the side that would do it says that it can. Raises `NotPossible`."""
    if asking is None:
        raise NotPossible(Reason.NO_SIDE)
    if asking != covering:
        raise NotPossible(Reason.COVERING_SIDE)


def may_set_aside(*, asking: str | None, covering: str, needing: str) -> None:
    """Either of the two sides may say that a suggestion does not fit. Raises `NotPossible`."""
    if asking is None:
        raise NotPossible(Reason.NO_SIDE)
    if asking not in {covering, needing}:
        raise NotPossible(Reason.EITHER_SIDE)


def may_look_after(*, asking: str | None, owner: str | None) -> None:
    """A side takes a risk on for itself, never for another; who has it keeps it. Raises `NotPossible`."""
    if asking is None:
        raise NotPossible(Reason.NO_SIDE)
    if owner is not None and owner != asking:
        raise NotPossible(Reason.LOOKED_AFTER)


def may_live_with(*, asking: str | None, owner: str | None) -> None:
    """A risk that somebody looks after is not accepted besides. Raises `NotPossible`."""
    if asking is None:
        raise NotPossible(Reason.NO_SIDE)
    if owner is not None:
        raise NotPossible(Reason.LOOKED_AFTER)


def may_let_go(*, asking: str | None, owner: str | None, agreed: Collection[str]) -> None:
    """The owner lets go, or a side takes its word back. Raises `NotPossible`."""
    if asking is None:
        raise NotPossible(Reason.NO_SIDE)
    if owner is not None and owner != asking:
        raise NotPossible(Reason.LOOKED_AFTER)
    if owner is None and asking not in agreed:
        raise NotPossible(Reason.NOT_OWNED)
