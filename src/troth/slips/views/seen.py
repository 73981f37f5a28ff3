"""A slip as one reader finds it: its lines, what was said below, what this side can say now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone, since, when
from troth.partnerships.addresses import here
from troth.partnerships.models import Seat
from troth.people.zones import known_zone
from troth.slips.models import Slip, Word, standing_of
from troth.slips.rules.states import Act, Standing, State, awaits, possible, repair_is_due
from troth.slips.words import lines_of, name_of, said_words, state_words

PERMISSIONS: dict[Act, Permission] = {
    Act.ACKNOWLEDGE: Permission.SLIP_ANSWER,
    Act.ANSWER: Permission.SLIP_ANSWER,
    Act.CONFIRM: Permission.SLIP_ANSWER,
    Act.ADD: Permission.SLIP_OWN,
    Act.SAY_REPAIRED: Permission.SLIP_OWN,
    Act.WITHDRAW: Permission.SLIP_OWN,
}


@dataclass(frozen=True, kw_only=True)
class SaidLine:
    """One word below a slip, on the side of whoever said it."""

    side: str
    colour: int
    when: str
    sentence: str
    quote: str
    entry: int | None
    entry_url: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Everything a page says of one slip to one reader."""

    slip: Slip
    side: str
    when: str
    since: str
    entry: int | None
    entry_url: str
    state: str
    lines: Sequence[tuple[str, str]]
    said: Sequence[SaidLine]
    acts: frozenset[str]
    waits: bool
    url: str
    between: str

    @property
    def is_repaired(self) -> bool:
        """Whether the other side has confirmed the repair."""
        return self.slip.stands is State.REPAIRED

    @property
    def is_gone(self) -> bool:
        """Whether its owner took it back."""
        return self.slip.stands is State.WITHDRAWN


def shown(request: HttpRequest, slip: Slip) -> Shown:
    """The slip for whoever asks."""
    seat: Seat = vars(request)["seat"]
    said = list(slip.said.all())
    standing = standing_of(slip, said)
    near = seat.party_id or slip.party_id
    acts = acts_for(standing, seat)
    return Shown(
        slip=slip,
        side="near" if slip.party_id == near else "far",
        when=moment(slip.owned_at, slip.seat),
        since=since(slip.owned_at, known_zone(seat.person.zone)),
        entry=slip.idx,
        entry_url=entry_of(request, slip.idx),
        state=state_words(slip),
        lines=lines_of(slip),
        said=[said_line(request, one, near=near) for one in said],
        acts=acts,
        waits=bool(acts) and (awaits(standing, party=Ulid(near)) or is_due(slip, standing, near)),
        url=here(request, "slips.one", pk=slip.id),
        between=_("%(promiser)s to %(receiver)s")
        % {"promiser": slip.party.short, "receiver": name_of(slip.towards)},
    )


def is_due(slip: Slip, standing: Standing, near: str) -> bool:
    """Whether the reader's side is asked if the repair is done."""
    today = in_zone(now(), known_zone(slip.party.zone)).date()
    due = repair_is_due(standing, repair_by=slip.repair_by, today=today)
    return slip.party_id == near and due


def acts_for(standing: Standing, seat: Seat) -> frozenset[str]:
    """What this seat can do now: the rules and the role together."""
    if seat.party_id is None or seat.partnership.phase != "open":
        return frozenset()
    can = possible(standing, party=Ulid(seat.party_id))
    return frozenset(act.value for act in can if granted(seat.kind, PERMISSIONS[act]))


def said_line(request: HttpRequest, word: Word, *, near: str) -> SaidLine:
    """One word as a sentence with its quote."""
    return SaidLine(
        side="near" if word.party_id == near else "far",
        colour=word.party.colour,
        when=moment(word.at, word.seat),
        sentence=said_words(word.kind) % {"who": word.seat.person.name.split(" ")[0]},
        quote=word.words,
        entry=word.idx,
        entry_url=entry_of(request, word.idx),
    )


def entry_of(request: HttpRequest, idx: int | None) -> str:
    """Where it stands in the record."""
    return here(request, "record.entry", idx=idx) if idx is not None else ""


def moment(at: datetime, seat: Seat) -> str:
    """When somebody said it, on their side's clock."""
    party = seat.party
    return when(at, known_zone(party.zone if party else "UTC"), party.place if party else "")
