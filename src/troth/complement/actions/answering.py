"""We can cover this; this does not fit; taken back."""

from django.db import transaction

from troth.complement.models import Cover, CoverState
from troth.complement.queries.table import Offer
from troth.complement.rules.acts import NotPossible, Reason, may_cover, may_set_aside
from troth.foundation.facts.complement import CoverConfirmed, CoverReopened, CoverSetAside
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Room, Seat


@transaction.atomic
def confirm(offer: Offer, *, room: Room, by: Seat, seen: str, word: str = "") -> Cover:
    """Say that one's side can cover the need. Raises `NotPossible`."""
    may_cover(asking=by.party_id, covering=offer.strength.party.id)
    return answer(offer, CoverState.CONFIRMED, room=room, by=by, seen=seen, word=word)


@transaction.atomic
def set_aside(offer: Offer, *, room: Room, by: Seat, seen: str, word: str = "") -> Cover:
    """Say that the strength does not meet the need. Raises `NotPossible`."""
    sides = {"covering": offer.strength.party.id, "needing": offer.need.party.id}
    may_set_aside(asking=by.party_id, **sides)
    return answer(offer, CoverState.SET_ASIDE, room=room, by=by, seen=seen, word=word)


def answer(offer: Offer, state: CoverState, *, room: Room, by: Seat, seen: str, word: str) -> Cover:
    """Keep what was said, for exactly these words; of two who speak at once one wins."""
    if seen != offer.seen:
        raise NotPossible(Reason.CHANGED)
    if offer.cover is not None and offer.cover.state == state:
        raise NotPossible(Reason.QUICKER)
    values = {
        "needing": offer.need.party,
        "covering": offer.strength.party,
        "need_words": offer.need.one.words,
        "strength_words": offer.strength.one.words,
        "state": state.value,
        "word": word,
        "seat": by,
        "at": now(),
    }
    key = {"room": room, "need": offer.need.one.id, "strength": offer.strength.one.id}
    row, fresh = Cover.objects.get_or_create(**key, defaults=values)
    if not fresh:
        was = offer.cover.at if offer.cover else row.at
        if not Cover.objects.filter(pk=row.pk, at=was).update(**values):
            raise NotPossible(Reason.QUICKER)
    elif offer.cover is not None:
        raise NotPossible(Reason.QUICKER)
    tell = CoverConfirmed if state is CoverState.CONFIRMED else CoverSetAside
    fact = tell(
        room=Ulid(room.id),
        by=by.actor,
        cover=Ulid(row.id),
        needing=Ulid(offer.need.party.id),
        covering=Ulid(offer.strength.party.id),
        need=offer.need.one.words,
        strength=offer.strength.one.words,
        word=word or None,
    )
    record(fact)
    return row


@transaction.atomic
def reopen(offer: Offer, *, room: Room, by: Seat) -> None:
    """Take back what was said. Raises `NotPossible`."""
    sides = {"covering": offer.strength.party.id, "needing": offer.need.party.id}
    cover = offer.cover
    if cover is None:
        raise NotPossible(Reason.QUICKER)
    if cover.state == CoverState.CONFIRMED:
        may_cover(asking=by.party_id, covering=sides["covering"])
    may_set_aside(asking=by.party_id, **sides)
    here = Cover.objects.filter(pk=cover.pk, state=cover.state, at=cover.at)
    if not here.update(state=CoverState.REOPENED.value, seat=by, at=now()):
        raise NotPossible(Reason.QUICKER)
    words = offer.need.one.words
    record(CoverReopened(room=Ulid(room.id), by=by.actor, cover=Ulid(cover.id), need=words))
