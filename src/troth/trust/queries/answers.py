"""What waited for a party's answer: promises made to it, and deliveries to it."""

from collections.abc import Collection
from datetime import datetime

from troth.commitments.models import Commitment, Delivery
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Party, Room
from troth.partnerships.queries.calendars import calendars_of
from troth.partnerships.queries.terms import terms_through_time
from troth.partnerships.rules.calendar import answer_by
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.queries.evidence import OF_ANSWERS, contested_subjects
from troth.trust.rules.answers import Answers, Asked, answers

MOST = 2000


def answers_of(room: Room, *, answering: Party, asking: Party, now: datetime) -> Answers:
    """How the one party has answered the other in this shared room; four bounded statements."""
    if room.kind != RoomKind.SHARED:
        return answers([], now=now)
    contested = contested_subjects(room, OF_ANSWERS)
    asked = [
        *proposals(room, answering, asking=asking, without=contested),
        *deliveries(room, answering, asking=asking, without=contested),
    ]
    return answers(asked, now=now)


def proposals(
    room: Room, answering: Party, *, asking: Party, without: Collection[Ulid] = ()
) -> list[Asked]:
    """Promises that waited to be accepted, against the answer time agreed when each was made.

    It is counted in the answering side's working days. Declined ones are left out: the moment of a "no"
    stands in the record alone.
    """
    limits = terms_through_time(room.partnership_id)
    calendar = calendars_of(answering)
    rows = Commitment.objects.filter(
        room=room, batch__isnull=True, promiser=asking, receiver=answering
    )
    found = rows.exclude(state__in=("declined", "withdrawn")).exclude(pk__in=without)

    return [
        Asked(
            at=at,
            owed_by=answer_by(at, days=limits.at(at).answer_days, calendar=calendar(at)),
            answered_at=accepted,
        )
        for at, accepted in found.order_by("-proposed_at").values_list(
            "proposed_at", "accepted_at"
        )[:MOST]
    ]


def deliveries(
    room: Room, answering: Party, *, asking: Party, without: Collection[Ulid] = ()
) -> list[Asked]:
    """Deliveries that waited for a word; each carries the moment until which it was owed."""
    rows = Delivery.objects.filter(
        commitment__room=room, commitment__promiser=asking, commitment__receiver=answering
    )
    rows = rows.exclude(commitment__in=without).order_by("-at")[:MOST]
    return [Asked(at=row.at, owed_by=row.answer_by, answered_at=first_word(row)) for row in rows]


def first_word(row: Delivery) -> datetime | None:
    """When the receiver first said something."""
    return min((at for at in (row.confirmed_at, row.disputed_at) if at), default=None)
