"""What falls due for promises: missed dates, answer times that end, long silences."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from troth.commitments.actions.passing import drop, let_stand, miss
from troth.commitments.models import Commitment
from troth.commitments.rules.outcome import Outcome
from troth.commitments.rules.states import State

AT_ONCE = 200
WITH_THE_PROMISER = (State.ACCEPTED.value, State.DISPUTED.value)


def live() -> QuerySet[Commitment]:
    """Promises made here; imported ones are as their file says."""
    return Commitment.objects.filter(batch__isnull=True)


def missed(now: datetime) -> QuerySet[Commitment]:
    """Dates that passed while it lay with the promiser, and nobody has said so yet."""
    return (
        live()
        .filter(state__in=WITH_THE_PROMISER, missed_at__isnull=True, due__lt=now)
        .order_by("due")[:AT_ONCE]
    )


def silent(now: datetime) -> QuerySet[Commitment]:
    """Deliveries whose answer time is over without a word."""
    delivered = live().filter(
        state=State.DELIVERED.value, settled_at__isnull=True, answer_by__lt=now
    )
    return delivered.order_by("answer_by")[:AT_ONCE]


def long_open(now: datetime) -> QuerySet[Commitment]:
    """Missed promises that may be old enough to count as dropped."""
    overdue = live().filter(
        state__in=WITH_THE_PROMISER, outcome=Outcome.OPEN.value, missed_at__isnull=False
    )
    return overdue.filter(due__lt=now - timedelta(days=30)).order_by("due")[:AT_ONCE]


def due(now: datetime) -> int:
    """Do everything that is due; returns how many facts were recorded."""
    rounds: tuple[tuple[Callable[[datetime], QuerySet[Commitment]], Callable[..., bool]], ...] = (
        (missed, miss),
        (silent, let_stand),
        (long_open, drop),
    )
    return sum(act(one, now=now) for find, act in rounds for one in find(now))
