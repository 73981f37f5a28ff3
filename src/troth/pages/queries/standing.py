"""Where a table stands: whose word is next on each side, and what has its time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from troth.foundation.web.offers import Moment, Owed, offered
from troth.partnerships.models import Party
from troth.partnerships.present import seated

SHOWN, MOMENTS, LOOKED_AT = 6, 6, 50


@dataclass(frozen=True)
class Side:
    """One organisation, and what waits for its word, the oldest first."""

    party: Party
    lines: Sequence[Owed]
    more: int = 0

    @property
    def count(self) -> int:
        """How many things wait for it."""
        return len(self.lines) + self.more


def sides(request: HttpRequest) -> list[Side]:
    """Every organisation that has sat down, the reader's own first."""
    found: list[Owed] = []
    for offer in offered.owed:
        found.extend(offer(request, limit=LOOKED_AT))
    found.sort(key=lambda line: line.since)
    by_party = {
        party.id: [one for one in found if one.party == party.id] for party in seated(request)
    }
    return [
        Side(party, by_party[party.id][:SHOWN], max(0, len(by_party[party.id]) - SHOWN))
        for party in seated(request)
    ]


def moments(request: HttpRequest) -> list[Moment]:
    """What comes next at this table, the nearest first."""
    found: list[Moment] = []
    for offer in offered.moments:
        found.extend(offer(request, limit=MOMENTS))
    return sorted(found, key=lambda one: one.at)[:MOMENTS]
