"""The review of a quarter: read in five minutes, as a page and as a PDF."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import only_shared
from troth.trust.queries.held import held_from
from troth.trust.queries.readings import read_at
from troth.trust.queries.reviews import lived, quarters_of
from troth.trust.review_words import TO_TALK_ABOUT, changes, lived_words, quarter_words
from troth.trust.rules.quarters import Quarter
from troth.trust.views.pairs import PAIRS_SHOWN, Pair, Part, pairs, part
from troth.trust.views.printed import answer, print_review

# A sheet holds every pair of a table of ten; of a larger one the next sheet begins where this one ends.
PAIRS_PRINTED = 5 * PAIRS_SHOWN


@dataclass(frozen=True)
class Reviewed:
    """One pair in its quarter: the picture at its end, what really changed, and what each side did."""

    pair: Pair
    changes: list[str]
    did: list[list[str]]


@needs(Permission.TRUST_READ)
@require_safe
def reviews(request: MemberRequest) -> HttpResponse:
    """Every quarter of the table, the newest first."""
    only_shared(request)
    found = quarters_of(request.partnership, now=now())
    lines = [
        (quarter_words(one), here(request, "trust.review", quarter=one.name), one.ends > now())
        for one in found
    ]
    context = {"lines": lines, "audience": audience_of(request.room)}
    return render(request, "trust/reviews.html", context)


@needs(Permission.TRUST_READ)
@require_safe
def review(request: MemberRequest, quarter: str) -> HttpResponse:
    """One quarter as a page."""
    found, page = quarter_or_404(request, quarter), part(request, most=PAIRS_SHOWN)
    context = reviewed(request, found, page=page) | {"pdf_url": pdf_url(request, found, page=page)}
    return render(request, "trust/review.html", context)


@needs(Permission.TRUST_READ)
@require_safe
def review_printed(request: MemberRequest, quarter: str) -> HttpResponse:
    """The same as a PDF, with all pairs as far as they fit on one sheet."""
    found, sheet = quarter_or_404(request, quarter), part(request, most=PAIRS_PRINTED)
    content = print_review(request, reviewed(request, found, page=sheet))
    name = f"{request.partnership.slug}-{found.name}"
    return answer(content, name=f"{name}-{sheet.first + 1}" if sheet.first else name)


def pdf_url(request: MemberRequest, quarter: Quarter, *, page: Part) -> str:
    """Where the sheet is that holds the pairs of a page."""
    first = page.first - page.first % PAIRS_PRINTED
    url = here(request, "trust.review-pdf", quarter=quarter.name)
    return f"{url}?pairs={first}" if first else url


def quarter_or_404(request: MemberRequest, name: str) -> Quarter:
    """A quarter of this table by its name. Raises Http404."""
    only_shared(request)
    found = Quarter.named(name)
    if found is None or found not in quarters_of(request.partnership, now=now()):
        raise Http404
    return found


def reviewed(request: MemberRequest, quarter: Quarter, *, page: Part) -> dict[str, object]:
    """What the review of a quarter shows, on a page and on paper."""
    readings = read_at(request, min(quarter.ends, now()), is_past=quarter.ends <= now())
    until = readings.now
    shown = pairs(request, page.couples)
    return {
        "title": quarter_words(quarter),
        "quarter": quarter,
        "until": until,
        "going_on": quarter.ends > now(),
        "part": page,
        "pairs": in_their_quarter(request, shown, quarter=quarter, until=until),
        "to_talk_about": TO_TALK_ABOUT,
        "audience": audience_of(request.room),
    }


def in_their_quarter(
    request: MemberRequest, shown: list[Pair], *, quarter: Quarter, until: datetime
) -> list[Reviewed]:
    """Each pair with what happened; looked up once for all of them."""
    ways = [(way.towards.id, way.about.id) for pair in shown for way in pair.ways]
    held = held_from(request.room, viewer=request.seat, at=until)
    found = lived(request.room, quarter, ways, until=until, held=held)
    did = [lived_words(one) for one in found]
    return [
        Reviewed(pair, changes(pair.clasp), did[2 * number : 2 * number + 2])
        for number, pair in enumerate(shown)
    ]
