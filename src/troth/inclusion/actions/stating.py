"""What somebody states for balances alone: kept for that person and table, read by nobody else, in no record."""

from typing import Final

from django.db import transaction

from troth.foundation.web.clock import now
from troth.inclusion.models import Stated
from troth.inclusion.rules.stated import By
from troth.inclusion.stating import CALLED
from troth.partnerships.actions.holding import SeatGone, hold
from troth.partnerships.models import Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.queries.people import sits_again

AT_ONCE: Final = 500


@transaction.atomic
def state(by: Seat, *, region: str = "", role: str = "") -> Stated | None:
    """Keep what was stated, in place of what was there; nothing at all deletes it.

    Raises `SeatGone` where the seat has ended since: nothing would take it away again.
    """
    # Held as whoever gets up holds it, so that leaving comes before or after and takes with it what was stated.
    hold(by.partnership_id)
    if not Seat.objects.taken(now()).filter(pk=by.pk, party__isnull=False).exists():
        raise SeatGone
    said = {
        "region": region if region in CALLED[By.REGION] else "",
        "role": role if role in CALLED[By.ROLE] else "",
    }
    whose = Stated.objects.filter(person=by.person_id, partnership=by.partnership_id)
    if not any(said.values()):
        whose.delete()
        return None
    return whose.update_or_create(
        person_id=by.person_id, partnership_id=by.partnership_id, defaults=said
    )[0]


def forget_with(seat: Seat) -> None:
    """A seat has ended: what its person stated at the table is gone, unless they still sit there."""
    if not sits_again(seat):
        Stated.objects.filter(person=seat.person_id, partnership=seat.partnership_id).delete()


def forget_closed() -> int:
    """What was stated at tables that are closed serves nothing any more; how many rows are gone."""
    rows = Stated.objects.filter(partnership__phase=Phase.CLOSED).values_list("pk", flat=True)
    gone = list(rows[:AT_ONCE])
    return Stated.objects.filter(pk__in=gone).delete()[0] if gone else 0
