"""Questions between Lumen and Kaveri, and a table of five, for the tests of this noun."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone

from troth.decisions import actions
from troth.decisions.actions.raising import Proposal
from troth.decisions.actions.voting import Said
from troth.decisions.models import Decision, Place
from troth.decisions.queries.rolls import places_of
from troth.decisions.rules.refusals import NotPossible, Reason
from troth.foundation.facts.decisions import Choice, Method
from troth.ledger.queries import facts_at, head
from troth.organisations.actions import NewOrganisation
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, propose
from troth.partnerships.actions.founding import Proposal as Table
from troth.partnerships.models import Partnership, Party, Room, Seat, Terms
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import Cast, person

Put = Callable[..., Decision]
Vote = Callable[..., Decision]
Refuses = Callable[[Reason], "pytest.RaisesExc[NotPossible]"]
NAMES = ("Aurora", "Birk", "Cala", "Doro", "Elva")


@dataclass(frozen=True)
class Five:
    """Five organisations at one table, an admin each."""

    table: Partnership
    shared: Room
    seats: tuple[Seat, ...]


@pytest.fixture
def refuses() -> Refuses:
    """Expect that an act is refused for exactly one reason."""

    def expect(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
        return pytest.RaisesExc(NotPossible, check=lambda error: error.reason is reason)

    return expect


@pytest.fixture
def put(cast: Cast) -> Put:
    """Ingrid puts a question to the vote."""

    def make(*, by: Seat | None = None, room: Room | None = None, **said: object) -> Decision:
        said = {"question": "Shall we meet on Mondays?", "method": Method.CONSENT} | said
        proposal = Proposal(**said)  # type: ignore[arg-type]  # a test's shorthand
        return actions.put(proposal, room=room or cast.shared, by=by or cast.ingrid)

    return make


def place_for(decision: Decision, seat: Seat) -> Place:
    """The voice that this seat speaks in its own right."""
    decision.refresh_from_db()
    listed = places_of([decision])
    own = [one for one in listed if one.person_id == seat.person_id]
    return (own or [one for one in listed if one.party_id == seat.party_id])[0]


@pytest.fixture
def vote() -> Vote:
    """Somebody speaks their own voice, or the one of `place`."""

    def say(
        decision: Decision, by: Seat, choice: Choice, why: str = "", *, place: Place | None = None
    ) -> Decision:
        meant = place or place_for(decision, by)
        said = Said(
            place=meant.id,
            choice=choice,
            version=decision.version,
            seen=Place.objects.get(pk=meant.pk).turn,
            argument=why,
        )
        return actions.vote(decision, said, by=by)

    return say


def admin_of(name: str) -> str:
    """What the admin of one of the five is called."""
    return f"{name[0]}nna"


@pytest.fixture
def five(db: None) -> Callable[..., Five]:
    """Five organisations sit down under a consent rule."""

    def sit(rule: str = "unanimous") -> Five:
        houses = [
            NewOrganisation(name=name, place="", zone="UTC", slug=name.lower()) for name in NAMES
        ]
        people = [person(admin_of(house.name), house) for house in houses]
        founders = tuple(
            Founder(name=house.name, email=one.email)
            for house, one in zip(houses[1:], people[1:], strict=True)
        )
        asked = Table(name="Five", purpose="Buoys.", founders=founders, slug="five", rule=rule)
        proposed = propose(asked, by=people[0], house=houses[0])
        for house, one, invited in zip(houses[1:], people[1:], proposed.invited, strict=True):
            accept(invited.token, by=one, house=house)
        table = Partnership.objects.get(slug="five")
        rows = Seat.objects.filter(partnership=table).select_related(
            "person", "party", "partnership"
        )
        seats = tuple(sorted(rows, key=lambda seat: Party.objects.get(pk=seat.party_id).name))
        shared = Room.objects.get(partnership=table, kind=RoomKind.SHARED)
        return Five(table, shared, seats)

    return sit


@pytest.fixture
def charter(cast: Cast) -> Callable[..., Terms]:
    """The two sides have agreed how they decide."""

    def limits(**decision: object) -> Terms:
        whole = {
            "by": "consent",
            "share": "1/2",
            "quorum": 50,
            "days": 5,
            "proxies": False,
            "deadlock": "talk",
        }
        return Terms.objects.create(
            partnership=cast.table,
            since=timezone.now(),
            agreement="01J00000000000000000000000",
            decision=whole | decision,
            reminder_days=[3, 1],
        )

    return limits


def kinds(room: Room, last: int) -> list[str]:
    """The kinds of the last facts of a room."""
    end = head(room.id)
    return [fact.kind for _, fact in facts_at(room.id, range(end - last, end)) if fact]
