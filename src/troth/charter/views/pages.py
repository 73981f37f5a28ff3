"""The working agreement: its eight answers, who signed which version, and each side's clock."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from troth.agreements.models import Version
from troth.agreements.queries.standings import standings, version
from troth.agreements.rules.difference import difference
from troth.agreements.views.pages import context_of, may, waits_for_us
from troth.charter.models import Charter
from troth.charter.queries.charters import answers_of, charter_of, has_place
from troth.charter.queries.clocks import side_clocks
from troth.charter.rules.answers import Answers
from troth.charter.rules.text import apart, changes
from troth.charter.words import kept_by_hand, sentences
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.organisations.queries import decides_for
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.terms import terms
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.terms import Limits
from troth.partnerships.sentences import rule_words


@needs(Permission.AGREEMENT_READ)
@require_safe
def charter(request: MemberRequest) -> HttpResponse:
    """The one page of how the parties work with each other."""
    return page(request, place_or_404(request))


@needs(Permission.AGREEMENT_READ)
@require_safe
def by_id(request: MemberRequest, pk: str) -> HttpResponse:
    """The same page under the agreement's own id, as lists and letters name it."""
    found = place_or_404(request)
    if found is None or found.id != pk or not readable(request, found):
        raise Http404
    return redirect(here(request, "charter"))


@needs(Permission.AGREEMENT_READ)
@require_safe
def versions(request: MemberRequest, number: int) -> HttpResponse:
    """One version beside the one before it."""
    one = living(request)
    after = get_object_or_404(Version, agreement=one.agreement, number=number)
    before = version(one.agreement, number - 1)
    stands = standings([one.agreement], request.room)[one.id]
    context = {
        "one": one.agreement,
        "after": after,
        "stretches": difference(before.text if before else "", after.text),
        "may_sign": number == one.agreement.latest and waits_for_us(request, stands),
        "audience": audience_of(request.room),
    }
    return render(request, "charter/changes.html", context)


def place_or_404(request: MemberRequest) -> Charter | None:
    """The charter of this room, if there is one yet. Raises Http404 in rooms that have no place for one."""
    if not has_place(request.room):
        raise Http404
    return charter_of(request.room, request.rooms)


def living(request: MemberRequest) -> Charter:
    """The charter, for those who sign: drafts are not for guests. Raises Http404."""
    found = place_or_404(request)
    if found is None or request.seat.party_id is None:
        raise Http404
    return found


def page(
    request: MemberRequest, one: Charter | None, *, error: str = "", status: int = 200
) -> HttpResponse:
    """The page as it stands now, with a refusal above it where there is one."""
    limits = terms(request.partnership.id, now())
    context = {
        "error": error,
        "limits": limits,
        "may_draft": may(request, Permission.AGREEMENT_DRAFT),
        "clocks": side_clocks(request.seat, days=limits.answer_days, at=now()),
        "decides_for": {house.id for house in decides_for(request.person)},
        "audience": audience_of(request.room),
        "chapters": [],
        "by_hand": kept_by_hand(limits),
    }
    if one is not None and readable(request, one):
        context |= charter_context(request, one, limits=limits)
    return render(request, "charter/charter.html", context, status=status)


def readable(request: MemberRequest, one: Charter) -> bool:
    """Guests read what all have signed; drafts are for those who agree."""
    return request.seat.party_id is not None or one.agreement.agreed_version is not None


def charter_context(request: MemberRequest, one: Charter, *, limits: Limits) -> dict[str, object]:
    """The words, the signatures, and what would change when all have signed."""
    found = context_of(request, one.agreement)
    shown = found["version"]
    latest = answers_of(one, one.agreement.latest)
    return found | {
        "charter": one,
        "chapters": apart(shown.text) if isinstance(shown, Version) else [],
        "changes": coming(one, latest, limits) if request.seat.party_id else [],
        "other_rule": other_rule(one, limits),
    }


def coming(one: Charter, latest: Answers | None, limits: Limits) -> object:
    """What the latest version says otherwise than what is in force, where it is not signed by all yet."""
    if latest is None or one.agreement.agreed_version == one.agreement.latest:
        return []
    return changes(sentences(limits), sentences(latest.limits))


def other_rule(one: Charter, limits: Limits) -> str:
    """The consent rule in force in words, where a decision has changed it since the charter was signed."""
    number = one.agreement.agreed_version
    signed = answers_of(one, number) if number else None
    if signed is None or signed.limits.consent_rule == limits.consent_rule:
        return ""
    return rule_words(limits.consent_rule)
