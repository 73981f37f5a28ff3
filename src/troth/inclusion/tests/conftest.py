"""An initiative at the table of the cast, ready to launch but for the voices that may be missing."""

from collections.abc import Callable

import pytest

from troth.foundation.facts.fact import Fact
from troth.foundation.facts.launch import Question
from troth.goals.models import Goal
from troth.goals.testing import initiative
from troth.inclusion.actions.holding import NotPossible
from troth.inclusion.actions.naming import Named, name_groups
from troth.inclusion.models import Affected
from troth.inclusion.rules.standing import Refusal
from troth.kickoff.actions import answering, settling
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Room, Seat
from troth.partnerships.testing import Cast

HERE = "/p/lumen-kaveri/agreements/voices-missing/"
GUARDS = "Night guards of the roofs"
ANSWERS = dict.fromkeys(Question, "As we said")
Name = Callable[..., Affected]
Refuses = Callable[[Refusal], "pytest.RaisesExc[NotPossible]"]


@pytest.fixture
def refuses() -> Refuses:
    """Expect that an act is refused for exactly one reason."""

    def expect(reason: Refusal) -> "pytest.RaisesExc[NotPossible]":
        return pytest.RaisesExc(NotPossible, check=lambda error: error.reason is reason)

    return expect


@pytest.fixture
def beta(cast: Cast) -> Goal:
    """An initiative that both have signed."""
    return initiative(cast)


@pytest.fixture
def compared(cast: Cast, beta: Goal) -> Goal:
    """The same, with answers that fit: nothing of the launch check holds it."""
    for seat in (cast.ravi, cast.ingrid):
        answering.answer(beta, ANSWERS, by=seat)
    for seat in (cast.ravi, cast.ingrid):
        settling.read_answers(beta, [], by=seat)
    return beta


@pytest.fixture
def name(cast: Cast, beta: Goal) -> Name:
    """Ingrid puts a group on the list."""

    def put(words: str = GUARDS, *, by: Seat | None = None, how: str = "") -> Affected:
        (made,) = name_groups(beta, [Named(name=words, how=how)], by=by or cast.ingrid)
        return made

    return put


def facts(room: Room, last: int) -> list[Fact]:
    """The last facts of a room."""
    size = head(room.id)
    return [fact for _, fact in facts_at(room.id, range(size - last, size)) if fact]


def kinds(room: Room, last: int) -> list[str]:
    """What they are."""
    return [fact.kind for fact in facts(room, last)]
