"""A private exchange and a signal as one reader finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from troth.foundation.access.permissions import Permission
from troth.foundation.web.times import since, when
from troth.outreach.ahead import Ahead, ahead_of, wish_of
from troth.outreach.models import Change, Exchange, Signal
from troth.outreach.queries.exchanges import changes_of, lines_of
from troth.outreach.rules.states import ANSWERABLE, ChangeState, ExchangeState
from troth.outreach.views.place import may
from troth.outreach.words import (
    change_words,
    first_name,
    names_of,
    sentence_of,
    state_words,
    title_of,
)
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Seat
from troth.partnerships.requests import MemberRequest
from troth.people.zones import known_zone


@dataclass(frozen=True, kw_only=True)
class SignalSeen:
    """A signal in its sentence, and whether it can still be answered."""

    signal: Signal
    title: str
    sentence: str
    state: str
    since: str
    url: str
    may_answer: bool


def signal_seen(one: Signal, request: MemberRequest) -> SignalSeen:
    """The signal for whoever asks."""
    may_answer = may(request, Permission.IMBALANCE_ANSWER) and one.stands in ANSWERABLE
    return SignalSeen(
        signal=one,
        title=title_of(one.kind),
        sentence=sentence_of(one),
        state=state_words(one),
        since=since(one.at, known_zone(request.person.zone)),
        url=here(request, "imbalance.one", pk=one.id),
        may_answer=may_answer,
    )


@dataclass(frozen=True, kw_only=True)
class SaidLine:
    """One line, on the side of whoever said it."""

    side: str
    colour: int
    who: str
    when: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ChangeSeen:
    """A proposed change: who proposes it, and what all will read."""

    change: Change
    sentence: str
    words: Sequence[str]
    own: bool
    ahead: Ahead | None = None

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer."""
        return self.change.state == ChangeState.PROPOSED.value


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Everything a page says of one exchange to one of the people in it."""

    exchange: Exchange
    title: str
    lines: Sequence[SaidLine]
    changes: Sequence[ChangeSeen]
    may_write: bool
    url: str

    @property
    def waiting(self) -> ChangeSeen | None:
        """The change that waits for an answer."""
        return next((one for one in self.changes if one.waits), None)

    @property
    def settled(self) -> Sequence[ChangeSeen]:
        """What was proposed before."""
        return [one for one in self.changes if not one.waits]


def shown(one: Exchange, request: MemberRequest) -> Shown:
    """The exchange for whoever asks; four statements, and a few more while a change waits."""
    is_open = one.stands is ExchangeState.OPEN
    return Shown(
        exchange=one,
        title=names_of(one),
        lines=[
            said_line(line.seat, line.words, at=line.at, request=request) for line in lines_of(one)
        ],
        changes=[change_seen(change, request, one=one) for change in changes_of(one)],
        may_write=is_open and may(request, Permission.OUTREACH_ASK),
        url=here(request, "outreach.one", pk=one.id),
    )


def said_line(seat: Seat, words: str, *, at: datetime, request: MemberRequest) -> SaidLine:
    """One line with its clock."""
    party = seat.party
    return SaidLine(
        side="near" if seat.party_id == request.seat.party_id else "far",
        colour=party.colour if party else 0,
        who=first_name(seat),
        when=when(at, known_zone(party.zone if party else "UTC"), party.place if party else ""),
        words=words,
    )


CHANGE_STATES = {
    ChangeState.PROPOSED: lambda: _("%(who)s proposes:"),
    ChangeState.AGREED: lambda: _("%(who)s proposed this, and it was agreed:"),
    ChangeState.DECLINED: lambda: _("%(who)s proposed this; it did not suit:"),
    ChangeState.WITHDRAWN: lambda: _("%(who)s proposed this and took it back:"),
}


def change_seen(change: Change, request: MemberRequest, *, one: Exchange) -> ChangeSeen:
    """A change in its sentence; while it waits, with what all will read."""
    waits = change.state == ChangeState.PROPOSED.value
    return ChangeSeen(
        change=change,
        sentence=CHANGE_STATES[ChangeState(change.state)]() % {"who": first_name(change.seat)},
        words=change_words(change),
        own=change.seat.party_id == request.seat.party_id,
        ahead=ahead_of(one, wish_of(change)) if waits else None,
    )


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One exchange in a list: who, since when, where."""

    exchange: Exchange
    title: str
    since: str
    url: str

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.exchange.stands is ExchangeState.OPEN


def listed_line(one: Exchange, request: MemberRequest) -> Listed:
    """The line for whoever asks."""
    return Listed(
        exchange=one,
        title=names_of(one),
        since=since(one.last_at, known_zone(request.person.zone)),
        url=address("outreach.one", partnership=request.partnership, room=one.room, pk=one.id),
    )
