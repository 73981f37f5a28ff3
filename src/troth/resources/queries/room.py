"""How much an organisation keeps here, over all its tables."""

from django.conf import settings
from django.db.models import Q, Sum

from troth.partnerships.models import Seat
from troth.resources.models import Upload, Version


def payers(by: Seat, *, prefix: str) -> Q:
    """Whose files count together: an organisation's at every table; a visitor's own where they sit for none."""
    if by.party is None:
        return Q(**{f"{prefix}__isnull": True, "seat": by})
    if by.party.organisation_id is None:
        return Q(**{prefix: by.party_id})
    return Q(**{f"{prefix}__organisation": by.party.organisation_id})


def used(by: Seat) -> int:
    """Bytes that are kept or on their way."""
    kept = Version.objects.filter(payers(by, prefix="payer"), resource__withdrawn_at__isnull=True)
    coming = Upload.objects.filter(payers(by, prefix="payer"), made__isnull=True)
    return sum(rows.aggregate(sum=Sum("size"))["sum"] or 0 for rows in (kept, coming))


def quota() -> int:
    """Bytes that one organisation may keep."""
    return int(settings.FILES_QUOTA)


def left(by: Seat) -> int:
    """Bytes that may still come."""
    return max(0, quota() - used(by))
