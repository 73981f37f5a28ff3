"""An adjustment as one reader finds it: its words, the steps so far, what this side can do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from troth.adjustments.ideas import WORDS
from troth.adjustments.models import Adjustment, Step, standing_of
from troth.adjustments.rules.states import Act, State, awaits, is_due, possible
from troth.adjustments.words import (
    OUTCOMES,
    keeper_words,
    recheck_words,
    state_words,
    step_words,
    way_words,
)
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.adjustments import Helped, Idea
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone, when
from troth.partnerships.addresses import here
from troth.partnerships.models import Seat
from troth.people.zones import known_zone

PERMISSIONS: dict[Act, Permission] = {
    Act.AGREE: Permission.ADJUSTMENT_ANSWER,
    Act.DECLINE: Permission.ADJUSTMENT_ANSWER,
    Act.LOOK: Permission.ADJUSTMENT_ANSWER,
    Act.CHANGE: Permission.ADJUSTMENT_PROPOSE,
    Act.WITHDRAW: Permission.ADJUSTMENT_PROPOSE,
}
SIGNS = {
    State.PROPOSED: "proposed",
    State.AGREED: "accepted",
    State.CLOSED: "kept",
    State.DECLINED: "declined",
    State.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, kw_only=True)
class SaidLine:
    """One step, on the side of whoever took it."""

    side: str
    colour: int
    when: str
    sentence: str
    quote: str
    entry: int | None
    entry_url: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Everything a page says of one adjustment to one reader."""

    one: Adjustment
    way: str
    state: str
    sign: str
    keeper: str
    recheck: str
    outcome: str
    look: str
    steps: Sequence[SaidLine]
    acts: frozenset[str]
    waits: bool
    url: str

    @property
    def is_open(self) -> bool:
        """Whether anything can still be said about it."""
        return self.one.stands in {State.PROPOSED, State.AGREED}

    @property
    def is_measured(self) -> bool:
        """Whether there is a day from which on it can be measured."""
        return self.one.agreed_at is not None

    @property
    def seen(self) -> int:
        """What an answer answers to."""
        return self.one.round if self.one.stands is State.AGREED else self.one.version


def shown(request: HttpRequest, one: Adjustment) -> Shown:
    """The adjustment for whoever asks."""
    seat: Seat = vars(request)["seat"]
    steps = list(one.steps.all())
    near = seat.party_id or one.towards_id
    acts = acts_for(one, steps, seat)
    return Shown(
        one=one,
        way=way_words(one),
        state=state_words(one, steps),
        sign=SIGNS[one.stands],
        keeper=keeper_words(one),
        recheck=recheck_words(one),
        outcome=str(OUTCOMES[Helped(one.outcome)]) if one.outcome else "",
        look=str(WORDS[Idea(one.idea)].look) if one.idea else "",
        steps=[said_line(request, step, near=near) for step in steps],
        acts=acts,
        waits=bool(acts) and waits_for(one, steps, near),
        url=here(request, "adjustments.one", pk=one.id),
    )


def waits_for(one: Adjustment, steps: Sequence[Step], party: str) -> bool:
    """Whether this side's word is the next one."""
    today = in_zone(now(), known_zone(one.keeper.zone)).date()
    due = is_due(one.stands, recheck_on=one.recheck_on, today=today)
    return awaits(standing_of(one, list(steps)), party=Ulid(party), due=due)


def acts_for(one: Adjustment, steps: Sequence[Step], seat: Seat) -> frozenset[str]:
    """What this seat can do now: the rules and the role together."""
    if seat.party_id is None or seat.partnership.phase != "open":
        return frozenset()
    can = possible(standing_of(one, list(steps)), party=Ulid(seat.party_id))
    return frozenset(act.value for act in can if granted(seat.kind, PERMISSIONS[act]))


def said_line(request: HttpRequest, step: Step, *, near: str) -> SaidLine:
    """One step as a sentence with its quote."""
    return SaidLine(
        side="near" if step.party_id == near else "far",
        colour=step.party.colour,
        when=moment(step.at, step.seat),
        sentence=step_words(step) % {"who": step.seat.person.name.split(" ")[0]},
        quote=step.words,
        entry=step.idx,
        entry_url=here(request, "record.entry", idx=step.idx) if step.idx is not None else "",
    )


def moment(at: datetime, seat: Seat) -> str:
    """When somebody said it, on their side's clock."""
    party = seat.party
    return when(at, known_zone(party.zone if party else "UTC"), party.place if party else "")
