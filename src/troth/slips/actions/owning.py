"""Owning a slip of one's own organisation, and taking it back before anybody has answered."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from troth.commitments.models import Commitment
from troth.foundation.facts.slips import SlipOwned, SlipWithdrawn
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone
from troth.ledger.actions import record
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone
from troth.slips.actions.turns import mark, side_of, take
from troth.slips.models import LONGEST_LINE, Slip
from troth.slips.queries.looks import insiders
from troth.slips.rules.owning import (
    Promised,
    why_not_about,
    why_not_day,
    why_not_towards,
    why_not_words,
)
from troth.slips.rules.refusals import NotPossible, Reason
from troth.slips.rules.states import OPEN, Act


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody says of their own side; about a promise, `towards` is whoever receives it."""

    what: str
    effect: str
    repair: str
    next: str
    towards: Party | None = None
    commitment: Commitment | None = None
    repair_by: date | None = None

    @property
    def lines(self) -> dict[str, str]:
        """The four lines as they are kept."""
        said = {"what": self.what, "effect": self.effect, "repair": self.repair, "next": self.next}
        return {name: words.strip()[:LONGEST_LINE] for name, words in said.items()}

    @property
    def concerned(self) -> Party | None:
        """Whom it concerns: of a promise whoever receives it; None: everybody else at the table."""
        return self.commitment.receiver if self.commitment else self.towards


@transaction.atomic
def own(draft: Draft, *, room: Room, by: Seat) -> Slip:
    """Say what went wrong on one's own side. Raises `NotPossible`."""
    party = side_of(by)
    check(draft, room=room, party=party)
    slip = Slip(
        room=room,
        seat=by,
        party=party,
        towards=draft.concerned,
        commitment=draft.commitment,
        repair_by=draft.repair_by,
        owned_at=now(),
        **draft.lines,
    )
    slip.idx = record(fact_of(slip, by=by)).idx
    slip.save(force_insert=True)
    mark(slip)
    return slip


def fact_of(slip: Slip, *, by: Seat) -> SlipOwned:
    """What is put on record of it."""
    return SlipOwned(
        room=Ulid(slip.room_id),
        by=by.actor,
        slip=slip.id,
        owning_party=Ulid(slip.party_id),
        towards=Ulid(slip.towards_id) if slip.towards_id else None,
        commitment=Ulid(slip.commitment_id) if slip.commitment_id else None,
        what=slip.what,
        effect=slip.effect,
        repair=slip.repair,
        next=slip.next,
        repair_by=slip.repair_by,
    )


def check(draft: Draft, *, room: Room, party: Party) -> None:
    """Raises `NotPossible` for what cannot be owned here, by this side, or not like this."""
    if room.kind == RoomKind.SIDE:
        raise NotPossible(Reason.NOT_IN_SIDE_ROOM)
    today = in_zone(now(), known_zone(party.zone)).date()
    refused = (
        why_not_words(*draft.lines.values())
        or why_not_day(draft.repair_by, today=today)
        or wrong_side(draft, room=room, party=party)
    )
    if refused:
        who = draft.commitment.promiser.short if draft.commitment else party.short
        raise NotPossible(refused, who=who)
    if draft.commitment:
        check_first(draft.commitment, party)


def wrong_side(draft: Draft, *, room: Room, party: Party) -> Reason | None:
    """Why it cannot be about this promise, or towards this side."""
    own_id, here = Ulid(party.id), Ulid(room.id)
    if draft.commitment:
        return why_not_about(promised(draft.commitment), room=here, party=own_id)
    towards = Ulid(draft.towards.id) if draft.towards else None
    inside = frozenset(Ulid(one.id) for one in insiders(room))
    return why_not_towards(towards, party=own_id, inside=inside)


def promised(commitment: Commitment) -> Promised:
    """The promise as the rules see it."""
    return Promised(
        room=Ulid(commitment.room_id),
        promiser=Ulid(commitment.promiser_id),
        accepted=commitment.accepted_at is not None,
        from_file=commitment.batch_id is not None,
    )


def check_first(commitment: Commitment, party: Party) -> None:
    """Raises `NotPossible` where a slip about this promise stands already; two at once come one after the other."""
    Commitment.objects.select_for_update(of=("self",)).filter(pk=commitment.pk).first()
    standing = Slip.objects.filter(commitment=commitment, party=party, state__in=[*OPEN]).first()
    if standing:
        raise NotPossible(Reason.ALREADY_OWNED, about=standing.id)


@transaction.atomic
def withdraw(slip: Slip, *, by: Seat) -> Slip:
    """Take it back before anybody has answered. Raises `NotPossible`."""
    found = take(Act.WITHDRAW, slip, by=by)
    record(SlipWithdrawn(room=Ulid(found.room_id), by=by.actor, slip=found.id))
    return found
