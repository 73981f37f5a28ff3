"""One word after the other: the slip is held, the rules are asked, and whoever comes second is told."""

from troth.commitments.actions import slipping
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Party, Seat
from troth.slips.models import Said, Slip, Word, standing_of
from troth.slips.rules.refusals import NotPossible, Reason
from troth.slips.rules.states import Act, State, leads_to, why_not, words_missing


def hold(slip: Slip) -> Slip:
    """The slip as it is now, held until the transaction ends."""
    rows = Slip.objects.select_for_update(of=("self",))
    found: Slip = rows.select_related("room", "party", "commitment").get(pk=slip.pk)
    return found


def side_of(by: Seat) -> Party:
    """The organisation somebody sits for. Raises `NotPossible` where it is none."""
    if by.party is None:
        raise NotPossible(Reason.NO_SIDE)
    return by.party


def take(act: Act, slip: Slip, *, by: Seat, words: str = "") -> Slip:
    """The slip moved on by one turn. Raises `NotPossible` where the rules refuse the act."""
    found = hold(slip)
    party = Ulid(by.party_id) if by.party_id else None
    standing = standing_of(found, list(found.said.all()))
    refused = why_not(act, standing, party=party) or words_missing(act, words)
    if refused:
        raise NotPossible(refused, who=found.party.short)
    to = leads_to(act, found.stands)
    changed: dict[str, object] = {"state": to.value, "turn": found.turn + 1}
    if to is State.REPAIRED and found.repaired_at is None:
        changed["repaired_at"] = now()
    Slip.objects.filter(pk=found.pk, turn=found.turn).update(**changed)
    for name, value in changed.items():
        setattr(found, name, value)
    mark(found)
    return found


def mark(slip: Slip) -> None:
    """Let the promise know that its slip was owned, and whether it was repaired."""
    if slip.commitment_id is None:
        return
    others = Slip.objects.filter(commitment=slip.commitment_id).exclude(state=State.WITHDRAWN.value)
    # Several slips may stand about one promise, one after the other; all of them must be made good.
    stand = list(others.values_list("owned_at", "repaired_at"))
    open_still = any(repaired is None for _, repaired in stand)
    owned = min((owned for owned, _ in stand), default=None)
    repaired = None if open_still else max((at for _, at in stand if at), default=None)
    slipping.mark(Ulid(slip.commitment_id), owned_at=owned, repaired_at=repaired)


def tell(slip: Slip, kind: Said, fact: Fact, *, by: Seat, words: str = "") -> None:
    """Put it on record, and keep what was said below the slip with its place there."""
    entry = record(fact)
    Word.objects.create(
        slip=slip,
        kind=kind.value,
        party=side_of(by),
        seat=by,
        words=words,
        at=now(),
        idx=entry.idx,
    )
