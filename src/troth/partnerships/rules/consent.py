"""When a motion is carried: the rule that all parties accepted when they sat down."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from troth.foundation.kernel.ulid import Ulid


class Verdict(StrEnum):
    """How the answers so far decide."""

    OPEN = "open"
    CARRIED = "carried"
    REFUSED = "refused"


@dataclass(frozen=True)
class ConsentRule:
    """`unanimous`, `all-but-one` or `majority:2/3` (more than that share, of all parties with a vote)."""

    text: str

    def needed(self, parties: int) -> int:
        """How many of the parties must say yes. Raises ValueError for a rule nobody can read."""
        if self.text == "unanimous":
            return parties
        if self.text == "all-but-one":
            # With two parties one alone must never decide for both.
            return max(parties - 1, min(parties, 2))
        name, _, share = self.text.partition(":")
        if name != "majority":
            raise ValueError(f"not a consent rule: {self.text}")
        least = Fraction(share)
        if not Fraction(1, 2) <= least < 1:
            raise ValueError("a majority is at least one half and below all")
        return max(int(least * parties) + 1, min(parties, 2))


def verdict(rule: ConsentRule, *, voters: frozenset[Ulid], answers: Mapping[Ulid, bool]) -> Verdict:
    """Decide from the answers of those who have a vote; others' answers do not count.

    A party that is asked to leave has no vote on that; the caller leaves it out of `voters`.
    """
    counted = {party: yes for party, yes in answers.items() if party in voters}
    needed = rule.needed(len(voters))
    yes = sum(counted.values())
    if voters and yes >= needed:
        return Verdict.CARRIED
    if len(voters) - (len(counted) - yes) < needed:
        return Verdict.REFUSED
    return Verdict.OPEN
