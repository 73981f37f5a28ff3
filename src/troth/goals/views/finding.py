"""What of the goals of a room this reader may read, and may do."""

from django.db.models import QuerySet
from django.http import Http404

from troth.foundation.access.permissions import Permission, granted
from troth.goals.models import (
    CheckResult,
    Goal,
    Measure,
    Obstacle,
    Reading,
    Showing,
    SustainabilityCheck,
)
from troth.goals.queries import checks
from troth.partnerships.requests import MemberRequest


def inside(request: MemberRequest) -> QuerySet[Goal]:
    """Goals of the room the page stands in; guests and facilitators read what is agreed."""
    rows: QuerySet[Goal] = Goal.objects.in_rooms(request.rooms & {request.room.id})
    rows = rows.filter(agreement__withdrawn_at__isnull=True)
    if request.seat.party_id is None:
        rows = rows.filter(agreement__agreed_version__isnull=False)
    return rows.select_related("agreement__room", "room", "launched_by__party")


def found_or_404(request: MemberRequest, pk: str) -> Goal:
    """The goal, if this reader may read it. Raises Http404."""
    goal = inside(request).filter(pk=pk).first()
    if goal is None:
        raise Http404
    return goal


def measure_or_404(request: MemberRequest, pk: str) -> Measure:
    """A measure of a goal that this reader may read; a guest only where it is agreed. Raises Http404."""
    goals = inside(request)
    rows = Measure.objects.filter(pk=pk, goal__in=goals)
    if request.seat.party_id is None:
        rows = rows.filter(defined__plan__agreed_at__isnull=False)
    measure = rows.select_related("goal__agreement__room", "goal__room").first()
    if measure is None:
        raise Http404
    return measure


def reading_or_404(request: MemberRequest, pk: str) -> Reading:
    """A reading of a goal in this room. Raises Http404."""
    rows = Reading.objects.filter(pk=pk, measure__goal__in=inside(request))
    reading = rows.select_related("measure__goal__agreement", "seat__person").first()
    if reading is None:
        raise Http404
    return reading


def obstacle_or_404(request: MemberRequest, pk: str) -> Obstacle:
    """An obstacle of a goal in this room. Raises Http404."""
    rows = Obstacle.objects.filter(pk=pk, goal__in=inside(request))
    obstacle = rows.select_related("goal__agreement").first()
    if obstacle is None:
        raise Http404
    return obstacle


def check_or_404(request: MemberRequest, pk: str) -> SustainabilityCheck:
    """A sustainability check in this room; a guest only where it is agreed. Raises Http404."""
    rows = checks.inside(request.rooms & {request.room.id}).filter(pk=pk)
    rows = rows.filter(goal__in=inside(request))
    if request.seat.party_id is None:
        rows = rows.filter(agreed_at__isnull=False)
    check = rows.first()
    if check is None:
        raise Http404
    return check


def result_or_404(request: MemberRequest, pk: str) -> CheckResult:
    """What came of a check in this room. Raises Http404."""
    goals = inside(request)
    rows = CheckResult.objects.filter(pk=pk, of__goal__in=goals)
    result = rows.select_related("of__goal__agreement", "of__room", "of__answering").first()
    if result is None:
        raise Http404
    return result


def showing_or_404(request: MemberRequest, pk: str) -> Showing:
    """The words about a goal of this room that all approve, for those who approve. Raises Http404."""
    rows = Showing.objects.in_rooms(request.rooms & {request.room.id}).filter(pk=pk)
    rows = rows.filter(goal__in=inside(request)).select_related(
        "agreement__room", "goal__agreement", "goal__room__partnership", "room__partnership"
    )
    showing: Showing | None = rows.first()
    if showing is None or (request.seat.party_id is None and not showing.agreement.agreed_version):
        raise Http404
    return showing


def open_obstacle(goal: Goal, pk: str) -> Obstacle | None:
    """The obstacle that a change answers, if it is one of this goal's and still open."""
    rows = goal.obstacles.filter(pk=pk, caused__isnull=True, closed_at__isnull=True)
    return rows.first() if pk else None


def may(request: MemberRequest, permission: Permission) -> bool:
    """Whether this seat may, for its party."""
    return request.seat.party_id is not None and granted(request.seat.kind, permission)


def reads_obstacles(request: MemberRequest) -> bool:
    """Obstacles are for those who work on it: the parties, and whoever helps them."""
    return may_tell(request) or request.seat.kind.value == "facilitator"


def may_tell(request: MemberRequest) -> bool:
    """Whether this seat writes readings and obstacles."""
    return may(request, Permission.GOAL_TELL)
