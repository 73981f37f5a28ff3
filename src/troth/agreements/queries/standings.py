"""How agreements stand, from their rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from troth.agreements.models import Acceptance, Agreement, Version
from troth.agreements.rules.difference import Stretch, difference
from troth.agreements.rules.standing import Standing, standing
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.partnerships.models import Party, Room
from troth.partnerships.models.seats import Standing as PartyStanding
from troth.partnerships.rules.rooms import RoomKind

MOST = 200


def signers(room: Room) -> frozenset[Ulid]:
    """The parties whose signatures an agreement of this room needs."""
    kind = RoomKind(room.kind)
    found = sides_of(room.partnership_id, room=room.id, side=room.party_id or "", kind=kind)
    return frozenset(Ulid(key) for (key,) in found)


@prepared
def sides_of(
    partnership: str, *, room: Ulid, side: str, kind: RoomKind
) -> QuerySet[Party, tuple[str]]:
    """The keys of the parties that sit in a room."""
    joined = Party.objects.filter(partnership_id=partnership, standing=PartyStanding.JOINED)
    if kind is RoomKind.SIDE:
        joined = joined.filter(pk=side)
    elif kind is RoomKind.SUBSET:
        joined = joined.filter(subset_rooms=room)
    return joined.values_list("pk")[:MOST]


def standings(agreements: Iterable[Agreement], room: Room) -> dict[str, Standing]:
    """How each stands; two statements for all of them."""
    rows = list(agreements)
    found: dict[str, dict[int, set[Ulid]]] = defaultdict(lambda: defaultdict(set))
    signed = Acceptance.objects.filter(version__agreement__in=[one.id for one in rows])
    for agreement, number, party in signed.values_list(
        "version__agreement_id", "version__number", "party_id"
    ):
        found[agreement][number].add(Ulid(party))
    parties = signers(room)
    return {
        one.id: standing(
            latest=one.latest,
            signatures={number: frozenset(ones) for number, ones in found[one.id].items()},
            parties=parties,
            agreed_version=one.agreed_version,
        )
        for one in rows
    }


def since(agreement: Agreement, seen: int) -> tuple[Stretch, ...]:
    """What others wrote since that version; the agreement is read anew, so that its latest is the latest."""
    agreement.refresh_from_db(fields=["latest"])
    before, after = version(agreement, seen), version(agreement, agreement.latest)
    return difference(before.text if before else "", after.text if after else "")


def version(agreement: Agreement, number: int) -> Version | None:
    """One exact wording."""
    return (
        agreement.versions.filter(number=number)
        .select_related("seat__person", "seat__party")
        .first()
    )


def versions(agreement: Agreement) -> Sequence[Version]:
    """All wordings, the newest first."""
    return list(
        agreement.versions.select_related("seat__person", "seat__party").order_by("-number")[:MOST]
    )
