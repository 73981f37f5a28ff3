"""Keeping something for the other workers for a while, and giving it up."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from troth.people.models import Cached

MOST = 100_000
ONE_GO = 5_000


def keep(name: str, text: str, *, until: datetime) -> None:
    """Keep it, whatever was there."""
    Cached.objects.bulk_create(
        [Cached(cache_key=name, value=text, expires=until)],
        update_conflicts=True,
        unique_fields=["cache_key"],
        update_fields=["value", "expires"],
    )


@transaction.atomic
def claim(name: str, text: str, *, until: datetime) -> bool:
    """Keep it unless there is something; of several at once exactly one hears True."""
    Cached.objects.filter(pk=name, expires__lte=datetime.now(UTC)).delete()
    fields = {"value": text, "expires": until}
    return Cached.objects.get_or_create(pk=name, defaults=fields)[1]


def keep_longer(name: str, *, until: datetime) -> bool:
    """Let it stay until then; whether it was there."""
    return bool(Cached.objects.filter(pk=name, expires__gt=datetime.now(UTC)).update(expires=until))


def give_up(names: Iterable[str] | None = None) -> bool:
    """Keep these no longer, or nothing at all; whether there was any."""
    rows = Cached.objects.all() if names is None else Cached.objects.filter(pk__in=list(names))
    return bool(rows.delete()[0])


@transaction.atomic
def forget_kept(*, before: datetime, most: int = MOST) -> int:
    """Drop what has run out, then what is too much, a bounded number in one go; how many that were."""
    gone, _ = Cached.objects.filter(expires__lte=before).delete()
    too_many = min(Cached.objects.count() - most, ONE_GO)
    if too_many > 0:
        soonest = Cached.objects.order_by("expires").values_list("pk", flat=True)[:too_many]
        gone += Cached.objects.filter(pk__in=list(soonest)).delete()[0]
    return gone
