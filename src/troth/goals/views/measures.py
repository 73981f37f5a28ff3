"""One measure: all its readings and what was corrected; writing one, taking one back."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import posted
from troth.goals import actions
from troth.goals.actions.measuring import today_of
from troth.goals.forms import ReadingForm, WhyForm
from troth.goals.models import Defined, Measure
from troth.goals.numbers import number
from troth.goals.queries.plans import measure_terms
from troth.goals.queries.readings import gone, page_of, points_of
from troth.goals.rules.plan import MeasureTerms
from troth.goals.rules.refusals import SENTENCES as REFUSALS
from troth.goals.views.cards import measure_card, span_of
from troth.goals.views.finding import may_tell, measure_or_404, reading_or_404
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import known_zone

LENGTH_OF_DAY = 10


def terms_in(measure: Measure, *, agreed: bool) -> MeasureTerms:
    """The measure as the last version defines it; for guests the last agreed one. Raises Http404."""
    return measure_terms(defined_in(measure, agreed=agreed))


def defined_in(measure: Measure, *, agreed: bool) -> Defined:
    """Where that is said: in the plan in force, else in the last that has it. Raises Http404."""
    rows = measure.defined.select_related("plan").order_by("-plan__number")
    force = [one for one in rows[:200] if one.plan.agreed_at]
    found = force[0] if force else (None if agreed else rows.first())
    if found is None:
        raise Http404
    return found


@needs(Permission.AGREEMENT_READ)
@require_safe
def measure(request: MemberRequest, pk: str) -> HttpResponse:
    """All readings of a measure, the newest first, its picture, and what was corrected."""
    one = measure_or_404(request, pk)
    found = defined_in(one, agreed=request.seat.party_id is None)
    terms = measure_terms(found)
    plans = one.goal.plans.filter(agreed_at__isnull=False).order_by("number")
    first = plans.values_list("agreed_at", flat=True).first()
    span = span_of(found.plan, first, zone=known_zone(request.person.zone))
    page = page_of(one, before=day_named(request.GET.get("before", "")))
    context = {
        "measure": one,
        "goal": one.goal,
        "terms": terms,
        "card": measure_card(terms, points_of([one.id]).get(one.id, ()), span=span),
        "page": page,
        "rows": [(each, number(each.value, terms.unit)) for each in page.rows],
        "gone": [(each, number(each.value, terms.unit)) for each in gone(one)],
        "form": ReadingForm(initial={"day": today_of(request.seat)}),
        "may_tell": may_tell(request),
        "audience": audience_of(request.room),
    }
    return render(request, "goals/measure.html", context)


def day_named(text: str) -> date | None:
    """The day that an address names to go on from, if it names one."""
    try:
        return date.fromisoformat(text) if len(text) == LENGTH_OF_DAY else None
    except ValueError:
        return None


@needs(Permission.GOAL_TELL)
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: MemberRequest, pk: str) -> HttpResponse:
    """Write what it reads; a reading of that day is corrected."""
    one = measure_or_404(request, pk)
    form = ReadingForm(posted(request), initial={"day": today_of(request.seat)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.read_measure(one, **form.cleaned_data, by=request.seat)
        except actions.NotPossible as refused:
            form.refuse(refused.reason)
        else:
            return redirect(here(request, "goals.measure", pk=one.id))
    context = about(request, one) | {"form": form}
    return render(request, "goals/reading.html", context, status=422 if form.is_bound else 200)


def about(request: MemberRequest, one: Measure) -> dict[str, Any]:
    """What the pages under a measure say of it."""
    return {
        "measure": one,
        "goal": one.goal,
        "terms": terms_in(one, agreed=False),
        "audience": audience_of(request.room),
    }


@needs(Permission.GOAL_TELL)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: MemberRequest, pk: str) -> HttpResponse:
    """Take a reading back, with the reason."""
    one = reading_or_404(request, pk)
    form, status = WhyForm(posted(request)), 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_reading(one, why=form.cleaned_data["why"], by=request.seat)
        except actions.NotPossible as refused:
            form.add_error(None, _(REFUSALS[refused.reason]))
            status = 409
        else:
            return redirect(here(request, "goals.measure", pk=one.measure_id))
    context = about(request, one.measure)
    context |= {"reading": one, "form": form, "said": number(one.value, context["terms"].unit)}
    return render(request, "goals/take_back.html", context, status=status)
