"""The clasp in a letter: the small sign as a picture, a sentence for each direction, and the same as a table."""

from collections.abc import Sequence
from typing import Any

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.trust import ReviewPrepared
from troth.foundation.web import paper
from troth.foundation.web.offers import Enclosed
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.queries.tables import parties_of
from troth.trust.clasp.lettering import lettered
from troth.trust.clasp.mini import SIZES, mini
from troth.trust.clasp.seen import Clasp, clasp
from troth.trust.clasp.table import rows
from troth.trust.clasp.telling import answer
from troth.trust.clasp.words import about
from troth.trust.queries.hands import hands
from troth.trust.queries.readings import Readings
from troth.trust.rules.quarters import Quarter

SIZE = "overview"


def enclosed(fact: Fact, seat: Any) -> Enclosed | None:  # noqa: ANN401  # offers know no seats
    """What a letter about a review carries at a table of two; nothing while neither direction has a reading."""
    if not isinstance(fact, ReviewPrepared) or not isinstance(seat, Seat):
        return None
    parties = parties_of(seat, seated=True)
    if len(parties) != 2 or not seat.party_id or not granted(seat.kind, Permission.TRUST_READ):
        return None
    shown = at_the_end(Quarter(fact.year, fact.quarter), fact.room, parties, seat=seat)
    return told(shown) if shown.has_reading else None


def at_the_end(quarter: Quarter, room: str, parties: Sequence[Party], *, seat: Seat) -> Clasp:
    """How far each could reach when the quarter ended, as this seat sees it."""
    there = Room.objects.select_related("partnership").get(pk=room)
    own, other = parties
    readings = Readings(there, now=quarter.ends, is_past=True)
    near, far = hands(readings, [(own, other), (other, own)], viewer=seat)
    return clasp(near, far, reader=seat.party_id or "")


def told(shown: Clasp) -> Enclosed:
    """The picture with its words and its table."""
    words = [f"{about(hand.towards, hand.about)}: {answer(hand)}" for hand in shown.hands]
    width, height = SIZES[SIZE]
    return Enclosed(
        png=paper.png(lettered(mini(shown, size=SIZE)), alt=" ".join(words)),
        width=width,
        height=height,
        words=words,
        heads=["", *(about(hand.towards, hand.about) for hand in shown.hands)],
        rows=[[row.name, row.near.words, row.far.words] for row in rows(shown)],
    )
