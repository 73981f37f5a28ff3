"""Forecasts of the whole server: added up by the clock, from five tables on, and never telling of one of them."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from troth.commitments.actions.importing import show
from troth.commitments.tests.files import many, read
from troth.conftest import Visit
from troth.foundation.kernel.shapes import plain
from troth.foundation.web.clock import now
from troth.partnerships.models import Partnership, Party, Room
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import Cast
from troth.trust.clock import ACCOUNTS_AT_ONCE, accounts_due
from troth.trust.models import Account
from troth.trust.queries.forecasts import TABLES, stale, together
from troth.trust.rules.calibration import sums
from troth.trust.rules.hindsight import Foretold

pytestmark = pytest.mark.django_db
PAGE = "/p/lumen-kaveri/trust/forecasts/"
SAID = [Foretold(at=0, ours=0.8, usual=0.6, own=0.7, kept=number % 5 != 0) for number in range(20)]


def table(name: str) -> Room:
    """Another table with nothing in it."""
    made = Partnership.objects.create(name=name, slug=name, phase="open")
    room: Room = Room.objects.create(partnership=made, kind=RoomKind.SHARED)
    return room


def accounts(count: int, *, outcomes: int = len(SAID)) -> None:
    """So many tables whose forecasts were added up."""
    cache.clear()
    for number in range(count):
        told = sums(SAID[:outcomes])
        Account.objects.create(
            room=table(f"t{number}-{outcomes}"),
            size=9,
            outcomes=told.count,
            sums=plain(told),
            at=now(),
        )


def test_four_tables_together_say_nothing(cast: Cast, visit: Visit) -> None:
    accounts(TABLES - 1)
    assert together().found is None
    page = visit(cast.ingrid).get(PAGE).content.decode()
    assert "Fewer would tell of one of them." in page
    assert 'id="server-t"' not in page


def test_five_tables_are_shown_as_one(cast: Cast, visit: Visit) -> None:
    accounts(TABLES)
    found = together().found
    assert found is not None
    assert (found.count, found.kept) == (100, 80)
    page = visit(cast.ravi).get(PAGE).content.decode()
    assert "Of 100 promises 80 were kept; our forecasts had expected 80." in page
    assert 'id="server-t"' in page


def test_a_table_without_an_outcome_does_not_count_as_one() -> None:
    accounts(TABLES - 1)
    accounts(3, outcomes=0)
    assert together().tables == TABLES - 1
    assert together().found is None


def test_five_tables_with_too_few_outcomes_say_nothing_either() -> None:
    accounts(TABLES, outcomes=2)
    assert together().tables == 0
    assert together().found is None


def test_one_table_that_is_most_of_the_sum_keeps_it_back() -> None:
    accounts(TABLES)
    assert together().found is not None
    cache.clear()
    large = sums(SAID * 6)
    Account.objects.create(
        room=table("large"), size=9, outcomes=large.count, sums=plain(large), at=now()
    )
    assert together().tables == TABLES + 1
    assert together().found is None


def test_nobody_can_take_their_own_tables_away_from_the_sum(cast: Cast) -> None:
    accounts(TABLES)
    elsewhere = Room.objects.get(partnership__slug="t0-20")
    Party.objects.create(
        partnership=elsewhere.partnership,
        organisation=cast.lumen.organisation,
        name="Lumen Sensors",
        standing="joined",
    )
    assert together(cast.table).tables == TABLES - 1
    assert together(cast.table).found is None
    assert together().tables == TABLES


def test_no_table_and_no_organisation_is_named(cast: Cast, visit: Visit) -> None:
    accounts(TABLES)
    page = visit(cast.ingrid).get(PAGE).content.decode()
    part = page.partition("<h2>On this server</h2>")[2].partition("<h2>")[0]
    assert "Of 100 promises" in part
    for number in range(TABLES):
        assert f"t{number}-" not in part


def test_the_clock_adds_up_each_table_once_a_day(cast: Cast) -> None:
    show(read(many(60), cast.shared), by=None)
    moment = now()
    assert accounts_due(moment) == 1
    one = Account.objects.get(room=cast.shared)
    assert one.outcomes == 60
    assert accounts_due(moment + timedelta(hours=23)) == 0
    assert accounts_due(moment + timedelta(hours=25)) == 1
    again = Account.objects.get(room=cast.shared)
    assert again.sums == one.sums
    assert again.at > one.at


def test_of_many_tables_a_few_come_at_a_time() -> None:
    for number in range(ACCOUNTS_AT_ONCE + 2):
        table(f"t{number}")
    assert accounts_due(now()) == ACCOUNTS_AT_ONCE
    assert accounts_due(now()) == 2
    assert accounts_due(now()) == 0


def test_side_rooms_are_never_added_up(cast: Cast) -> None:
    rooms = stale(now(), limit=99)
    assert [room.id for room in rooms] == [cast.shared.id]


def test_what_was_added_up_holds_no_id_of_anything(cast: Cast) -> None:
    show(read(many(60), cast.shared), by=None)
    accounts_due(now())
    said = str(Account.objects.get(room=cast.shared).sums)
    assert not any(sign.isalpha() for sign in said.replace("e-", "").replace("None", ""))


def test_it_is_added_anew_once_an_hour_and_no_oftener() -> None:
    accounts(TABLES)
    first = together()
    Account.objects.all().delete()
    assert together() == first
    cache.clear()
    assert together().tables == 0
