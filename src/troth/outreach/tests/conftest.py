"""Questions, promises and private exchanges between Lumen and Kaveri for the tests of this noun."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from troth.commitments import actions as promised
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.discussions.actions import asking
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Post, Question, Topic
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.outreach import Share
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import facts_at, head
from troth.outreach import actions
from troth.outreach.actions.asking import Asked
from troth.outreach.actions.noticing import notice, offer
from troth.outreach.models import Exchange, Offered, Signal
from troth.outreach.queries.shares import Uneven
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.rules.unevenness import Tally
from troth.partnerships.models import Room, Seat, Terms
from troth.partnerships.testing import Cast, party_of

AskPrivately = Callable[..., Exchange]
MakePromise = Callable[..., Commitment]
MakeSignal = Callable[..., Signal]
Refuses = Callable[[Reason], "pytest.RaisesExc[NotPossible]"]
SHARED = "/p/lumen-kaveri/trust/outreach/"
SIDE = "/p/lumen-kaveri/side/trust/imbalance/"
QUESTION = "How is this frost for you?"
ANSWER = "Hard, and better since Monday."
DAY = timedelta(days=1)


@pytest.fixture
def refuses() -> Refuses:
    """Expect that an act is refused for exactly one reason."""

    def expect(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
        return pytest.RaisesExc(NotPossible, check=lambda error: error.reason is reason)

    return expect


@pytest.fixture
def signed(cast: Cast) -> Terms:
    """Both sides have signed their limits."""
    return Terms.objects.create(
        partnership=cast.table,
        since=now(),
        agreement="01J00000000000000000000000",
        reminder_days=[3, 1],
    )


@pytest.fixture
def ask(cast: Cast) -> AskPrivately:
    """Ravi asks Ingrid privately."""

    def make(*, by: Seat | None = None, person: Seat | None = None, **said: object) -> Exchange:
        given: dict[str, object] = {"words": QUESTION, "person": person or cast.ingrid} | said
        return actions.begin(Asked(**given), by=by or cast.ravi)  # type: ignore[arg-type]  # a test's shorthand

    return make


@pytest.fixture
def promise(cast: Cast) -> MakePromise:
    """Lumen promised Kaveri something; accepted, and due in so many days."""

    def make(deliverable: str = "Drift run", *, days: float = 10) -> Commitment:
        said = Promise(
            deliverable=deliverable,
            due=now() + days * DAY,
            zone="Europe/Oslo",
            receiver=cast.kaveri,
            holder=cast.ingrid.person,
        )
        one = promised.propose(said, room=cast.shared, by=cast.ingrid)
        promised.accept(one, by=cast.ravi)
        return Commitment.objects.with_parties().get(pk=one.pk)

    return make


@pytest.fixture
def signal(cast: Cast) -> MakeSignal:
    """Lumen answered less in time than Kaveri; the clock said so just now."""

    def make(*, seat: Seat | None = None, kind: Share = Share.RESPONSE) -> Signal:
        party = party_of(seat or cast.ingrid)
        found = Uneven(party=party, kind=kind, own=Tally(5, 16), others=Tally(13, 14))
        assert notice(found, until=now() + 7 * DAY, now=now())
        return Signal.objects.select_related("party", "room").get(party=party, kind=kind.value)

    return make


@pytest.fixture
def draft(cast: Cast, signal: MakeSignal) -> Offered:
    """Kaveri's admins are offered a private question to Lumen."""
    offer(signal(), now=now())
    found: Offered = Offered.objects.select_related("about", "party").get(party=cast.kaveri)
    return found


def asks(
    room: Room, *, by: Seat, of: Seat, at: datetime, answered_by: Seat | None = None, late: bool
) -> None:
    """Somebody asks a side something; it is answered on the next morning, or much too late, or not at all."""
    with clock.at(at):
        words = Words(text="Which logger?", asks=True, asked=party_of(of))
        post = begin("Loggers", words, room=room, by=by)
    if answered_by is None:
        return
    with clock.at(at + (20 * DAY if late else DAY)):
        reply = write(post.topic, Words(text="The third."), room=room, by=answered_by)
        asking.answer(post.question, with_post=reply, by=answered_by)


def asked_often(room: Room, *, by: Seat, of: Seat, in_time: int, late: int, at: datetime) -> None:
    """Somebody asked a side so many questions, as they stand long afterwards; rows alone, for they are many."""
    topic = Topic.objects.create(room=room, title="Loggers", seat=by, begun_at=at, last_at=at)
    for number in range(in_time + late):
        post = Post.objects.create(
            room=room, topic=topic, number=number + 1, turn=number, seat=by, text="Which?", at=at
        )
        Question.objects.create(
            id=post.id,
            room=room,
            post=post,
            asked=party_of(of),
            state="answered",
            asked_at=at,
            answer_by=at + 5 * DAY,
            answered_by=of,
            answered_at=at + (DAY if number < in_time else 20 * DAY),
        )


def facts_in(room: Room | str) -> list[Fact]:
    """Every fact of a room."""
    key = room if isinstance(room, str) else room.id
    return [fact for _, fact in facts_at(key, range(head(key))) if fact]


def kinds(room: Room | str, last: int) -> list[str]:
    """The kinds of the last facts of a room."""
    return [fact.kind for fact in facts_in(room)[-last:]]
