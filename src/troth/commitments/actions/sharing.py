"""Showing a promise to more people: always a new promise there, never the old one moved."""

from django.db import transaction

from troth.commitments.actions.promising import Promise, propose
from troth.commitments.actions.turns import NotPossible
from troth.commitments.models import Commitment
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.actions.sharing import share_out
from troth.partnerships.actions.widening import Widener
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.refusals import NotPossible as NotPossibleHere
from troth.partnerships.rules.refusals import Reason

NOUN = "commitment"


def title(item: Ulid, room: Ulid, /) -> str | None:
    """How a promise of this room is called."""
    return (
        Commitment.objects.in_rooms([room])
        .filter(pk=item)
        .values_list("deliverable", flat=True)
        .first()
    )


def copy(item: Ulid, *, origin: Room, wider: Room, by: Seat) -> Ulid:
    """The same words and the same two sides as a new promise in the wider room.

    Raises the table's `NotPossible` where they are no promise any more: its day has passed.
    """
    one = Commitment.objects.in_rooms([origin.id]).select_related("receiver", "holder").get(pk=item)
    said = Promise(
        deliverable=one.deliverable,
        due=one.due,
        zone=one.zone,
        receiver=one.receiver,
        meaning=one.meaning,
        sure=one.sure,
        holder=one.holder,
        whole_day=one.whole_day,
    )
    try:
        return Ulid(propose(said, room=wider, by=by, promiser=Ulid(one.promiser_id)).id)
    except NotPossible as refused:
        raise NotPossibleHere(Reason.NOT_AS_IT_STANDS) from refused


@transaction.atomic
def share(commitment: Commitment, *, origin: Room, wider: Room, by: Seat) -> Ulid:
    """Share what was prepared in the own side room with a wider one; returns the new promise's id."""
    made = share_out(Ulid(commitment.id), noun=NOUN, origin=origin, wider=wider, by=by)
    Commitment.objects.filter(pk=commitment.pk).update(shared_from=True)
    return made


WIDENER = Widener(title=title, copy=copy)
