"""A file of readings: looked at first, then brought in by one act, all of it or nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import posted, posted_files
from troth.goals import actions
from troth.goals.actions.measuring import today_of
from troth.goals.forms import FileForm
from troth.goals.models import Measure
from troth.goals.numbers import number
from troth.goals.queries.files import Beside, beside
from troth.goals.rules.readings import MOST_TOLD, SENTENCES, File, read
from troth.goals.rules.refusals import SENTENCES as REFUSALS
from troth.goals.views.finding import measure_or_404
from troth.goals.views.measures import about
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest

FIRST_ROWS = 12


@needs(Permission.GOAL_TELL)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: MemberRequest, pk: str) -> HttpResponse:
    """Bring readings in from a file: look at them first, then one act for all of them or none."""
    one = measure_or_404(request, pk)
    form = FileForm(posted(request), posted_files(request))
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
    new = ngettext("One new reading.", "%(n)s new readings.", added) % {"n": added}
    other = ngettext("One corrected.", "%(n)s corrected.", corrected) % {"n": corrected}
    return " ".join(words for words, count in ((new, added), (other, corrected)) if count)


def preview(
    request: MemberRequest, one: Measure, *, text: str, found: File, error: str = ""
) -> HttpResponse:
    """What the file would change, or everything that is wrong with it."""
    context = about(request, one)
    context |= {"text": text, "error": error, "form": FileForm(initial={"text": text})}
    context |= wrong_lines(found)
    context |= would_change(beside(one, found.rows), unit=context["terms"].unit)
    status = 422 if found.problems else 409 if error else 200
    return render(request, "goals/import_preview.html", context, status=status)


def wrong_lines(found: File) -> dict[str, Any]:
    """What is wrong with a file, line by line, in words."""
    told = found.problems[:MOST_TOLD]
    return {
        "problems": [(each.line, _(SENTENCES[each.wrong]) % vars(each)) for each in told],
        "problem_count": len(found.problems),
    }


def would_change(found: Beside, *, unit: str) -> dict[str, Any]:
    """What a file would add and correct, the first of each in figures."""
    return {
        "new": [(row, number(row.value, unit)) for row in found.new[:FIRST_ROWS]],
        "new_count": len(found.new),
        "other": [
            (row, number(before.value, unit), number(row.value, unit))
            for before, row in found.other[:MOST_TOLD]
        ],
        "other_count": len(found.other),
        "known_count": found.known,
    }
