"""How the questions of a launch check stand, and whether the launch is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from troth.foundation.facts.launch import Question
from troth.foundation.kernel.ulid import Ulid


class Stand(StrEnum):
    """How one question stands between the parties."""

    UNREAD = "unread"
    FITS = "fits"
    DIFFERS = "differs"
    AGREED = "agreed"
    OVERRIDDEN = "overridden"


class CheckRefusal(StrEnum):
    """Why something cannot be done in a launch check now."""

    NO_LAUNCH_DAY = "no-launch-day"
    WITHOUT_PARTY = "without-party"
    OPENED = "opened"
    ANSWER_MISSING = "answer-missing"
    NOT_OPENED = "not-opened"
    NOT_IN_IT = "not-in-it"
    READ_ALREADY = "read-already"
    NOT_DIFFERENT = "not-different"
    SETTLED = "settled"
    CHANGED_MEANWHILE = "changed-meanwhile"
    HELD = "held"
    HELD_ELSEWHERE = "held-elsewhere"
    LAUNCHED = "launched"
    NOT_AGREED = "not-agreed"


@dataclass(frozen=True, kw_only=True)
class Table:
    """What was said about an opened check: who answered and sits here, and what each said since.

    `differ`: per party the questions it reads as different; `accepted`: per question who accepted the
    latest wording; `overrides`: per question who recorded a reason.
    """

    circle: frozenset[Ulid]
    differ: Mapping[Ulid, frozenset[Question]]
    accepted: Mapping[Question, frozenset[Ulid]] = field(default_factory=dict)
    overrides: Mapping[Question, frozenset[Ulid]] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        """Whether every party of the circle has said what differs."""
        return bool(self.circle) and self.circle <= self.differ.keys()

    def stand(self, question: Question) -> Stand:
        """How this question stands; one wording that all accept settles it, so do reasons of all."""
        if not self.is_read:
            return Stand.UNREAD
        if not any(question in self.differ[party] for party in self.circle):
            return Stand.FITS
        if self.circle <= self.accepted.get(question, frozenset()):
            return Stand.AGREED
        if self.circle <= self.overrides.get(question, frozenset()):
            return Stand.OVERRIDDEN
        return Stand.DIFFERS

    @property
    def stands(self) -> dict[Question, Stand]:
        """All questions in their order."""
        return {question: self.stand(question) for question in Question}

    @property
    def is_held(self) -> bool:
        """Whether the launch is held: something is unread, or differs and is not settled."""
        return any(stand in {Stand.UNREAD, Stand.DIFFERS} for stand in self.stands.values())
