"""How evenly people take part: one report a month, the same for everybody; and what one states for it."""

from datetime import UTC
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.clock import now
from troth.inclusion.actions.stating import state as keep
from troth.inclusion.forms import StatedForm
from troth.inclusion.models import Report
from troth.inclusion.queries.balance import figures_of, reports_of
from troth.inclusion.queries.stated import begun, shares_of, stated_by, stated_reports
from troth.inclusion.rules.stated import next_after
from troth.inclusion.shown import months, tables
from troth.inclusion.shown_stated import next_words, year_of
from troth.partnerships.addresses import here
from troth.partnerships.models.seats import Phase
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind

LOOK_AGAIN = 422


@needs(Permission.BALANCE_READ)
@require_safe
def balance(request: MemberRequest) -> HttpResponse:
    """The balance of the last month, or of an earlier one."""
    return show(request)


def show(
    request: MemberRequest, *, form: StatedForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; `form` is what somebody stated and has to look at again."""
    if request.room.kind != RoomKind.SHARED:
        raise Http404
    context = of_the_month(request) | of_the_year(request) | own(request, form=form)
    return render(request, "inclusion/balance.html", context, status=status)


def of_the_month(request: MemberRequest) -> dict[str, Any]:
    """The balance of one month, by organisation."""
    reports = reports_of(request.room)
    shown = chosen(request, reports)
    names = {str(party.id): party.name for party in seated(request)}
    return {
        "tables": tables(figures_of(shown), names) if shown else (),
        "shown": shown,
        "months": months(reports, shown),
        "audience": audience_of(request.room),
    }


def chosen(request: MemberRequest, reports: list[Report]) -> Report | None:
    """The report that was asked for, else the latest."""
    asked = request.GET.get("month", "")
    named = (one for one in reports if one.month.isoformat() == asked)
    return next(named, reports[0] if reports else None)


def of_the_year(request: MemberRequest) -> dict[str, Any]:
    """Shares by what people stated, and when they are worked out next."""
    report = stated_reports(request.room).first()
    began = begun(request.partnership)
    after = next_after(began, now().astimezone(UTC).date()) if began else None
    return {
        "stated": year_of(report, shares_of(request.room)),
        "stated_next": next_words(after, first=report is None) if after else "",
    }


def own(request: MemberRequest, *, form: StatedForm | None) -> dict[str, Any]:
    """What this person stated at this table, for nobody else."""
    is_open = request.partnership.phase == Phase.OPEN
    if not is_open or not granted(request.seat.kind, Permission.BALANCE_STATE):
        return {"may_state": False}
    return {"may_state": True, "form": form or StatedForm(initial=stated_by(request.seat))}


@needs(Permission.BALANCE_STATE)
@require_POST
def state(request: MemberRequest) -> HttpResponse:
    """Keep what this person states, or delete it."""
    form = StatedForm(request.POST)
    if request.room.kind != RoomKind.SHARED:
        raise Http404
    if not form.is_valid():
        return show(request, form=form, status=LOOK_AGAIN)
    kept = keep(request.seat, **form.cleaned_data)
    messages.success(request, _("Kept, for you alone.") if kept else _("You state nothing now."))
    return redirect(here(request, "balance"))
