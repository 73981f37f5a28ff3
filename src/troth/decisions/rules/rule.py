"""By whose word a decision is made, and what each voice may say under that rule."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from troth.foundation.facts.decisions import Choice, Method

HALF: Final = "1/2"
SHARES: Final = (HALF, "2/3", "3/4")
# An objection is what consent asks for; under the other rules a no needs no reason.
CHOICES: Final[dict[Method, tuple[Choice, ...]]] = {
    Method.CONSENT: (Choice.YES, Choice.ASIDE, Choice.OBJECT),
    Method.UNANIMITY: (Choice.YES, Choice.NO, Choice.ASIDE),
    Method.ORGANISATIONS: (Choice.YES, Choice.NO, Choice.ASIDE),
    Method.PEOPLE: (Choice.YES, Choice.NO, Choice.ASIDE),
}


def read_share(text: str) -> Fraction:
    """A share as it is written, `2/3`. Raises ValueError below one half, at all and above."""
    above, _, below = text.partition("/")
    if not (above.isdecimal() and below.isdecimal() and int(below)):
        raise ValueError(f"not a share: {text}")
    share = Fraction(int(above), int(below))
    if not Fraction(1, 2) <= share < 1:
        raise ValueError("a share is at least one half and below all")
    return share


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The rule of one decision, as it was when it was put to the vote.

    The share is of the voices that say yes or no. Who stands aside, or says nothing, leaves it to
    the others; that there are enough of them at all is what the quorum is for. Counted of everybody
    on the roll instead, each silence would be a no that nobody has said.
    """

    method: Method
    quorum: int = 1
    share: Fraction = Fraction(1, 2)

    @property
    def by_people(self) -> bool:
        """Whether each person has a voice, and not each organisation."""
        return self.method is Method.PEOPLE

    @property
    def has_share(self) -> bool:
        """Whether a share decides."""
        return self.method in {Method.ORGANISATIONS, Method.PEOPLE}

    def quorum_of(self, voices: int) -> int:
        """How many of so many voices must take part; where all must say yes, all of them."""
        return max(voices, 1) if self.method is Method.UNANIMITY else max(self.quorum, 1)
