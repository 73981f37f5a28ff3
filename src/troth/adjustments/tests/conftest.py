"""Adjustments between Lumen and Kaveri for the tests of this noun."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from troth.adjustments import actions
from troth.adjustments.actions import Draft, Word, Words
from troth.adjustments.models import Adjustment
from troth.adjustments.rules.proposing import Way
from troth.adjustments.rules.refusals import NotPossible, Reason
from troth.foundation.facts.adjustments import Helped, Idea
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.testing import Cast

Propose = Callable[..., Adjustment]
Refuses = Callable[[Reason], "pytest.RaisesExc[NotPossible]"]
HERE = "/p/lumen-kaveri/trust/adjustments/"
WEEKS = 12


@pytest.fixture
def refuses() -> Refuses:
    """Expect that an act is refused for exactly one reason."""

    def expect(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
        return pytest.RaisesExc(NotPossible, check=lambda error: error.reason is reason)

    return expect


def way_of(about: Party, towards: Party, dimension: Dimension = Dimension.OPENNESS) -> Way:
    """What the one can count on from the other."""
    return Way(about=Ulid(about.id), towards=Ulid(towards.id), dimension=dimension)


def words_of(cast: Cast, **other: object) -> Words:
    """Half an answer at once; Kaveri sees to it, and in twelve weeks both look."""
    usual = Words(
        title="Half an answer today",
        change="One line within a working day, the rest with a date of its own.",
        keeper=Ulid(cast.kaveri.id),
        recheck_on=(now() + timedelta(weeks=WEEKS)).date(),
    )
    return replace(usual, **other)  # type: ignore[arg-type]  # a test's shorthand


@pytest.fixture
def propose(cast: Cast) -> Propose:
    """Ingrid proposes it: what Lumen can count on from Kaveri in open communication."""

    def make(
        *,
        by: Seat | None = None,
        room: Room | None = None,
        way: Way | None = None,
        idea: Idea | None = Idea.SHORT_ANSWER_FIRST,
        **words: object,
    ) -> Adjustment:
        draft = Draft(
            way=way or way_of(cast.kaveri, cast.lumen), words=words_of(cast, **words), idea=idea
        )
        return actions.propose(draft, room=room or cast.shared, by=by or cast.ingrid)

    return make


@pytest.fixture
def agreed(cast: Cast, propose: Propose) -> Propose:
    """The same, and Ravi agreed; so many days ago."""

    def make(*, ago: float = 0, **said: object) -> Adjustment:
        with clock.at(now() - timedelta(days=ago)):
            return actions.agree(propose(**said), by=cast.ravi, seen=1)

    return make


@pytest.fixture
def looked() -> Callable[..., Adjustment]:
    """A side says how it went."""

    def make(one: Adjustment, by: Seat, said: Helped, **more: object) -> Adjustment:
        word = Word(said=said, **more)  # type: ignore[arg-type]  # a test's shorthand
        return actions.look(one, word, by=by, seen=one.round)

    return make


def same(one: Adjustment) -> Adjustment:
    """The adjustment as somebody else looked at it before anything happened."""
    found: Adjustment = Adjustment.objects.get(pk=one.pk)
    return found


def kinds(room: Room, last: int) -> list[str]:
    """The kinds of the last facts of a room."""
    end = head(room.id)
    return [fact.kind for _, fact in facts_at(room.id, range(end - last, end)) if fact]
