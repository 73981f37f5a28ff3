"""What somebody states for balances alone: kept for that person and table, read by nobody else, in no record."""

from django.db import transaction

from troth.inclusion.models import Stated
from troth.inclusion.stating import REGIONS, ROLES
from troth.partnerships.models import Seat


@transaction.atomic
def state(by: Seat, *, region: str = "", role: str = "") -> Stated | None:
    """Keep what was stated, in place of what was there; nothing at all deletes it."""
    region = region if region in REGIONS else ""
    role = role if role in ROLES else ""
    whose = Stated.objects.filter(person=by.person, partnership=by.partnership)
    if not region and not role:
        whose.delete()
        return None
    said = {"region": region, "role": role}
    return whose.update_or_create(person=by.person, partnership=by.partnership, defaults=said)[0]
