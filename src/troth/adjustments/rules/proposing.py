"""What can be proposed: between whom, in which words, until which day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from troth.adjustments.rules.catalogue import CATALOGUE
from troth.adjustments.rules.refusals import Reason
from troth.foundation.facts.adjustments import Idea
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid

# What is to be looked at again later than that is looked at by nobody.
FARTHEST: Final = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Way:
    """One dimension of one direction: what `towards` can count on from `about`."""

    about: Ulid
    towards: Ulid
    dimension: Dimension

    @property
    def sides(self) -> frozenset[Ulid]:
        """Whom it is between; both agree, whoever proposes."""
        return frozenset({self.about, self.towards})


def why_not_between(way: Way, *, party: Ulid | None, inside: frozenset[Ulid]) -> Reason | None:
    """Why this side cannot propose anything for this direction; `inside`: those who sit at the table."""
    if party is None:
        return Reason.NO_SIDE
    if way.about == way.towards:
        return Reason.SAME_SIDE
    if not way.sides <= inside:
        return Reason.NOT_AT_THIS_TABLE
    return None if party in way.sides else Reason.BETWEEN_OTHERS


def why_not_idea(idea: Idea | None, *, dimension: Dimension) -> Reason | None:
    """Why this line of the catalogue does not stand for this dimension; own words always do."""
    fits = idea is None or CATALOGUE[idea].dimension is dimension
    return None if fits else Reason.OTHER_DIMENSION


def why_not_day(recheck_on: date, *, today: date) -> Reason | None:
    """Why it cannot be looked at again on this day: from tomorrow on, and within a year."""
    if recheck_on <= today:
        return Reason.DAY_PASSED
    return Reason.DAY_TOO_FAR if recheck_on - today > FARTHEST else None


def why_not_words(*lines: str) -> Reason | None:
    """What is called by a name and says what changes; blanks say nothing."""
    return None if all(line.strip() for line in lines) else Reason.WORDS_MISSING
