"""What the pages of missing voices begin with: the initiative, the group, and what this seat may do."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from troth.foundation.access.permissions import Permission, granted
from troth.goals.models import Goal
from troth.inclusion.models import Affected
from troth.inclusion.queries.voices import groups, initiatives
from troth.kickoff.views.pages import must_be_between
from troth.partnerships.requests import MemberRequest


def may(request: MemberRequest, permission: Permission) -> bool:
    """Whether this seat may do that now."""
    return request.partnership.phase == "open" and granted(request.seat.kind, permission)


def speaks(request: MemberRequest, permission: Permission) -> bool:
    """The same, for what an organisation says."""
    return may(request, permission) and request.seat.party_id is not None


def goal_or_404(request: MemberRequest, pk: str) -> Goal:
    """The initiative, if it is here and has a launch day; without a side only an agreed one. Raises Http404."""
    must_be_between(request)
    helps = request.seat.party_id is None
    rows = initiatives(request.rooms & {request.room.id}, agreed=helps)
    found: Goal = get_object_or_404(rows, pk=pk)
    return found


def group_or_404(request: MemberRequest, pk: str, *, key: str) -> Affected:
    """A group on the list of an initiative. Raises Http404."""
    goal = goal_or_404(request, pk)
    row = groups().filter(goal=goal, pk=key).first()
    if row is None:
        raise Http404
    row.goal = goal
    return row
