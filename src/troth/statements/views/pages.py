"""Statements at the table: what waits for an approval, what may be used, what was withdrawn."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from troth.agreements.models import Agreement, Version
from troth.agreements.queries.standings import standings, version, versions
from troth.agreements.rules.difference import difference
from troth.agreements.rules.standing import Standing
from troth.agreements.views.pages import Signature, may, readable, waits_for_us
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.lists import commas
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.statements.models import Publication, Statement
from troth.statements.queries.inside import listeners, publications_of

PAGE = 100


@dataclass(frozen=True)
class Line:
    """One statement of the list: its text, how it stands, and what was approved of it."""

    one: Agreement
    stands: Standing
    publications: list[Publication]

    @property
    def in_use(self) -> Publication | None:
        """The version that may be used, if any."""
        return next((one for one in self.publications if one.withdrawn_at is None), None)

    @property
    def last(self) -> Publication | None:
        """The last that was approved."""
        return self.publications[0] if self.publications else None


def inside(request: MemberRequest) -> QuerySet[Statement]:
    """Statements of the shared room. Raises Http404 elsewhere: all speak together, or nobody."""
    if request.room.kind != RoomKind.SHARED:
        raise Http404
    found: QuerySet[Statement] = Statement.objects.in_rooms(request.rooms & {request.room.id})
    return found.filter(agreement__withdrawn_at__isnull=True).select_related("agreement__room")


def found_or_404(request: MemberRequest, pk: str) -> Statement:
    """The statement, if this reader may read it. Raises Http404."""
    one: Statement = get_object_or_404(inside(request), pk=pk)
    if not readable(request, standings([one.agreement], request.room)[one.id]):
        raise Http404
    return one


def lines_of(request: MemberRequest) -> list[Line]:
    """What this reader may read, the newest first."""
    rows = [row.agreement for row in inside(request).order_by("-agreement__created_at")[:PAGE]]
    stands, found = standings(rows, request.room), publications_of(row.id for row in rows)
    lines = [Line(row, stands[row.id], found.get(row.id, [])) for row in rows]
    return [line for line in lines if readable(request, line.stands)]


@needs(Permission.AGREEMENT_READ)
@require_safe
def statements(request: MemberRequest) -> HttpResponse:
    """All of them, by what can be done with them."""
    lines = lines_of(request)
    context = {
        "waiting": [line for line in lines if not line.stands.agreed],
        "usable": [line for line in lines if line.stands.agreed and line.in_use],
        "gone": [line for line in lines if line.stands.agreed and not line.in_use],
        "parties": {party.id: party for party in seated(request)},
        "may_draft": may(request, Permission.AGREEMENT_DRAFT),
        "audience": audience_of(request.room),
    }
    return render(request, "statements/list.html", context)


@needs(Permission.AGREEMENT_READ)
@require_safe
def statement(request: MemberRequest, pk: str) -> HttpResponse:
    """One statement: its words, who approves which version, and whether it may be used."""
    return render(request, "statements/one.html", context_of(request, found_or_404(request, pk)))


@needs(Permission.AGREEMENT_READ)
@require_safe
def changes(request: MemberRequest, pk: str, number: int) -> HttpResponse:
    """One version beside the one before it."""
    found = found_or_404(request, pk)
    one = found.agreement
    if request.seat.party_id is None:
        # Beside an approved version stand drafts, and drafts are for those who approve.
        raise Http404
    after = get_object_or_404(Version, agreement=one, number=number)
    before = version(one, number - 1)
    context = {
        "one": one,
        "after": after,
        "stretches": difference(before.text if before else "", after.text),
        "may_sign": number == one.latest
        and waits_for_us(request, standings([one], request.room)[one.id]),
        "audience": audience_of(request.room),
    }
    return render(request, "agreements/changes.html", context)


def context_of(request: MemberRequest, found: Statement) -> dict[str, object]:
    """Everything the page of one statement says."""
    one, own = found.agreement, request.seat.party_id
    stands = standings([one], request.room)[one.id]
    line = Line(one, stands, publications_of([one.id]).get(one.id, []))
    shown = one.latest if own else (stands.agreed_version or one.latest)
    parties = [party for party in seated(request) if party.id in stands.signed | stands.missing]
    public = reverse("public.statement", kwargs={"slug": request.partnership.slug, "pk": one.id})
    return {
        "one": one,
        "line": line,
        "stands": stands,
        "version": version(one, shown),
        "versions": versions(one) if own else [],
        "signatures": [
            Signature(party, party.id in stands.signed, stands.stale.get(party.id))
            for party in parties
        ],
        "missing": commas(party.short for party in parties if party.id in stands.missing),
        "may_sign": waits_for_us(request, stands),
        "may_revise": may(request, Permission.AGREEMENT_DRAFT),
        "may_withdraw": line.in_use is not None and may(request, Permission.STATEMENT_WITHDRAW),
        "may_take": line.in_use is not None
        and granted(request.seat.kind, Permission.STATEMENT_TAKE),
        "listeners": listeners(found),
        "public_path": public,
        "public_url": f"{settings.BASE_URL}{public}",
        "audience": audience_of(request.room),
    }
