"""What a table waits for by its check-ins, for the overview."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from troth.checkins.models import Report
from troth.checkins.queries.rounds import reports
from troth.checkins.rules.reports import State
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.offers import Owed
from troth.foundation.web.prepared import prepared
from troth.foundation.web.times import day
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone


def reads_here(request: HttpRequest) -> bool:
    """Whether this is the shared room, and whoever looks reads check-ins."""
    found = vars(request)
    shared = found["room"].kind == RoomKind.SHARED and found["partnership"].phase == "open"
    return shared and granted(found["seat"].kind, Permission.CHECKIN_READ)


def owed(request: HttpRequest, *, limit: int) -> Iterable[Owed]:
    """Help that a side was asked for; an open check-in stands on the overview by itself."""
    if not reads_here(request):
        return
    for one in unanswered([vars(request)["room"].id], limit):
        yield from lines(request, one)


@prepared
def unanswered(rooms: Collection[str], limit: int) -> QuerySet[Report]:
    """What would help, and nobody has answered."""
    rows = reports(rooms).filter(asks=True, state=State.GIVEN.value, answered_at__isnull=True)
    return rows.order_by("said_at")[:limit]


def lines(request: HttpRequest, one: Report) -> Iterable[Owed]:
    """One wish, for each side that was asked."""
    for party in seated(request):
        if party.id != one.party_id and one.asked_of_id in {None, party.id}:
            yield Owed(
                party=party.id,
                since=one.said_at or one.begins,
                sentence=_("Answer what %(who)s asked for") % {"who": one.party.short},
                note=_("in the check-in of %(day)s")
                % {"day": day(one.checkin.at, known_zone(one.checkin.zone))},
                url=here(request, "checkins.one", pk=one.checkin_id),
            )
