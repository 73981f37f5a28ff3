"""Check-ins, load and pauses between Lumen and Kaveri for the tests of this noun."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from troth.checkins.actions import pausing
from troth.checkins.actions.pausing import Wanted
from troth.checkins.actions.refusing import NotPossible
from troth.checkins.clock import open_at
from troth.checkins.models import Checkin, Pause, Report
from troth.checkins.rules.pauses import Days
from troth.checkins.rules.refusals import Refusal
from troth.commitments import actions as promised
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.foundation.kernel.ulid import make_ulid
from troth.foundation.web import clock
from troth.ledger.queries import entries
from troth.partnerships.models import Partnership, Party, Room, Seat, Terms
from troth.partnerships.testing import Cast

Why = Callable[[Refusal], pytest.RaisesExc[NotPossible]]
Open = Callable[..., Checkin]
MakePromise = Callable[..., Commitment]

# A Monday, 08:00 UTC: 10:00 in Bergen, 13:30 in Bengaluru.
MONDAY = datetime(2026, 6, 1, 8, tzinfo=UTC)
# The charter that a rhythm stands in.
SIGNED = make_ulid(1, bytes(10))


@pytest.fixture
def why() -> Why:
    """Expect that an act is refused for exactly one reason."""

    def expect(reason: Refusal) -> pytest.RaisesExc[NotPossible]:
        return pytest.RaisesExc(NotPossible, check=lambda error: error.reason is reason)

    return expect


@pytest.fixture
def table(cast: Cast) -> Cast:
    """The table as if it had opened four weeks before the Monday, with weekly check-ins at 10:00 in Bergen."""
    began = MONDAY - timedelta(days=28)
    Partnership.objects.filter(pk=cast.table.pk).update(opened_at=began)
    cast.table.refresh_from_db()
    Seat.objects.filter(partnership=cast.table).update(since=began)
    Terms.objects.filter(partnership=cast.table).update(since=began)
    weekly(cast)
    return cast


def weekly(cast: Cast, **more: object) -> Terms:
    """Check-ins every Thursday at 10:00 in Bergen, from three weeks before the Monday on."""
    rhythm = {"every": 1, "unit": "weeks", "weekday": 3, "at": "10:00", "zone": "Europe/Oslo"}
    since = MONDAY - timedelta(days=21)
    said: dict[str, object] = {
        "partnership": cast.table,
        "since": since,
        "agreement": SIGNED,
        "rhythm": rhythm,
        "reminder_days": [3, 1],
        "answer_days": 3,
    }
    return Terms.objects.create(**(said | more))


@pytest.fixture
def at_ten() -> Callable[[int], datetime]:
    """10:00 in Bergen, so many days after the Monday."""

    def moment(days: int) -> datetime:
        day = MONDAY.date() + timedelta(days=days)
        return datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Europe/Oslo"))

    return moment


@pytest.fixture
def opened(table: Cast) -> Open:
    """The round that has begun by so many days after the Monday, opened by the clock."""

    def ring(days: float = 3.5) -> Checkin:
        now = MONDAY + timedelta(days=days)
        with clock.at(now):
            open_at(shared(table), now=now)
        return Checkin.objects.latest("at")

    return ring


def shared(cast: Cast) -> Room:
    """The shared room with its table as it stands now."""
    return Room.objects.select_related("partnership").get(pk=cast.shared.pk)


def report(one: Checkin, party: Party) -> Report:
    """One side's part, as it stands now."""
    rows = Report.objects.select_related("checkin__room", "party", "asked_of")
    return rows.get(checkin=one, party=party)


@pytest.fixture
def promise(table: Cast) -> MakePromise:
    """Kaveri promised Lumen something a while ago, due so many days after the Monday at 17:00 in Bengaluru."""

    def make(days: int, name: str = "Calibration API v1", *, mine: bool = False) -> Commitment:
        day = MONDAY.date() + timedelta(days=days)
        due = datetime(day.year, day.month, day.day, 17, tzinfo=ZoneInfo("Asia/Kolkata"))
        by, to = (table.ingrid, table.ravi) if mine else (table.ravi, table.ingrid)
        with clock.at(MONDAY - timedelta(days=20)):
            said = Promise(
                deliverable=name, due=due, zone="Asia/Kolkata", receiver=to.party, holder=by.person
            )
            one = promised.propose(said, room=table.shared, by=by)
            return promised.accept(one, by=to)

    return make


def days(first: int, last: int) -> Days:
    """Days counted from the Monday."""
    begin: date = MONDAY.date()
    return Days(begin + timedelta(days=first), begin + timedelta(days=last))


@pytest.fixture
def proposed(table: Cast) -> Callable[..., Pause]:
    """Kaveri proposes a pause, on the Monday; everything given rests."""

    def make(
        *promises: Commitment, first: int = 7, last: int = 13, by: Seat | None = None
    ) -> Pause:
        wanted = Wanted(
            days=days(first, last), commitments=[one.id for one in promises], reason="Holi."
        )
        with clock.at(MONDAY):
            return pausing.propose(wanted, room=table.shared, by=by or table.ravi)

    return make


@pytest.fixture
def agreed(table: Cast, proposed: Callable[..., Pause]) -> Callable[..., Pause]:
    """The same, and Lumen agreed an hour later."""

    def make(*promises: Commitment, **said: int) -> Pause:
        one = proposed(*promises, **said)
        with clock.at(MONDAY + timedelta(hours=1)):
            pausing.agree(one, by=table.ingrid)
        return one

    return make


def facts_of(cast: Cast) -> list[str]:
    """The kinds of what this noun and the promises put on the shared record, in order."""
    kinds = [entry.kind for entry in entries(cast.shared.id, limit=1000)]
    return [kind for kind in kinds if kind.partition(":")[0] in {"checkin", "load", "pause"}]


def again(one: Commitment) -> Commitment:
    """The promise as it stands now."""
    found: Commitment = Commitment.objects.with_parties().get(pk=one.pk)
    return found
