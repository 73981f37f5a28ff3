"""Where a signal, a private question and a change agreed in one stand, and what may be done with each."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from troth.foundation.kernel.ulid import Ulid
from troth.outreach.rules.refusals import Reason

# Signals of one kind about one side come no nearer to each other.
APART: Final = timedelta(days=30)
WINDOW: Final = timedelta(days=60)
LOOKED_EVERY: Final = timedelta(days=7)
# Nobody needs to be asked by one person more often than this.
MOST_A_DAY: Final = 10
MOST_LINES: Final = 200
MOST_MOVES: Final = 20


class SignalState(StrEnum):
    """Where a signal stands. `eased`: it was found no more when its days were over."""

    SHOWN = "shown"
    SAID = "said"
    SET_ASIDE = "set-aside"
    EASED = "eased"
    OFFERED = "offered"


class OfferState(StrEnum):
    """What became of a draft that the other side was offered."""

    OFFERED = "offered"
    SENT = "sent"
    SET_ASIDE = "set-aside"


class ExchangeState(StrEnum):
    """Where a private question stands."""

    OPEN = "open"
    ENDED = "ended"


class ChangeKind(StrEnum):
    """What two can agree on privately, that then happens openly."""

    DATES = "dates"
    PAUSE = "pause"


class ChangeState(StrEnum):
    """Where a change stands between the two."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


ANSWERABLE: Final = frozenset({SignalState.SHOWN, SignalState.SET_ASIDE})


class Next(StrEnum):
    """What becomes of a signal when its days are over."""

    WAIT = "wait"
    NOTHING = "nothing"
    EASED = "eased"
    OFFER = "offer"


def may_signal(last: datetime | None, *, now: datetime) -> bool:
    """Whether a signal of this kind may be written about a side again."""
    return last is None or now - last >= APART


def after_its_days(
    state: SignalState, *, until: datetime, now: datetime, uneven: bool, word: bool
) -> Next:
    """Without change or word the others are offered to ask; "not now" is no word to them."""
    if state not in ANSWERABLE:
        return Next.NOTHING
    if now < until:
        return Next.WAIT
    if word:
        return Next.NOTHING
    return Next.OFFER if uneven else Next.EASED


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who would ask whom, as the rules see it."""

    own_party: Ulid | None
    asked_parties: frozenset[Ulid]
    words: str
    also_parties: tuple[Ulid | None, ...] = ()
    begun_today: int = 0
    open_already: bool = False


def why_not_ask(one: Asking) -> Reason | None:
    """Why somebody cannot be asked privately."""
    if refused := wrong_people(one):
        return refused
    if not one.words.strip():
        return Reason.WORDS_MISSING
    if one.open_already:
        return Reason.OPEN_ALREADY
    return Reason.ENOUGH_TODAY if one.begun_today >= MOST_A_DAY else None


def wrong_people(one: Asking) -> Reason | None:
    """Why these people cannot be in a private exchange; one more of each of the two sides can, from the beginning."""
    if one.own_party is None:
        return Reason.NO_SIDE
    if not one.asked_parties:
        return Reason.NOBODY_ASKED
    if one.own_party in one.asked_parties:
        return Reason.OWN_SIDE
    also, two = set(one.also_parties), {one.own_party, *one.asked_parties}
    fits = also <= two and len(also) == len(one.also_parties)
    return None if fits else Reason.NOT_OF_THE_TWO


def why_not_say(state: ExchangeState, *, words: str, lines: int) -> Reason | None:
    """Why nothing can be said in a private exchange."""
    if state is not ExchangeState.OPEN:
        return Reason.ENDED
    if lines >= MOST_LINES:
        return Reason.ENOUGH_SAID
    return None if words.strip() else Reason.WORDS_MISSING


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """A proposed change, as the rules see it."""

    state: ChangeState
    by_party: Ulid


def why_not_settle(
    change: ChangeView | None, *, party: Ulid | None, agreeing: bool
) -> Reason | None:
    """Why this side cannot agree to a change or decline it (`agreeing`), or take it back."""
    if change is None or change.state is not ChangeState.PROPOSED:
        return Reason.NOTHING_PROPOSED
    own = change.by_party == party
    if agreeing and own:
        return Reason.OWN_PROPOSAL
    return None if agreeing or own else Reason.NOT_YOUR_PROPOSAL


@dataclass(frozen=True, kw_only=True)
class NewDates:
    """The dates somebody would move: from and to, by promise."""

    moves: tuple[tuple[datetime, datetime], ...] = field(default_factory=tuple)


def why_not_dates(wanted: NewDates, *, now: datetime) -> Reason | None:
    """Why these dates cannot be proposed."""
    if not wanted.moves:
        return Reason.NOTHING_CHOSEN
    if len(wanted.moves) > MOST_MOVES:
        return Reason.TOO_MANY
    if any(due <= now for _was, due in wanted.moves):
        return Reason.DAY_PASSED
    return Reason.SAME_DATE if any(was == due for was, due in wanted.moves) else None
