"""The goals of a room, and the page of one."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.goals.models import Goal
from troth.goals.queries.plans import in_force, latest
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest

PAGE = 100


def inside(request: MemberRequest) -> QuerySet[Goal]:
    """Goals of the room the page stands in, as far as this reader may read: guests read what is agreed."""
    rows: QuerySet[Goal] = Goal.objects.in_rooms(request.rooms & {request.room.id})
    rows = rows.filter(agreement__withdrawn_at__isnull=True).select_related("agreement", "room")
    if request.seat.party_id is None:
        rows = rows.filter(agreement__agreed_version__isnull=False)
    return rows


def found_or_404(request: MemberRequest, pk: str) -> Goal:
    """The goal, if this reader may read it. Raises Http404."""
    goal = inside(request).filter(pk=pk).first()
    if goal is None:
        raise Http404
    return goal


@needs(Permission.AGREEMENT_READ)
@require_safe
def goals(request: MemberRequest) -> HttpResponse:
    """What both want to reach, and how far it is."""
    rows = list(inside(request).order_by("-id")[:PAGE])
    context = {"goals": rows, "audience": audience_of(request.room)}
    return render(request, "goals/list.html", context)


@needs(Permission.AGREEMENT_READ)
@require_safe
def goal(request: MemberRequest, pk: str) -> HttpResponse:
    """One goal: its words, who signed which version, its measures, its history."""
    one = found_or_404(request, pk)
    plan = (in_force(one) if request.seat.party_id is None else None) or latest(one)
    context = {"goal": one, "plan": plan, "audience": audience_of(request.room)}
    return render(request, "goals/one.html", context)
