"""The list of adjustments, and one of them."""

from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from troth.adjustments.forms import AnswerForm, LookForm
from troth.adjustments.models import Adjustment
from troth.adjustments.queries.looks import inside, open_in, over_in
from troth.adjustments.views.seen import shown
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import may, only_shared, two_parts


@needs(Permission.ADJUSTMENT_READ)
@require_safe
def adjustments(request: MemberRequest) -> HttpResponse:
    """What holds or waits for a yes first, then what was looked at again."""
    only_shared(request)
    context = two_parts(request, shown, going=open_in, over=over_in)
    may_propose = may(request, Permission.ADJUSTMENT_PROPOSE)
    return render(request, "adjustments/list.html", context | {"may_propose": may_propose})


def found_or_404(request: MemberRequest, pk: str) -> Adjustment:
    """The adjustment, if it stands at the shared table. Raises Http404."""
    only_shared(request)
    found: Adjustment = get_object_or_404(inside(request.rooms & {request.room.id}), pk=pk)
    return found


@needs(Permission.ADJUSTMENT_READ)
@require_safe
def adjustment(request: MemberRequest, pk: str) -> HttpResponse:
    """One adjustment: what changes, who sees to it, and whether it helped."""
    return show(request, found_or_404(request, pk))


def show(
    request: MemberRequest,
    one: Adjustment,
    *,
    form: Form | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of one adjustment; `form` is an answer that came back."""
    seen, mark = shown(request, one), f"{one.version}.{one.round}.{one.state}"
    context = {
        "shown": seen,
        "mark": mark,
        # An open page asks again with how it stood when it was opened.
        "moved": request.GET.get("at", mark) != mark,
        "answer": form if isinstance(form, AnswerForm) else AnswerForm(),
        "looking": form if isinstance(form, LookForm) else LookForm(),
        "error": error,
        "kept": form.data.get("words", "") if form and error else "",
        "audience": audience_of(request.room),
        "propose_url": propose_url(request, one),
    }
    return render(request, "adjustments/one.html", context, status=status)


def propose_url(request: MemberRequest, one: Adjustment) -> str:
    """Where something new is proposed for the same direction and dimension."""
    way = {"about": one.about_id, "towards": one.towards_id, "dimension": one.dimension}
    return f"{here(request, 'adjustments.propose')}?{urlencode(way)}"
