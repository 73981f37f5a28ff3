"""When a motion is carried: the rule that all parties accepted when they sat down."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from troth.foundation.facts.partnerships import Act
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.rules.refusals import Reason


class Verdict(StrEnum):
    """How the answers so far decide."""

    OPEN = "open"
    CARRIED = "carried"
    REFUSED = "refused"


UNANIMOUS: Final = "unanimous"
ALL_BUT_ONE: Final = "all-but-one"
# With so many at the table nobody can be removed: one alone would decide about the other.
FEWEST_TO_REMOVE: Final = 2
# What waits for everybody's word at one time: more would bury what matters.
MOST_OPEN = 50
# What a proposal offers; `ConsentRule` reads any share from one half up.
RULES: Final = (UNANIMOUS, ALL_BUT_ONE, "majority:1/2", "majority:2/3", "majority:3/4")


@dataclass(frozen=True)
class ConsentRule:
    """`unanimous`, `all-but-one` or `majority:2/3` (more than that share, of all parties with a vote)."""

    text: str

    @property
    def share(self) -> Fraction:
        """The share of a stated majority. Raises ValueError for a rule nobody can read."""
        name, _, share = self.text.partition(":")
        above, _, below = share.partition("/")
        if name != "majority" or not (above.isdecimal() and below.isdecimal() and int(below)):
            raise ValueError(f"not a consent rule: {self.text}")
        least = Fraction(int(above), int(below))
        if not Fraction(1, 2) <= least < 1:
            raise ValueError("a majority is at least one half and below all")
        return least

    def needed(self, parties: int) -> int:
        """How many of the parties must say yes. Raises ValueError for a rule nobody can read."""
        if self.text == UNANIMOUS:
            return parties
        # With two parties one alone must never decide for both.
        least = min(parties, 2)
        if self.text == ALL_BUT_ONE:
            return max(parties - 1, least)
        return max(int(self.share * parties) + 1, least)


def is_rule(text: str) -> bool:
    """Whether this can be read as a consent rule."""
    try:
        return ConsentRule(text).needed(1) == 1
    except ValueError:
        return False


def rule_for(act: Act, *, agreed: str) -> str:
    """The rule that decides on this act: the agreed one, but a facilitator needs everybody's yes."""
    return UNANIMOUS if act is Act.SEAT_FACILITATOR else agreed


def voters(act: Act, *, parties: Collection[Ulid], about: Ulid | None) -> frozenset[Ulid]:
    """Who has a vote: every party in the room, less the one that is asked to leave."""
    return frozenset(parties) - ({about} if act is Act.REMOVE_PARTY and about else frozenset())


def why_not_remove(party: Ulid, *, parties: Collection[Ulid], by: Ulid) -> Reason | None:
    """Why the removal of a party cannot even be proposed."""
    if party == by:
        return Reason.LEAVE_INSTEAD
    return Reason.TWO_ALONE if len(parties) <= FEWEST_TO_REMOVE else None


def verdict(
    rule: ConsentRule, *, voters: Collection[Ulid], answers: Mapping[Ulid, bool]
) -> Verdict:
    """Decide from the answers of those who have a vote; others' answers do not count."""
    counted = {party: yes for party, yes in answers.items() if party in voters}
    needed = rule.needed(len(voters))
    yes = sum(counted.values())
    if voters and yes >= needed:
        return Verdict.CARRIED
    if len(voters) - (len(counted) - yes) < needed:
        return Verdict.REFUSED
    return Verdict.OPEN
