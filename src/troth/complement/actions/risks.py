"""A need that nobody meets: somebody looks after it, or every side says why it can live with it."""

from django.db import transaction

from troth.complement.models import Risk, RiskWord
from troth.complement.queries.table import Need
from troth.complement.rules.acts import (
    NeedState,
    NotPossible,
    Reason,
    RiskState,
    may_let_go,
    may_live_with,
    may_look_after,
    risk_state,
)
from troth.foundation.facts.complement import RiskAccepted, RiskLetBe, RiskOwned, RiskReopened
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.seats import Standing


@transaction.atomic
def look_after(
    need: Need, *, room: Room, by: Seat, seen: str, holder: Seat | None = None, word: str = ""
) -> Risk:
    """Take the risk on for one's own side, perhaps naming who. Raises `NotPossible`."""
    may_look_after(asking=by.party_id, owner=owner_of(need))
    risk = taken(need, room, seen=seen)
    Risk.objects.filter(pk=risk.pk).update(owner=by.party_id, holder=holder, word=word, at=now())
    RiskWord.objects.filter(risk=risk).delete()
    fact = RiskOwned(
        room=Ulid(room.id),
        by=by.actor,
        risk=Ulid(risk.id),
        needing=Ulid(risk.needing_id),
        party=Ulid(by.party_id or ""),
        need=risk.need_words,
        holder=Ulid(holder.person_id) if holder else None,
        word=word or None,
    )
    record(fact)
    return risk


@transaction.atomic
def live_with(need: Need, *, room: Room, by: Seat, seen: str, reason: str) -> bool:
    """Say why one's side can live with it; True when every side has. Raises `NotPossible`."""
    may_live_with(asking=by.party_id, owner=owner_of(need))
    risk = taken(need, room, seen=seen)
    _said, fresh = RiskWord.objects.get_or_create(
        risk=risk, party_id=by.party_id, defaults={"seat": by, "reason": reason, "at": now()}
    )
    if not fresh:
        raise NotPossible(Reason.QUICKER)
    here, key, needing = Ulid(room.id), Ulid(risk.id), Ulid(risk.needing_id)
    words = risk.need_words
    record(RiskLetBe(room=here, by=by.actor, risk=key, needing=needing, need=words, reason=reason))
    parties = Party.objects.filter(partnership=room.partnership_id, standing=Standing.JOINED)
    agreed = set(RiskWord.objects.filter(risk=risk).values_list("party_id", flat=True))
    joined = list(parties.values_list("pk", flat=True))
    if risk_state(owner=None, agreed=agreed, parties=joined) is not RiskState.ACCEPTED:
        return False
    record(RiskAccepted(room=here, by=by.actor, risk=key, needing=needing))
    return True


@transaction.atomic
def let_go(need: Need, *, room: Room, by: Seat) -> None:
    """Let go of a risk, or take one's word back. Raises `NotPossible`."""
    may_let_go(asking=by.party_id, owner=owner_of(need), agreed=need.agreed)
    risk = taken(need, room, seen=need.seen)
    Risk.objects.filter(pk=risk.pk).update(owner=None, holder=None, word="", at=now())
    RiskWord.objects.filter(risk=risk, party=by.party_id).delete()
    record(RiskReopened(room=Ulid(room.id), by=by.actor, risk=Ulid(risk.id), need=risk.need_words))


def owner_of(need: Need) -> str | None:
    """The party that looks after it, if any."""
    return need.risk.owner_id if need.risk else None


def taken(need: Need, room: Room, *, seen: str) -> Risk:
    """The row, taken by writing it: whoever acted since it was looked at has been quicker."""
    if seen != need.seen:
        raise NotPossible(Reason.CHANGED)
    if need.state is NeedState.COVERED:
        raise NotPossible(Reason.COVERED)
    one = need.line.one
    values = {"need_words": one.words, "needing": need.line.party, "at": now()}
    row, fresh = Risk.objects.get_or_create(room=room, need=one.id, defaults=values)
    # A row for other words than these is begun again.
    stale = not fresh and row.need_words != one.words
    if stale:
        values |= {"owner": None, "holder": None, "word": ""}
        RiskWord.objects.filter(risk=row).delete()
    was = need.risk.turn if need.risk else row.turn
    if (need.risk is None and not fresh and not stale) or not Risk.objects.filter(
        pk=row.pk, turn=was
    ).update(turn=was + 1, **values):
        raise NotPossible(Reason.QUICKER)
    row.refresh_from_db()
    return row
