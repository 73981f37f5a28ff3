"""What people do once all is open: add, put together, end each line, close."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.kernel.ulid import is_ulid
from troth.foundation.web.forms import posted, words_sent
from troth.kickoff import actions
from troth.kickoff.forms import AddForm, EndForm
from troth.kickoff.models import Kickoff, Line
from troth.kickoff.queries.boards import colleagues, heads_of, with_joined
from troth.kickoff.views.pages import audience, found_or_404
from troth.kickoff.views.writing import again, attempt
from troth.kickoff.words import GROUPS, WHY_NOT
from troth.partnerships.addresses import here
from troth.partnerships.present import others
from troth.partnerships.requests import MemberRequest

# What binds an organisation is done by its own people.
OF_PARTIES = (Ending.GOAL, Ending.OWNED)


@needs(Permission.KICKOFF_WRITE)
@require_POST
def add(request: MemberRequest, pk: str) -> HttpResponse:
    """Add a line openly."""
    kickoff, form = found_or_404(request, pk), AddForm(request.POST)
    if not form.is_valid():
        return again(request, kickoff, 422, add_form=form)
    group, text = Group(form.cleaned_data["group"]), form.cleaned_data["text"]
    return attempt(
        request, pk, lambda one: actions.add(one, group, text, by=request.seat), add_form=form
    )


@needs(Permission.KICKOFF_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: MemberRequest, pk: str, key: str) -> HttpResponse:
    """Say what becomes of one line."""
    kickoff = found_or_404(request, pk)
    one = line_or_404(kickoff, key)
    form = end_form(request)
    if not (form.is_bound and form.is_valid()):
        return line_page(request, kickoff, one=one, form=form, status=422 if form.is_bound else 200)
    try:
        end(request, kickoff, one, form.cleaned_data)
    except actions.NotPossible as refused:
        form.add_error(None, str(WHY_NOT[refused.reason]))
        return line_page(request, kickoff, one=one, form=form, status=409)
    return redirect(here(request, "kickoff.one", pk=kickoff.id) + f"#line-{one.id}")


def end_form(request: MemberRequest) -> EndForm:
    """The form, with the endings and the people this seat can name."""
    form = EndForm(posted(request))
    form.zone_name = request.person.zone
    people = colleagues(request.seat.party)
    ending, keeper = form.fields["ending"], form.fields["keeper"]
    keeper.choices = [(key, one.name) for key, one in people.items()]  # type: ignore[attr-defined]  # a choice field
    keeper.initial = request.person.id
    if not granted(request.seat.kind, Permission.COMMITMENT_MAKE) or request.seat.party_id is None:
        kept = [one for one in ending.choices if one[0] not in OF_PARTIES]  # type: ignore[attr-defined]  # the same
        ending.choices = kept  # type: ignore[attr-defined]  # the same
    return form


def end(request: MemberRequest, kickoff: Kickoff, one: Line, said: dict[str, Any]) -> None:
    """Give the line the ending that was chosen. Raises `NotPossible`."""
    ending = Ending(said["ending"])
    if ending is Ending.GOAL:
        actions.make_goal(kickoff, one, words=said["words"], by=request.seat)
        return
    if ending is not Ending.OWNED:
        actions.end_line(kickoff, one, ending, words=said["words"], by=request.seat)
        return
    far = others(request)
    actions.own_line(
        kickoff,
        one,
        by=request.seat,
        due=said["due"],
        zone=request.person.zone,
        receiver=far[0] if len(far) == 1 else None,
        holder=colleagues(request.seat.party).get(said["keeper"]),
        words=said["words"],
    )


def line_page(
    request: MemberRequest, kickoff: Kickoff, *, one: Line, form: EndForm, status: int
) -> HttpResponse:
    """The page of one line."""
    one.refresh_from_db()
    context = {
        "kickoff": kickoff,
        "line": with_joined([one])[0],
        "form": form,
        "head_choices": [(head.id, head.text) for head in heads_of(kickoff, one.group, but=one)],
        "groups": GROUPS,
        "audience": audience(request, guests=kickoff.guests),
    }
    return render(request, "kickoff/line.html", context, status=status)


@needs(Permission.KICKOFF_RUN)
@require_POST
def join(request: MemberRequest, pk: str, key: str) -> HttpResponse:
    """Put a line to another, or let it stand alone again."""
    kickoff = found_or_404(request, pk)
    one, like = line_or_404(kickoff, key), request.POST.get("like", "")
    other = line_or_404(kickoff, like) if like else None
    return attempt(request, pk, lambda found: actions.join(found, one, other, by=request.seat))


@needs(Permission.KICKOFF_RUN)
@require_POST
def close(request: MemberRequest, pk: str) -> HttpResponse:
    """Close the session; what is left is parked together."""
    words = words_sent(request, "words", most=500)
    return attempt(request, pk, lambda one: actions.close(one, words=words, by=request.seat))


def line_or_404(kickoff: Kickoff, key: str) -> Line:
    """A line of this session. Raises Http404."""
    if not is_ulid(key):
        raise Http404
    rows = Line.objects.filter(kickoff=kickoff).select_related("seat__person", "seat__party")
    return get_object_or_404(rows, pk=key)
