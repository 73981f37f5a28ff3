"""What people do with texts: draft, revise, sign, take back."""

from functools import partial

from django.db import transaction

from troth.agreements.kinds import KINDS, TEXT
from troth.agreements.models import Acceptance, Agreement, Version
from troth.agreements.queries.standings import signers
from troth.agreements.rules.standing import all_signed
from troth.foundation.facts.agreements import (
    AgreementDrafted,
    AgreementReached,
    AgreementRevised,
    AgreementSigned,
    AgreementWithdrawn,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.ledger.checkpoints import sign_now
from troth.partnerships.models import Room, Seat


class NotPossible(Exception):
    """This cannot be done with the agreement as it stands; the message says why, in plain words."""


class NotYours(NotPossible):
    """It is for the other side to do."""


class ChangedMeanwhile(NotPossible):
    """Somebody wrote another version between looking and acting."""


@transaction.atomic
def draft(*, title: str, text: str, room: Room, by: Seat, kind: str = TEXT) -> Agreement:
    """Write the first version of a text for all in the room to agree on."""
    agreement = Agreement.objects.create(room=room, title=title, kind=kind, created_at=now())
    Version.objects.create(agreement=agreement, number=1, text=text, seat=by, at=now())
    fact = AgreementDrafted(
        room=Ulid(room.id), by=by.actor, agreement=Ulid(agreement.id), title=title, text=text
    )
    record(fact)
    return agreement


@transaction.atomic
def revise(agreement: Agreement, *, text: str, why: str, seen: int, by: Seat) -> Version:
    """Write a new version; signatures on earlier ones become stale.

    Raises `ChangedMeanwhile` where somebody else has written one since `seen`.
    """
    here = Agreement.objects.filter(pk=agreement.pk, latest=seen, withdrawn_at__isnull=True)
    if not here.update(latest=seen + 1):
        raise ChangedMeanwhile
    agreement.latest = seen + 1
    made = Version.objects.create(
        agreement=agreement, number=agreement.latest, text=text, why=why, seat=by, at=now()
    )
    fact = AgreementRevised(
        room=Ulid(agreement.room_id),
        by=by.actor,
        agreement=Ulid(agreement.id),
        version=made.number,
        text=text,
        why=why or None,
    )
    record(fact)
    use = KINDS.get(agreement.kind)
    if use and use.revised:
        use.revised(agreement, made.number, by)
    return made


@transaction.atomic
def sign(agreement: Agreement, *, version: int, by: Seat) -> bool:
    """Sign exactly this version for one's organisation; True when that makes it agreed.

    Raises `ChangedMeanwhile` for any version but the latest, `NotPossible` for a seat without a party.
    """
    if by.party_id is None:
        raise NotPossible
    use = KINDS.get(agreement.kind)
    if use and use.holds:
        use.holds(agreement)
    here = Agreement.objects.filter(pk=agreement.pk, latest=version, withdrawn_at__isnull=True)
    # The row is taken by writing it, so that nobody revises it while it is being signed.
    if not here.update(latest=version):
        raise ChangedMeanwhile
    exact = Version.objects.get(agreement=agreement, number=version)
    _signature, fresh = Acceptance.objects.get_or_create(
        version=exact, party_id=by.party_id, defaults={"seat": by, "at": now()}
    )
    room, key = Ulid(agreement.room_id), Ulid(agreement.id)
    if fresh:
        party = Ulid(by.party_id)
        record(AgreementSigned(room=room, by=by.actor, agreement=key, version=version, party=party))
    agreed = reach(agreement, version)
    if agreed:
        record(AgreementReached(room=room, by=by.actor, agreement=key, version=version))
        if use and use.reached:
            use.reached(agreement, version, by)
    # What binds is sealed at once; nobody waits half a minute for it.
    transaction.on_commit(partial(sign_now, room))
    return agreed


def reach(agreement: Agreement, version: int) -> bool:
    """Keep that this version is agreed, if everybody who sits here has signed it; True the first time."""
    signed = Acceptance.objects.filter(version__agreement=agreement, version__number=version)
    parties = frozenset(Ulid(key) for key in signed.values_list("party_id", flat=True))
    if not all_signed(parties, signers(agreement.room)):
        return False
    here = Agreement.objects.filter(pk=agreement.pk).exclude(agreed_version=version)
    agreement.agreed_version = version
    return bool(here.update(agreed_version=version))


@transaction.atomic
def withdraw(agreement: Agreement, *, by: Seat) -> None:
    """Take a draft back that nobody else has signed. Raises `NotYours`, `NotPossible`."""
    first = Version.objects.select_related("seat").get(agreement=agreement, number=1)
    if first.seat.party_id != by.party_id:
        raise NotYours
    # Taken before it is looked at, so that nobody signs it in between.
    if not Agreement.objects.filter(pk=agreement.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=now()
    ):
        raise ChangedMeanwhile
    signed = Acceptance.objects.filter(version__agreement=agreement)
    if signed.exclude(party_id=by.party_id).exists():
        raise NotPossible
    record(
        AgreementWithdrawn(room=Ulid(agreement.room_id), by=by.actor, agreement=Ulid(agreement.id))
    )
    use = KINDS.get(agreement.kind)
    if use and use.withdrawn:
        use.withdrawn(agreement, by)
