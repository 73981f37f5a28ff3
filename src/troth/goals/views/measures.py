"""One measure: all its readings and what was corrected; writing one, taking one back, bringing a file in."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.goals import actions
from troth.goals.actions.measuring import today_of
from troth.goals.forms import FileForm, ReadingForm, WhyForm
from troth.goals.models import Defined, Measure
from troth.goals.numbers import number
from troth.goals.queries.plans import measure_terms
from troth.goals.queries.readings import gone, page_of, points_of, standing
from troth.goals.rules.plan import MeasureTerms
from troth.goals.rules.readings import MOST_TOLD, SENTENCES, File, read
from troth.goals.rules.refusals import SENTENCES as REFUSALS
from troth.goals.views.cards import measure_card, span_of
from troth.goals.views.finding import may_tell, measure_or_404, reading_or_404
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import known_zone

FIRST_ROWS = 12
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
    span = span_of(found.plan, first, known_zone(request.person.zone))
    page = page_of(one, before=day_named(request.GET.get("before", "")))
    context = {
        "measure": one,
        "goal": one.goal,
        "terms": terms,
        "card": measure_card(terms, points_of([one.id]).get(one.id, ()), span),
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
    form = ReadingForm(request.POST or None, initial={"day": today_of(request.seat)})
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
    form, status = WhyForm(request.POST or None), 422 if request.method == "POST" else 200
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


@needs(Permission.GOAL_TELL)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: MemberRequest, pk: str) -> HttpResponse:
    """Bring readings in from a file: look at them first, then one act for all of them or none."""
    one = measure_or_404(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        context = about(request, one) | {"form": form}
        return render(request, "goals/import.html", context, status=422 if form.is_bound else 200)
    text = form.cleaned_data["text"]
    found = read(text, today=today_of(request.seat))
    if found.problems or "confirm" not in request.POST:
        return preview(request, one, text=text, found=found)
    try:
        brought = actions.bring_in(one, found.rows, by=request.seat)
    except actions.NotPossible as refused:
        return preview(request, one, text=text, found=found, error=_(REFUSALS[refused.reason]))
    messages.success(request, brought_words(brought.added, brought.corrected))
    return redirect(here(request, "goals.measure", pk=one.id))


def brought_words(added: int, corrected: int) -> str:
    """What a file has changed."""
    if not added and not corrected:
        return _("Every one of these readings was here already. Nothing changed.")
    words = ngettext("One new reading.", "%(n)s new readings.", added) % {"n": added}
    if not corrected:
        return words
    more = ngettext("One corrected.", "%(n)s corrected.", corrected) % {"n": corrected}
    return f"{words} {more}"


def preview(
    request: MemberRequest, one: Measure, *, text: str, found: File, error: str = ""
) -> HttpResponse:
    """What the file would change, or everything that is wrong with it."""
    there = {each.day: each.value for each in standing(one)}
    unit = terms_in(one, agreed=False).unit
    new = [row for row in found.rows if row.day not in there]
    other = [row for row in found.rows if row.day in there and there[row.day] != row.value]
    context = about(request, one) | {
        "text": text,
        "error": error,
        "form": FileForm(initial={"text": text}),
        "problems": [
            (each.line, _(SENTENCES[each.wrong]) % vars(each))
            for each in found.problems[:MOST_TOLD]
        ],
        "problem_count": len(found.problems),
        "new": [(row, number(row.value, unit)) for row in new[:FIRST_ROWS]],
        "new_count": len(new),
        "other": [
            (row, number(there[row.day], unit), number(row.value, unit))
            for row in other[:MOST_TOLD]
        ],
        "other_count": len(other),
        "known_count": len(found.rows) - len(new) - len(other),
    }
    status = 422 if found.problems else 409 if error else 200
    return render(request, "goals/import_preview.html", context, status=status)
