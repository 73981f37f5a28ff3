"""What adds up of a table's forecasts, kept so that the whole server can be told of without any one table."""

from datetime import datetime

from troth.foundation.kernel.shapes import plain
from troth.partnerships.models import Room
from troth.trust.models import Account
from troth.trust.queries.forecasts import told_again
from troth.trust.queries.promises import settles_between
from troth.trust.queries.readings import Readings
from troth.trust.rules.calibration import sums


def add_up(room: Room, *, now: datetime) -> Account:
    """Keep what adds up of one table as it stands now; told again only where something happened or counts since."""
    readings = Readings(room, now=now)
    known = Account.objects.filter(room=room).first()
    if (
        known is not None
        and known.size == readings.size
        and not settles_between(room, since=known.at, until=now)
    ):
        Account.objects.filter(pk=known.pk).update(at=now)
        return known
    told = sums(told_again(readings))
    values = {"size": readings.size, "outcomes": told.count, "sums": plain(told), "at": now}
    kept, _new = Account.objects.update_or_create(room=room, defaults=values)
    return kept


def put_off(room: Room, *, now: datetime) -> None:
    """Look at a table again with the others, and keep nothing of it."""
    values = {"size": 0, "outcomes": 0, "sums": {}, "at": now}
    Account.objects.update_or_create(room=room, defaults=values)
