"""What falls due for promises: missed dates, answer times that end, long silences."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from troth.commitments.actions.passing import drop, let_stand, miss
from troth.commitments.models import Commitment, Delivery
from troth.commitments.rules.states import State
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.ledger.queries import stopped
from troth.partnerships.models.seats import Phase

AT_ONCE = 200
WITH_THE_PROMISER = (State.ACCEPTED.value, State.DISPUTED.value)

log = logging.getLogger("troth.commitments")

Find = Callable[[datetime, Collection[Ulid]], Sequence[Commitment]]
Act = Callable[..., bool]


def live(stopped: Collection[Ulid]) -> QuerySet[Commitment]:
    """Promises made at open tables whose record takes entries; imported ones are as their file says."""
    made = Commitment.objects.filter(batch__isnull=True, room__partnership__phase=Phase.OPEN)
    return made.exclude(room__in=stopped)


@prepared
def missed(now: datetime, stopped: Collection[Ulid]) -> QuerySet[Commitment]:
    """Dates that passed while it lay with the promiser, and nobody has said so yet."""
    there_in_time = Delivery.objects.filter(
        commitment=OuterRef("pk"), at__lte=OuterRef("due"), disputed_at__gt=OuterRef("due")
    )
    passed = live(stopped).filter(state__in=WITH_THE_PROMISER, missed_at__isnull=True, due__lt=now)
    return passed.exclude(Exists(there_in_time)).order_by("due")[:AT_ONCE]


@prepared
def silent(now: datetime, stopped: Collection[Ulid]) -> QuerySet[Commitment]:
    """Deliveries whose answer time is over without a word."""
    delivered = live(stopped).filter(
        state=State.DELIVERED.value, settled_at__isnull=True, answer_by__lt=now
    )
    return delivered.order_by("answer_by")[:AT_ONCE]


@prepared
def long_open(now: datetime, stopped: Collection[Ulid]) -> QuerySet[Commitment]:
    """Undelivered promises whose silence has lasted as long as their terms allow."""
    return live(stopped).filter(drop_at__lt=now).order_by("drop_at")[:AT_ONCE]


ROUNDS: tuple[tuple[Find, Act], ...] = ((missed, miss), (silent, let_stand), (long_open, drop))


def due(now: datetime) -> int:
    """Do everything that is due; returns how many facts were recorded."""
    closed = [Ulid(room) for room, _why in stopped()]
    return sum(done(act, one, now=now) for find, act in ROUNDS for one in find(now, closed))


def done(act: Act, one: Commitment, *, now: datetime) -> bool:
    """One act for one promise; what goes wrong with one does not keep the others waiting."""
    try:
        return act(one, now=now)
    except Exception:
        log.exception("the clock could not act on promise %s", one.id)
        return False
