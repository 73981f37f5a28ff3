"""How far each can reach: the clasp of one pair, the list of pairs, and a page for each dimension."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from troth.commitments.files_day import as_of_words, day_words, files_day
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.partnerships.models import Party
from troth.partnerships.models.seats import Standing
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.parties import parties_named
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import only_shared
from troth.trust.clasp.seen import Seen
from troth.trust.clasp.words import beside, first_words, heading, reading
from troth.trust.counting import counts_for
from troth.trust.picture import draw
from troth.trust.queries.readings import Line, readings_of
from troth.trust.rules.estimate import of_ten
from troth.trust.rules.hands import Dimension
from troth.trust.rules.table import START
from troth.trust.rules.turning.turns import TURNINGS
from troth.trust.views.adjusting import offer, spots
from troth.trust.views.pairs import PAIRS_SHOWN, asked, pairs, part
from troth.trust.views.printed import answer, print_pair
from troth.trust.views.reasons import Reasons, reasons

# What the pictures change after: the nouns of whatever is evidence, and of what is said of evidence.
MOVED_BY = sorted({fact.kind.partition(":")[0] for fact in TURNINGS} | {"trust"})
NAMED_SHOWN = 200


@needs(Permission.TRUST_READ)
@require_safe
def trust(request: MemberRequest) -> HttpResponse:
    """The one pair of a table of two, else the pairs to choose from; then the names from files."""
    only_shared(request)
    page = part(request, most=PAIRS_SHOWN)
    shown = pairs(request, page.couples)
    context = {
        "now": readings_of(request).now,
        "moved_by": MOVED_BY,
        "as_of": as_of_words(request.room.id),
        "pairs": shown,
        "spots": spots(request, shown),
        "alone": page.is_only_one,
        "more_url": page.more_url,
        "may_say": granted(request.seat.kind, Permission.TRUST_SAY),
        "audience": audience_of(request.room),
    }
    return render(request, "trust/trust.html", context | named(request))


def named(request: MemberRequest) -> dict[str, object]:
    """The names that files have brought, with the day those speak of."""
    rows, older = named_rows(request, start=asked(request, "start"))
    day = files_day(request.room.id)
    return {
        "named": rows,
        "named_as_of": day_words(day.day) if day and not day.alone else "",
        "older_url": f"?start={older}" if older else "",
    }


def named_rows(request: MemberRequest, *, start: int) -> tuple[list[tuple[Party, Line]], int]:
    """Names from files with what is known of each, a page at a time; and where the next begins."""
    found = {line.promiser: line for line in readings_of(request).lines()}
    parties = parties_named(request.partnership.id, found).values()
    rows = [party for party in parties if party.standing == Standing.NAMED]
    rows.sort(key=lambda party: (party.name.casefold(), party.id))
    shown = rows[start : start + NAMED_SHOWN]
    older = start + NAMED_SHOWN if len(rows) > start + NAMED_SHOWN else 0
    return [(party, found[party.id]) for party in shown], older


@needs(Permission.TRUST_READ)
@require_safe
def one_pair(request: MemberRequest, towards: str, about: str) -> HttpResponse:
    """Two organisations in full."""
    couple = two(request, towards, about)
    shown = pairs(request, [couple])
    context = {
        "pair": shown[0],
        "spots": spots(request, shown),
        "now": readings_of(request).now,
        "moved_by": MOVED_BY,
        "audience": audience_of(request.room),
    }
    return render(request, "trust/pair.html", context)


@needs(Permission.TRUST_READ)
@require_safe
def pair_printed(request: MemberRequest, towards: str, about: str) -> HttpResponse:
    """Two organisations on paper."""
    shown = pairs(request, [two(request, towards, about)])[0]
    return answer(print_pair(request, shown), name=f"{request.partnership.slug}-trust")


@needs(Permission.TRUST_READ)
@require_safe
def one_dimension(request: MemberRequest, towards: str, about: str, dimension: str) -> HttpResponse:
    """One finger: what it says, what it rests on, and what counts for it."""
    if dimension not in set(Dimension):
        raise Http404
    sides = two(request, towards, about)
    pair = pairs(request, [sides])[0]
    seen = pair.near.hand.fingers[list(Dimension).index(Dimension(dimension))]
    why = reasons(request, seen.dimension, towards=sides[0], about=sides[1])
    context = {"pair": pair, "about": sides[1], "audience": audience_of(request.room)}
    context |= {"reasons": why, "picture": over_time(why, seen)}
    context["offer"] = offer(request, seen, weighs=why.weighs)
    return render(request, "trust/dimension.html", context | in_words(seen))


def over_time(why: Reasons, seen: Seen) -> Markup | None:
    """How it stood until now, where there is a reading that this reader may see."""
    if seen.of_ten is None or not why.series:
        return None
    title = _("%(what)s of %(who)s over time") % {
        "what": heading(seen.dimension),
        "who": seen.about.name,
    }
    return draw(why.series, [], colour=seen.about.colour, title=title, words=reading(seen))


def in_words(seen: Seen) -> dict[str, object]:
    """A finger as its page says it."""
    return {
        "seen": seen,
        "name": heading(seen.dimension),
        "said": first_words(seen),
        "beside": beside(seen),
        "counts_for": counts_for(seen.dimension),
        "start": of_ten(START),
    }


def two(request: MemberRequest, towards: str, about: str) -> tuple[Party, Party]:
    """Two organisations that have sat at this table. Raises Http404."""
    only_shared(request)
    found = parties_named(request.partnership.id, (towards, about))
    sat = [party for party in found.values() if party.joined_at is not None]
    if len(sat) != 2:
        raise Http404
    return found[towards], found[about]
