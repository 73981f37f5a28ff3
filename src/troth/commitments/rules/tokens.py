"""The token: which of its shapes a commitment shows, how it is drawn and what it says."""

from dataclasses import dataclass
from enum import StrEnum

from troth.commitments.rules.outcome import Outcome, Verdict
from troth.commitments.rules.states import State
from troth.commitments.rules.words import gettext_noop as _


class Token(StrEnum):
    """The shapes of the sign for a promise."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    ASKED_TO_MOVE = "asked-to-move"
    DELIVERED = "delivered"
    SENT_BACK = "sent-back"
    KEPT = "kept"
    MOVED_AND_KEPT = "moved-and-kept"
    MISSED = "missed"
    LATE = "late"
    DROPPED = "dropped"
    REPAIRED = "repaired"


class Half(StrEnum):
    """How one half disc is drawn."""

    DOTTED = "dotted"
    DRAWN = "drawn"
    OPEN = "open"
    FULL = "full"


class Fit(StrEnum):
    """How the two halves lie to each other."""

    TOGETHER = "together"
    APART = "apart"
    SLIPPED = "slipped"


class Arrow(StrEnum):
    """The sign of a move above the halves: none, wished for, or agreed."""

    NONE = "none"
    ASKED = "asked"
    AGREED = "agreed"


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What a token looks like; no two mean different things and look alike."""

    promiser: Half
    receiver: Half
    fit: Fit = Fit.TOGETHER
    arrow: Arrow = Arrow.NONE
    stitched: bool = False


def _both(half: Half, *, fit: Fit = Fit.TOGETHER, arrow: Arrow = Arrow.NONE) -> Drawing:
    return Drawing(promiser=half, receiver=half, fit=fit, arrow=arrow)


DRAWINGS: dict[Token, Drawing] = {
    Token.PROPOSED: Drawing(promiser=Half.DRAWN, receiver=Half.DOTTED),
    Token.DECLINED: _both(Half.DOTTED, fit=Fit.APART),
    Token.WITHDRAWN: _both(Half.DOTTED, fit=Fit.APART),
    Token.ACCEPTED: _both(Half.DRAWN),
    Token.ASKED_TO_MOVE: _both(Half.DRAWN, arrow=Arrow.ASKED),
    Token.DELIVERED: Drawing(promiser=Half.FULL, receiver=Half.DRAWN),
    Token.SENT_BACK: Drawing(promiser=Half.FULL, receiver=Half.OPEN),
    Token.KEPT: _both(Half.FULL),
    Token.MOVED_AND_KEPT: _both(Half.FULL, arrow=Arrow.AGREED),
    Token.MISSED: _both(Half.DRAWN, fit=Fit.SLIPPED),
    Token.LATE: _both(Half.FULL, fit=Fit.SLIPPED),
    Token.DROPPED: _both(Half.DOTTED, fit=Fit.SLIPPED),
    Token.REPAIRED: Drawing(promiser=Half.FULL, receiver=Half.FULL, fit=Fit.SLIPPED, stitched=True),
}

# What it says where it cannot be seen: in mail, in print, to a screen reader.
SENTENCES: dict[Token, str] = {
    Token.PROPOSED: _("Proposed, waits for %(receiver)s"),
    Token.DECLINED: _("Declined by %(receiver)s"),
    Token.WITHDRAWN: _("Withdrawn before it was accepted"),
    Token.ACCEPTED: _("Accepted, open"),
    Token.ASKED_TO_MOVE: _("Asked to move"),
    Token.DELIVERED: _("Delivered, waits for %(receiver)s"),
    Token.SENT_BACK: _("Sent back with what is missing, waits for %(promiser)s"),
    Token.KEPT: _("Kept"),
    Token.MOVED_AND_KEPT: _("Renegotiated and kept"),
    Token.MISSED: _("Missed"),
    Token.LATE: _("Late"),
    Token.DROPPED: _("Dropped"),
    Token.REPAIRED: _("Missed, then owned and repaired"),
}


def token(
    state: State,
    verdict: Verdict | None,
    *,
    asked: bool = False,
    missed: bool = False,
    repaired: bool = False,
) -> Token:
    """The shape for a state and its outcome.

    `asked`: a wish to move waits for an answer; `missed`: the deadline passed without a delivery;
    `repaired`: the slip was owned and what it cost was made good.
    """
    if verdict is None:
        unheld = {State.DECLINED: Token.DECLINED, State.WITHDRAWN: Token.WITHDRAWN}
        return unheld.get(state, Token.PROPOSED)
    if verdict.outcome is Outcome.KEPT:
        return Token.MOVED_AND_KEPT if verdict.renegotiated else Token.KEPT
    if repaired:
        return Token.REPAIRED
    if verdict.outcome is Outcome.OPEN:
        return _open(state, asked=asked, missed=missed)
    return Token.LATE if verdict.outcome is Outcome.LATE else Token.DROPPED


def _open(state: State, *, asked: bool, missed: bool) -> Token:
    if asked:
        return Token.ASKED_TO_MOVE
    if state is State.ACCEPTED:
        return Token.MISSED if missed else Token.ACCEPTED
    return Token.SENT_BACK if state is State.DISPUTED else Token.DELIVERED
