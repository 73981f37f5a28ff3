"""One piece of evidence: what the entry says about a side, whether it counts, and contesting it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid, is_ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Told, tell
from troth.ledger.queries import entry_at, known_fact
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.names import names_for
from troth.partnerships.queries.parties import parties_named
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import only_shared
from troth.trust.actions import contest as set_aside
from troth.trust.actions import settle as settle_it
from troth.trust.evidence_words import FOR_OTHERS, dimension_words, kind_words, why_not
from troth.trust.forms import ContestForm, SettleForm
from troth.trust.models import Contest
from troth.trust.queries.evidence import ENDS, pieces_at, sides_of
from troth.trust.queries.held import held_for
from troth.trust.rules.contests import NotPossible, Sides, Standing
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece

BESIDE = ("seat__person", "settled_by__party", "room")


@dataclass(frozen=True)
class Said:
    """What the entry says, and which dimensions it moves, each with the address of its page."""

    words: str
    dimensions: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """The entry, the side it is about, and what was said against it."""

    idx: int
    about: Party
    towards: list[Party]
    sides: Sides
    contest: Contest | None

    @property
    def agreed(self) -> frozenset[str]:
        """Who would leave it out."""
        return frozenset(self.contest.agreed) if self.contest else frozenset()

    def way(self, own: str | None) -> dict[str, str]:
        """The direction it moves, the reader's own where it has one; empty where a side has no page here."""
        ends = [*sorted(self.towards, key=lambda one: one.id != own)[:1], self.about]
        if len(ends) < 2 or any(one.joined_at is None for one in ends):
            return {}
        return {"towards": ends[0].id, "about": ends[1].id}

    @property
    def standing(self) -> Standing | None:
        """Where it stands; None where nobody has contested it."""
        return Standing(self.contest.standing) if self.contest else None


@needs(Permission.TRUST_READ)
@require_safe
def evidence(request: MemberRequest, idx: int, about: str) -> HttpResponse:
    """What an entry says about a side, and where that stands."""
    return shown(request, spot_or_404(request, idx, about=about))


@needs(Permission.TRUST_CONTEST)
@require_POST
def contest(request: MemberRequest, idx: int, about: str) -> HttpResponse:
    """Set it aside, with a sentence."""
    spot = spot_or_404(request, idx, about=about)
    if spot.about.id != request.seat.party_id:
        return shown(request, spot, status=403)

    def act(said: dict[str, str]) -> object:
        return set_aside(request.room, idx, by=request.seat, reason=said["reason"])

    return done(request, spot, form=ContestForm(request.POST), act=act)


@needs(Permission.TRUST_CONTEST)
@require_POST
def settle(request: MemberRequest, idx: int, about: str) -> HttpResponse:
    """Let it count again, or leave it out."""
    spot = spot_or_404(request, idx, about=about)
    found = spot.contest
    if found is None:
        raise Http404

    def act(said: dict[str, str]) -> object:
        return settle_it(found, by=request.seat, words=said["words"])

    return done(request, spot, form=SettleForm(request.POST), act=act)


def done(
    request: MemberRequest,
    spot: Spot,
    *,
    form: ContestForm | SettleForm,
    act: Callable[[dict[str, str]], object],
) -> HttpResponse:
    """Do it and show how it stands; or the page again, with why not and what was typed."""
    if not form.is_valid():
        return shown(request, spot, form=form, status=422)
    try:
        act(form.cleaned_data)
    except NotPossible as refused:
        spot = spot_or_404(request, spot.idx, about=spot.about.id)
        status = 403 if refused.reason in FOR_OTHERS else 409
        kept = next(iter(form.cleaned_data.values()))
        return shown(request, spot, error=why_not(refused.reason), kept=kept, status=status)
    return redirect(here(request, "trust.evidence", idx=spot.idx, about=spot.about.id))


def spot_or_404(request: MemberRequest, idx: int, *, about: str) -> Spot:
    """What the entry says about a side that sits here. Raises Http404."""
    only_shared(request)
    sides = sides_of(request.room, idx, about=about) if is_ulid(about) else None
    if sides is None:
        raise Http404
    # What was said anew since it was contested stands in another entry; the contest is still to be settled here.
    contested = Contest.objects.in_rooms(request.rooms).filter(idx=idx, about=Ulid(about))
    if not said_by_now(request, idx, about=about) and not contested.exists():
        raise Http404
    parties = parties_named(request.partnership.id, (about, *sides.towards))
    return Spot(
        idx=idx,
        about=parties[about],
        towards=[parties[key] for key in sorted(sides.towards) if key in parties],
        sides=sides,
        contest=contested.select_related(*BESIDE).first(),
    )


def said_by_now(request: MemberRequest, idx: int, *, about: str) -> list[Piece]:
    """What the entry says, as far as the reader may know by now: whoever is described knows first."""
    held, moment = held_for(request.room, about=about, viewer=request.seat), now()
    found = pieces_at(request.room, idx, about=about)
    return [one for one in found if one.kind in ENDS or held.shows(one, at=moment)]


def shown(request: MemberRequest, spot: Spot, *, status: int = 200, **how: object) -> HttpResponse:
    """The page; with `error` and `kept`, what was typed, where it could not be done."""
    context = {
        "spot": spot,
        "said": [
            said(request, one, spot=spot)
            for one in said_by_now(request, spot.idx, about=spot.about.id)
        ],
        "told": what_happened(request, spot.idx),
        "form": SettleForm() if spot.contest else ContestForm(),
        "audience": audience_of(request.room),
    }
    context |= may_do(request, spot) | how
    return render(request, "trust/evidence.html", context, status=status)


def what_happened(request: MemberRequest, idx: int) -> Told | None:
    """The entry as the record says it, where the reader may read of it."""
    found = entry_at(request.room.id, idx)
    fact = known_fact(found) if found else None
    if fact is None:
        return None
    names = names_for([fact], partnership=request.partnership.id, reader=request.seat)
    told = tell([fact], names)[0]
    return None if told.kept_back else told


def may_do(request: MemberRequest, spot: Spot) -> dict[str, object]:
    """What the reader can do about it, for their side."""
    own, open_now = request.seat.party_id, spot.standing is Standing.SET_ASIDE
    may = granted(request.seat.kind, Permission.TRUST_CONTEST)
    return {
        "standing": spot.standing.value if spot.standing else "",
        "may_contest": may and own == spot.about.id and spot.standing is None,
        "may_let_count": may and own == spot.about.id and open_now,
        "may_leave_out": may and own in spot.sides.towards - spot.agreed and open_now,
    }


def said(request: MemberRequest, piece: Piece, *, spot: Spot) -> Said:
    """A piece in words, with what it moves and where the reasons of that stand."""
    way = spot.way(request.seat.party_id)
    moved = [one for one in Dimension if piece.counts_for(one)]
    pages = [
        here(request, "trust.dimension", **way, dimension=one.value) if way else "" for one in moved
    ]
    names = [dimension_words(one) for one in moved]
    return Said(kind_words(piece.kind, 1), list(zip(names, pages, strict=True)))
