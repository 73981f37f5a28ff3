"""A check-in opens by itself, at its moment and once, in the rhythm that all have signed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.test import Client

from troth.checkins.actions.opening import open_round
from troth.checkins.clock import Rounds, open_at, ring_at
from troth.checkins.models import Checkin
from troth.checkins.queries.rhythms import next_of, seated, series_of
from troth.checkins.rules.series import Moment
from troth.checkins.tests.conftest import (
    MONDAY,
    Open,
    facts_of,
    report,
    shared,
    weekly,
)
from troth.foundation.web import clock
from troth.ledger.queries import entries, fact_of
from troth.organisations.models import Organisation
from troth.partnerships.models import Partnership, Seat, Terms
from troth.partnerships.testing import Cast
from troth.people.models import Person

Visit = Callable[[Seat | Person | None], Client]
THURSDAY = date(2026, 6, 4)


def ring(cast: Cast, days: float) -> bool:
    """Let the clock look at the table so many days after the Monday."""
    now = MONDAY + timedelta(days=days)
    with clock.at(now):
        return open_at(shared(cast), now=now)


def test_a_check_in_opens_by_itself_and_once(table: Cast) -> None:
    assert ring(table, 3.1)
    assert not ring(table, 3.1)
    assert not ring(table, 9)
    assert ring(table, 10.1)
    assert [one.day for one in Checkin.objects.order_by("at")] == [
        THURSDAY,
        THURSDAY + timedelta(days=7),
    ]
    assert facts_of(table) == ["checkin:opened"] * 2
    entry = entries(table.shared.id, limit=1000)[-1]
    assert fact_of(entry).by.person is None


def test_it_opens_on_its_minute_and_not_before(
    table: Cast, at_ten: Callable[[int], datetime]
) -> None:
    moment = at_ten(3)
    assert not open_at(shared(table), now=moment - timedelta(seconds=1))
    assert open_at(shared(table), now=moment)
    assert Checkin.objects.latest("at").at == moment


def test_where_nobody_rang_for_weeks_only_the_last_one_opens(table: Cast) -> None:
    assert ring(table, 38.5)
    assert not ring(table, 38.5)
    assert Checkin.objects.count() == 1


def test_what_nobody_could_answer_any_more_does_not_open(table: Cast) -> None:
    assert not ring(table, 44.9)
    assert not Checkin.objects.exists()


def test_two_processes_that_ring_at_once_open_it_once(table: Cast) -> None:
    one = Moment(day=THURSDAY, at=MONDAY + timedelta(days=3), zone="UTC")
    parties = seated(table.table.id)
    rings = partial(open_round, one, room=shared(table), parties=parties, answer_days=3)
    assert rings() is not None
    assert rings() is None
    assert facts_of(table) == ["checkin:opened"]


@pytest.mark.parametrize("phase", ["proposed", "closed"])
def test_no_check_in_opens_at_a_table_that_is_not_open(table: Cast, phase: str) -> None:
    Partnership.objects.filter(pk=table.table.pk).update(phase=phase)
    assert Rounds().ring(MONDAY + timedelta(days=4)) == 0


def test_the_clock_goes_through_all_tables_so_many_a_ringing(table: Cast) -> None:
    neighbours = table.neighbour.partnership
    weekly(table, partnership=neighbours, since=clock.now())
    few, now = Rounds(at_once=1), MONDAY + timedelta(days=396)
    with clock.at(now):
        assert few.ring(now) + few.ring(now) == 2
        assert few.ring(now) + few.ring(now) == 0


def test_what_goes_wrong_at_one_table_does_not_stop_the_clock(table: Cast) -> None:
    room = shared(table)
    Terms.objects.filter(partnership=table.table).update(rhythm={"every": "often"})
    assert ring_at(room, now=MONDAY) is False


def test_a_new_rhythm_counts_from_the_day_it_was_signed(table: Cast) -> None:
    assert ring(table, 3.1)
    tuesdays = {"every": 1, "unit": "weeks", "weekday": 1, "at": "09:00", "zone": "Asia/Kolkata"}
    weekly(table, since=MONDAY + timedelta(days=4), rhythm=tuesdays)
    assert not ring(table, 7)
    assert ring(table, 8)
    assert Checkin.objects.latest("at").day == THURSDAY + timedelta(days=5)
    assert not ring(table, 10.5)


def test_a_charter_that_keeps_the_rhythm_does_not_begin_it_anew(table: Cast) -> None:
    two_weeks = {"every": 2, "unit": "weeks", "weekday": 3, "at": "10:00", "zone": "Europe/Oslo"}
    weekly(table, since=MONDAY - timedelta(days=20), rhythm=two_weeks)
    weekly(table, since=MONDAY + timedelta(days=2), rhythm=two_weeks, answer_days=9)
    series = series_of(shared(table).partnership, seated(table.table.id), now=MONDAY + timedelta(3))
    assert series is not None
    assert (series.since, series.limits.answer_days) == (MONDAY - timedelta(days=20), 9)


def test_until_a_charter_is_signed_no_check_in_opens_by_itself(cast: Cast, visit: Visit) -> None:
    later = clock.now() + timedelta(days=60)
    assert series_of(shared(cast).partnership, seated(cast.table.id), now=later) is None
    with clock.at(later):
        assert not open_at(shared(cast), now=later)
    assert not Checkin.objects.exists()
    for path in ("", "meetings/checkins/"):
        page = visit(cast.ravi).get(f"/p/lumen-kaveri/{path}").content.decode()
        assert "Check-ins open by themselves once all of you have signed how often." in page
        assert 'href="/p/lumen-kaveri/agreements/charter/"' in page


def test_the_mild_rhythm_comes_from_side_to_side_once_it_is_signed(cast: Cast) -> None:
    signed = clock.now()
    weekly(cast, since=signed, rhythm={})
    series = series_of(shared(cast).partnership, seated(cast.table.id), now=clock.now())
    assert series is not None
    assert (series.rhythm.every, series.since) == (2, signed)
    assert set(series.zones) == {"Europe/Oslo", "Asia/Kolkata"}
    assert next_of(series, cast.shared.id, now=clock.now()) is not None


def test_what_was_written_and_not_signed_changes_no_rhythm(table: Cast) -> None:
    weekly(table, since=MONDAY - timedelta(days=30), agreement="")
    early = MONDAY - timedelta(days=22)
    assert series_of(shared(table).partnership, seated(table.table.id), now=early) is None
    late = series_of(shared(table).partnership, seated(table.table.id), now=MONDAY)
    assert late is not None
    assert late.since == MONDAY - timedelta(days=21)


def test_a_holiday_moves_it_for_that_side_alone_and_says_so(
    table: Cast, opened: Open, visit: Visit
) -> None:
    away = {THURSDAY.isoformat(): "Constitution day"}
    Organisation.objects.filter(slug="lumen").update(days_off=away)
    one = opened()
    lumens, kaveris = report(one, table.lumen), report(one, table.kaveri)
    assert (lumens.moved_from, kaveris.moved_from) == (THURSDAY, None)
    assert lumens.begins > one.at == kaveris.begins
    assert lumens.answer_by > kaveris.answer_by
    with clock.at(one.at):
        page = visit(table.ravi).get("/p/lumen-kaveri/meetings/checkins/").content.decode()
    assert "Lumen does not work on 4 June, so for Lumen it is 5 June." in page
