"""Where something can be done differently: the offer beside a weak dimension, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from troth.adjustments.ideas import WORDS
from troth.adjustments.models import Adjustment
from troth.adjustments.owed import open_here
from troth.adjustments.rules.catalogue import fitting
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.adjustments import Idea
from troth.partnerships.addresses import here
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.adjusting_words import WHY, answer, spot_words, stood_words
from troth.trust.clasp.seen import Seen, State
from troth.trust.queries.hands import reliability, side_of
from troth.trust.queries.measured import Stretch, Way, compared, reliability_fell
from troth.trust.queries.readings import Direction, readings_of
from troth.trust.rules.hands import Dimension
from troth.trust.rules.table import Kind
from troth.trust.rules.weakness import Weakness, weakness
from troth.trust.views.pairs import Pair

# So many are offered at once; whoever has more to do begins with these.
SPOTS = 3


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What can be agreed about one dimension of one direction; `standing` is what is agreed already."""

    why: str
    url: str
    ideas: Sequence[tuple[str, str]]
    standing: Adjustment | None
    may: bool


@dataclass(frozen=True)
class Spot:
    """A weak or falling dimension on a page of several."""

    words: str
    why: str
    url: str


def offer(request: HttpRequest, seen: Seen, *, weighs: Mapping[str, float]) -> Offer:
    """The offer on the page of one dimension: always there, with reasons where it is weak or falling."""
    found = weak(request, seen)
    ideas = fitting(seen.dimension, weighs=weighs) if found else []
    return Offer(
        why=str(WHY[found]) if found else "",
        url=propose_url(request, seen),
        ideas=[(str(WORDS[idea].title), propose_url(request, seen, idea=idea)) for idea in ideas],
        standing=standing_for(request, seen),
        may=may_agree(request, seen),
    )


def reliability_offer(
    request: HttpRequest, found: Direction, *, towards: Party | None, about: Party
) -> Offer | None:
    """The same on the page of a direction's promises; none where one of the two does not sit here."""
    if towards is None or Standing.NAMED in {towards.standing, about.standing}:
        return None
    one, counts = reliability(found, now=readings_of(request).now), found.reliability.tally
    seen = Seen(
        dimension=one.dimension,
        towards=side_of(towards),
        about=side_of(about),
        state=State.READ if one.estimate else State.FEW,
        count=one.count,
        estimate=one.estimate,
    )
    missed, moved = len(counts.late) + len(counts.dropped), len(counts.renegotiated)
    return offer(request, seen, weighs={Kind.MISSED: missed, Kind.MOVED: moved})


def weak(request: HttpRequest, seen: Seen) -> Weakness | None:
    """Whether what this reader sees of a dimension is weak or falling."""
    if seen.estimate is None:
        return None
    return weakness(seen.estimate, count=seen.count, fallen=has_fallen(request, seen))


def has_fallen(request: HttpRequest, seen: Seen) -> bool:
    """Whether the change-point test says down: of the four it decides about the trail of the picture already."""
    if seen.dimension is not Dimension.RELIABILITY:
        return seen.rise < 0
    readings = readings_of(request)
    return reliability_fell(readings, about=seen.about.id, receiver=seen.towards.id)


def spots(request: HttpRequest, shown: Iterable[Pair]) -> list[Spot]:
    """The weak dimensions of some pairs for which nothing is agreed yet and this reader could agree something."""
    every = [seen for pair in shown for way in pair.ways for seen in way.hand.fingers]
    found = [
        (seen, reason)
        for seen in every
        if may_agree(request, seen)
        and (reason := weak(request, seen))
        and standing_for(request, seen) is None
    ]
    return [
        Spot(spot_words(seen), str(WHY[reason]), propose_url(request, seen))
        for seen, reason in found[:SPOTS]
    ]


def may_agree(request: HttpRequest, seen: Seen) -> bool:
    """Whether the reader's side is one of the two, and this seat may propose for it."""
    seat: Seat = vars(request)["seat"]
    sides = {seen.about.id, seen.towards.id}
    may = granted(seat.kind, Permission.ADJUSTMENT_PROPOSE)
    return may and seat.party_id in sides and seat.partnership.phase == "open"


def standing_for(request: HttpRequest, seen: Seen) -> Adjustment | None:
    """What is proposed or agreed for this already."""
    wanted = (seen.about.id, seen.towards.id, seen.dimension.value)
    rows = open_here(request)
    return next(
        (one for one in rows if (one.about_id, one.towards_id, one.dimension) == wanted), None
    )


def propose_url(request: HttpRequest, seen: Seen, *, idea: Idea | None = None) -> str:
    """Where an adjustment for this is proposed."""
    way = {"about": seen.about.id, "towards": seen.towards.id, "dimension": seen.dimension.value}
    chosen = {"idea": idea.value} if idea else {}
    return f"{here(request, 'adjustments.propose')}?{urlencode(way | chosen)}"


def measured(request: HttpRequest, about: object) -> Markup:
    """On the page of an adjustment: how it stood on the day it was agreed, how it stands now, and the difference."""
    found = vars(request)
    readable = granted(found["seat"].kind, Permission.TRUST_READ)
    if not isinstance(about, Adjustment) or about.agreed_at is None or not readable:
        return Markup()
    if found["room"].kind != RoomKind.SHARED:
        return Markup()
    readings = readings_of(request)
    way = Way(about.about, about.towards, Dimension(about.dimension))
    stretch = Stretch(since=about.agreed_at, until=about.ended_at or readings.now)
    said = compared(readings, way, stretch, viewer=found["seat"])
    sides = (side_of(about.towards), side_of(about.about))
    context = {
        "answer": answer(said),
        "then": stood_words(said.then, way, sides=sides),
        "now": stood_words(said.now, way, sides=sides),
        "stretch": stretch,
        "over": about.ended_at is not None,
        "fresh": said.fresh,
    }
    return Markup(render_to_string("trust/_measured.html", context, request=request))  # noqa: S704  # it escapes
