"""One press each: saying yes to a check, taking it back, confirming what another side wrote."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.numbers import whole_number
from troth.goals import actions
from troth.goals.views.checks import FOR_OTHERS, show, where_others_sit, why_not
from troth.goals.views.finding import check_or_404, result_or_404
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest

NOT_YOURS, CHANGED_MEANWHILE = 403, 409


def turn_of(request: MemberRequest) -> int:
    """As the check stood when the page was read."""
    return whole_number(request.POST.get("seen", ""))


def refusal(request: MemberRequest, pk: str, *, refused: actions.NotPossible) -> HttpResponse:
    """The page of the check again, with the reason."""
    status = NOT_YOURS if refused.reason in FOR_OTHERS else CHANGED_MEANWHILE
    row = check_or_404(request, pk)
    return show(request, row, error=why_not(refused.reason), status=status)


@needs(Permission.GOAL_TELL)
@require_POST
def agree(request: MemberRequest, pk: str) -> HttpResponse:
    """Say yes to exactly what was shown."""
    where_others_sit(request)
    row = check_or_404(request, pk)
    try:
        actions.assent_check(row, seen=turn_of(request), by=request.seat)
    except actions.NotPossible as refused:
        return refusal(request, pk, refused=refused)
    return redirect(here(request, "goals.check", pk=pk))


@needs(Permission.GOAL_TELL)
@require_POST
def take_back(request: MemberRequest, pk: str) -> HttpResponse:
    """Take back what one's own side proposed."""
    where_others_sit(request)
    row = check_or_404(request, pk)
    try:
        actions.withdraw_check(row, seen=turn_of(request), by=request.seat)
    except actions.NotPossible as refused:
        return refusal(request, pk, refused=refused)
    return redirect(here(request, "goals.one", pk=row.goal_id))


@needs(Permission.GOAL_TELL)
@require_POST
def confirm(request: MemberRequest, pk: str) -> HttpResponse:
    """Confirm what another side wrote."""
    where_others_sit(request)
    one = result_or_404(request, pk)
    try:
        actions.confirm_result(one, turn=turn_of(request), by=request.seat)
    except actions.NotPossible as refused:
        return refusal(request, one.of_id, refused=refused)
    return redirect(here(request, "goals.check", pk=one.of_id))
