"""How evenly people take part: one report a month, the same for everybody."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.inclusion.models import Report
from troth.inclusion.queries.balance import figures_of, reports_of
from troth.inclusion.shown import months, tables
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind


@needs(Permission.BALANCE_READ)
@require_safe
def balance(request: MemberRequest) -> HttpResponse:
    """The balance of the last month, or of an earlier one."""
    if request.room.kind != RoomKind.SHARED:
        raise Http404
    reports = reports_of(request.room)
    shown = chosen(request, reports)
    names = {str(party.id): party.name for party in seated(request)}
    context = {
        "tables": tables(figures_of(shown), names) if shown else (),
        "shown": shown,
        "months": months(reports, shown),
        "audience": audience_of(request.room),
    }
    return render(request, "inclusion/balance.html", context)


def chosen(request: MemberRequest, reports: list[Report]) -> Report | None:
    """The report that was asked for, else the latest."""
    asked = request.GET.get("month", "")
    named = (one for one in reports if one.month.isoformat() == asked)
    return next(named, reports[0] if reports else None)
