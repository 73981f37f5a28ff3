"""Check-ins: the round that is open, who says it is a lot, pauses, and earlier rounds."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from troth.checkins.models import Checkin
from troth.checkins.queries.loads import loads, own_load
from troth.checkins.queries.pauses import shown
from troth.checkins.queries.rhythms import next_of, series_of
from troth.checkins.queries.rounds import is_closed, page_of, rounds
from troth.checkins.views.load_seen import loads_seen
from troth.checkins.views.pause_seen import pauses_seen
from troth.checkins.views.seen import clocks, round_seen
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.foundation.web.times import place_of
from troth.partnerships.models import Party
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.terms import Rhythm, Unit
from troth.partnerships.views.items import may, only_shared


@needs(Permission.CHECKIN_READ)
@require_safe
def checkins(request: MemberRequest) -> HttpResponse:
    """The open round first, then what is ahead, then what was."""
    only_shared(request)
    before = cursor(request.GET.get("before", ""))
    found, older = page_of({request.room.id}, before=before)
    # Only the latest is open, and it stands on the first page alone.
    seen = [
        round_seen(one, request, closed=before is not None or place > 0)
        for place, one in enumerate(found)
    ]
    first = [] if before else seen[:1]
    context = ahead_context(request) | {
        "open": first[0] if first else None,
        "earlier": seen[len(first) :],
        "older": older,
        "loads": loads_seen(loads({request.room.id}), request),
        "own_load": own_load(request.seat),
        "pauses": pauses_seen(shown({request.room.id}), request),
        "may_signal": may(request, Permission.LOAD_SIGNAL),
        "may_propose": may(request, Permission.PAUSE_PROPOSE),
        "audience": audience_of(request.room),
    }
    return render(request, "checkins/list.html", context)


@needs(Permission.CHECKIN_READ)
@require_safe
def checkin(request: MemberRequest, pk: str) -> HttpResponse:
    """One round, both sides beside each other."""
    only_shared(request)
    one = found_or_404(request, pk)
    seen = round_seen(one, request, closed=is_closed(one))
    context = {"round": seen, "audience": audience_of(request.room)}
    return render(request, "checkins/one.html", context)


def found_or_404(request: MemberRequest, pk: str) -> Checkin:
    """The round, in the room the page stands in. Raises Http404."""
    found: Checkin = get_object_or_404(rounds(request.rooms & {request.room.id}), pk=pk)
    return found


def cursor(given: str) -> datetime | None:
    """The moment a cursor names; one that nobody gave out begins at the start."""
    try:
        return datetime.fromisoformat(given).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def ahead_context(request: MemberRequest) -> dict[str, object]:
    """What is said about the series: its rhythm, and the next round."""
    parties = list(seated(request))
    series = series_of(request.partnership, in_turn(parties), now=now())
    coming = next_of(series, request.room.id, now=now()) if series else None
    return {
        "rhythm": rhythm_words(series.rhythm) if series else "",
        "agreed": series is not None,
        "next": clocks(coming.at, parties, request.seat) if coming else "",
    }


def in_turn(parties: list[Party]) -> list[Party]:
    """The same order for whoever reads: in which the hour goes from side to side."""
    return sorted(parties, key=lambda one: (one.name, one.id))


def rhythm_words(rhythm: Rhythm) -> str:
    """How often, and whose hour it is."""
    if rhythm.unit is Unit.MONTHS:
        often = ngettext("every month", "every %(n)s months", rhythm.every)
    else:
        often = ngettext("every week", "every %(n)s weeks", rhythm.every)
    values = {"often": often % {"n": rhythm.every}, "at": f"{rhythm.at:%H:%M}"}
    if rhythm.alternates:
        return _("%(often)s at %(at)s, on each side’s clock in turn") % values
    values["place"] = place_of(rhythm.zone)
    return _("%(often)s at %(at)s %(place)s") % values
