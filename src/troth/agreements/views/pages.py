"""Agreements: all that was signed and what is being drafted; each with its words, versions and signatures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from troth.agreements.kinds import KINDS, TEXT, ended, page_of
from troth.agreements.models import Agreement, Version
from troth.agreements.queries.holding import may_take_back, way_on
from troth.agreements.queries.standings import standings, version, versions
from troth.agreements.rules.difference import difference
from troth.agreements.rules.standing import Standing
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.clock import now
from troth.foundation.web.lists import commas
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest

PAGE = 100


@dataclass(frozen=True)
class Signature:
    """One party's signature: on this version, on an older one, or none yet."""

    party: Party
    signed: bool
    stale: int | None


@needs(Permission.AGREEMENT_READ)
@require_safe
def agreements(request: MemberRequest) -> HttpResponse:
    """What waits for a signature first, then what is agreed."""
    lines = lines_for(request)
    waiting = [line for line in lines if not line[1].agreed]
    ours = [one.id for one, stands in waiting if waits_for_us(request, stands)]
    context = {
        "waiting": waiting,
        "for_us": ours[0] if ours else "",
        "may_sign": may(request, Permission.AGREEMENT_SIGN),
        "agreed": [line for line in lines if line[1].agreed],
        "ended": ended([one for one, stands in lines if stands.agreed], request.person),
        "parties": {party.id: party for party in parties_of(request.seat)},
        "may_draft": may(request, Permission.AGREEMENT_DRAFT),
        "audience": audience_of(request.room),
        "page_of": page_of,
        "kinds": KINDS,
    }
    return render(request, "agreements/list.html", context)


def lines_for(request: MemberRequest) -> list[tuple[Agreement, Standing]]:
    """The latest texts of this room that whoever asks may read, and how each stands."""
    rows = list(inside(request).order_by("-created_at")[:PAGE])
    found = standings(rows, request.room)
    return [(one, found[one.id]) for one in rows if readable(request, found[one.id])]


@needs(Permission.AGREEMENT_READ)
@require_safe
def agreement(request: MemberRequest, pk: str) -> HttpResponse:
    """One text: its words, who signed which version, and what changed."""
    kind = inside(request).filter(pk=pk).values_list("kind", flat=True).first() or TEXT
    if kind != TEXT:
        return redirect(here(request, page_of(kind), pk=pk))
    return render(request, "agreements/one.html", context_of(request, found_or_404(request, pk)))


@needs(Permission.AGREEMENT_READ)
@require_safe
def changes(request: MemberRequest, pk: str, number: int) -> HttpResponse:
    """One version beside the one before it."""
    one = found_or_404(request, pk)
    if request.seat.party_id is None:
        # Beside an agreed version stand drafts, and drafts are for those who agree.
        raise Http404
    after = get_object_or_404(Version, agreement=one, number=number)
    before = version(one, number - 1)
    stretches = difference(before.text if before else "", after.text)
    stands = standings([one], request.room)[one.id]
    may_sign = after.number == one.latest and waits_for_us(request, stands)
    context = {"one": one, "after": after, "stretches": stretches, "may_sign": may_sign}
    context |= {"audience": audience_of(request.room)}
    return render(request, "agreements/changes.html", context)


def inside(request: MemberRequest) -> QuerySet[Agreement]:
    """Agreements of the room the page stands in."""
    found: QuerySet[Agreement] = Agreement.objects.in_rooms(request.rooms & {request.room.id})
    return found.filter(withdrawn_at__isnull=True)


def found_or_404(request: MemberRequest, pk: str) -> Agreement:
    """The text, if it is nothing more and this reader may read it. Raises Http404."""
    texts = inside(request).filter(kind=TEXT).select_related("room")
    one: Agreement = get_object_or_404(texts, pk=pk)
    if not readable(request, standings([one], request.room)[one.id]):
        raise Http404
    return one


def readable(request: MemberRequest, stands: Standing) -> bool:
    """Guests read what is agreed; drafts are for those who agree."""
    return stands.agreed_version is not None or request.seat.party_id is not None


def may(request: MemberRequest, permission: Permission) -> bool:
    """Whether this seat may, for its party."""
    return request.seat.party_id is not None and granted(request.seat.kind, permission)


def waits_for_us(request: MemberRequest, stands: Standing) -> bool:
    """Whether the reader can sign for a side that has not signed the latest version."""
    return may(request, Permission.AGREEMENT_SIGN) and request.seat.party_id in stands.missing


def context_of(request: MemberRequest, one: Agreement) -> dict[str, object]:
    """Everything the page of one agreement says."""
    stands = standings([one], request.room)[one.id]
    shown = one.latest if request.seat.party_id else (stands.agreed_version or one.latest)
    seated = [
        party for party in parties_of(request.seat) if party.id in stands.signed | stands.missing
    ]
    own = request.seat.party_id
    every = versions(one) if own else []
    return {
        "one": one,
        "stands": stands,
        "version": version(one, shown),
        "versions": every,
        "signatures": [
            Signature(party, party.id in stands.signed, stands.stale.get(party.id))
            for party in seated
        ],
        "missing": commas(party.short for party in seated if party.id in stands.missing),
        "may_sign": waits_for_us(request, stands),
        "may_revise": may(request, Permission.AGREEMENT_DRAFT),
        **going_on(request, seated, stands, every),
        "audience": audience_of(request.room),
    }


def going_on(
    request: MemberRequest, seated: Sequence[Party], stands: Standing, every: Sequence[Version]
) -> dict[str, object]:
    """How to go on where a signature does not come, and whether the reader's side can take the text back.

    `every`: the versions, the newest first; none for those who read only what is agreed.
    """
    own = request.seat.party_id
    if own is None or not every:
        return {"way_on": None, "may_take_back": False}
    first = every[-1].seat.party_id
    taken = may_take_back(stands, own=own, writer=first)
    return {
        "way_on": way_on(seated, stands, own=own, since=every[0].at, at=now()),
        "may_take_back": may(request, Permission.AGREEMENT_DRAFT) and taken,
    }
