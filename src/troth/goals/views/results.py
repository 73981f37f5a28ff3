"""Showing everybody what was kept: the words all approve, and how one side ends it."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.agreements.queries.standings import standings, version
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.numbers import whole_number
from troth.foundation.web.forms import posted
from troth.foundation.web.lists import commas
from troth.goals import actions
from troth.goals.check_forms import StopForm
from troth.goals.models import Showing
from troth.goals.queries.showing import data_of, releases_of, shown_now
from troth.goals.views.checks import why_not
from troth.goals.views.finding import found_or_404, may, showing_or_404
from troth.goals.views.pages import context_of, signature, waits_for_us
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind


def at_the_shared_table(request: MemberRequest) -> None:
    """Raises Http404 in any other room: only what is read by all can be shown to everybody."""
    if request.room.kind != RoomKind.SHARED:
        raise Http404


@needs(Permission.AGREEMENT_READ)
@require_safe
def results(request: MemberRequest, pk: str) -> HttpResponse:
    """The words about a goal, who has approved which version, and whether everybody reads them."""
    at_the_shared_table(request)
    return show(request, showing_or_404(request, pk))


def show(
    request: MemberRequest, showing: Showing, *, error: str = "", status: int = 200
) -> HttpResponse:
    """The page of these words; `error` says why an act was not possible."""
    agreement = showing.agreement
    stands = standings([agreement], request.room)[agreement.id]
    own = request.seat.party_id is not None
    number = agreement.latest if own else (stands.agreed_version or agreement.latest)
    parties = [one for one in seated(request) if one.id in stands.signed | stands.missing]
    context = {
        "showing": showing,
        "goal": showing.goal,
        "version": version(agreement, number),
        "stands": stands,
        "signatures": [signature(one, stands) for one in parties],
        "missing": commas(one.short for one in parties if one.id in stands.missing),
        "public_path": public_path(request, showing),
        "public_url": f"{settings.BASE_URL}{public_path(request, showing)}",
        "error": error,
        "audience": audience_of(request.room),
        **standing_of(request, showing, number=number),
    }
    context["may_sign"] = context["fresh"] and waits_for_us(request, stands)
    return render(request, "goals/results.html", context, status=status)


def standing_of(request: MemberRequest, showing: Showing, *, number: int) -> dict[str, object]:
    """Whether everybody reads it now, whether it is still so, and what this seat can do about it."""
    every = releases_of(showing)
    current = next((one for one in every if one.number == number), None)
    fresh = current is not None and current.data == data_of(showing.goal)
    used = next((one for one in every if one.approved_at and not one.withdrawn_at), None)
    drafts = may(request, Permission.AGREEMENT_DRAFT)
    return {
        "used": used,
        "ended": [one for one in every if one.withdrawn_at] if request.seat.party_id else [],
        "fresh": fresh,
        "may_renew": drafts and (not fresh or needs_anew(current)),
        "may_stop": used is not None and may(request, Permission.STATEMENT_WITHDRAW),
    }


def needs_anew(current: object) -> bool:
    """Whether these very words were withdrawn, so that only a new version can be approved."""
    return getattr(current, "withdrawn_at", None) is not None


def public_path(request: MemberRequest, showing: Showing) -> str:
    """Where everybody reads it."""
    return reverse("public.kept", kwargs={"slug": request.partnership.slug, "pk": showing.pk})


@needs(Permission.AGREEMENT_DRAFT)
@require_POST
def put_together(request: MemberRequest, pk: str) -> HttpResponse:
    """Put together what everybody could read, for all to approve."""
    at_the_shared_table(request)
    goal = found_or_404(request, pk)
    try:
        showing = actions.put_together(goal, by=request.seat)
    except actions.NotPossible as refused:
        context = context_of(request, goal) | {"error": why_not(refused.reason)}
        return render(request, "goals/one.html", context, status=409)
    return redirect(here(request, "goals.results", pk=showing.pk))


@needs(Permission.AGREEMENT_SIGN)
@require_POST
def approve(request: MemberRequest, pk: str) -> HttpResponse:
    """Approve exactly the words that were shown."""
    at_the_shared_table(request)
    showing = showing_or_404(request, pk)
    number = whole_number(request.POST.get("version", ""))
    try:
        actions.approve(showing, version=number, by=request.seat)
    except actions.NotPossible as refused:
        return show(request, showing_or_404(request, pk), error=why_not(refused.reason), status=409)
    return redirect(here(request, "goals.results", pk=pk))


@needs(Permission.STATEMENT_WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: MemberRequest, pk: str) -> HttpResponse:
    """Take one's own side's approval back; from then on nobody outside reads it."""
    at_the_shared_table(request)
    showing = showing_or_404(request, pk)
    form, status = StopForm(posted(request)), 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.stop_showing(showing, reason=form.cleaned_data["reason"], by=request.seat)
        except actions.NotPossible as refused:
            form.add_error(None, why_not(refused.reason))
            status = 409
        else:
            return redirect(here(request, "goals.results", pk=pk))
    context = {"showing": showing, "goal": showing.goal, "form": form}
    context |= {"used": shown_now(showing.goal), "audience": audience_of(request.room)}
    return render(request, "goals/results_stop.html", context, status=status)
