"""What somebody stated at one table, for that person's own page alone."""

from troth.inclusion.models import Stated
from troth.partnerships.models import Seat


def stated_by(seat: Seat) -> dict[str, str]:
    """Region and role of this person at this table; empty where nothing was stated."""
    rows = Stated.objects.filter(person=seat.person_id, partnership=seat.partnership_id)
    found = rows.first()
    return {"region": found.region, "role": found.role} if found else {"region": "", "role": ""}
