"""Preparing the review of a quarter: the clock's own act."""

from django.db import IntegrityError, transaction

from troth.foundation.facts.fact import CLOCK
from troth.foundation.facts.trust import ReviewPrepared
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Room
from troth.trust.models import Review
from troth.trust.rules.quarters import Quarter


def prepare(room: Room, quarter: Quarter) -> Review | None:
    """Put it on record that this review can be read; None where another process was quicker."""
    try:
        return prepared(room, quarter)
    except IntegrityError:
        return None


@transaction.atomic
def prepared(room: Room, quarter: Quarter) -> Review:
    """The review and its fact."""
    made: Review = Review.objects.create(
        room=room, year=quarter.year, number=quarter.number, at=now()
    )
    fact = ReviewPrepared(
        room=Ulid(room.id),
        by=CLOCK,
        review=Ulid(made.id),
        year=quarter.year,
        quarter=quarter.number,
    )
    record(fact)
    return made
