"""A check-in begins with what happened on one's own side: promises, and what the goals' measures read."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from troth.checkins.models import Checkin
from troth.checkins.queries.happened import (
    MOST,
    Measured,
    What,
    happened,
    measured,
    since_when,
)
from troth.checkins.tests.conftest import MONDAY, MakePromise, Open, shared
from troth.commitments import actions as promised
from troth.commitments.clock import due as commitments_due
from troth.commitments.models import Commitment
from troth.foundation.web import clock
from troth.goals import actions as goals
from troth.goals.models import Goal, Measure
from troth.goals.rules.plan import MeasureTerms, Terms
from troth.partnerships.models import Party, Seat
from troth.partnerships.testing import Cast

Visit = Callable[[Seat | None], Client]
Read = Callable[..., None]
THURSDAY = MONDAY + timedelta(days=3, hours=4)
UNITS = MeasureTerms(name="Units calibrated", unit="units", target=Decimal(20))
SITES = MeasureTerms(name="Sites online", target=Decimal(10))


def goal_of(table: Cast, *, title: str = "Beta", agreed: bool = True) -> Goal:
    """A goal with two measures, written four weeks before the Monday."""
    with clock.at(MONDAY - timedelta(days=28)):
        made = goals.draft_goal(
            title=title,
            words="Twenty sensors report every hour.",
            measures=(UNITS, SITES),
            room=table.shared,
            by=table.ingrid,
        )
        for seat in (table.ravi, table.ingrid) if agreed else ():
            goals.sign(made, version=1, by=seat)
    return made


@pytest.fixture
def beta(table: Cast) -> Goal:
    """The goal that both signed."""
    return goal_of(table)


@pytest.fixture
def read(beta: Goal) -> Read:
    """Somebody writes what a measure of the goal read, so many days after the Monday."""

    def write(by: Seat, value: int, *, days: int = 0, name: str = "Units calibrated") -> None:
        now = MONDAY + timedelta(days=days)
        measure = Measure.objects.get(goal=beta, defined__name=name)
        with clock.at(now):
            goals.read_measure(measure, value=Decimal(value), day=now.date(), by=by)

    return write


def found(table: Cast, party: Party) -> list[Measured]:
    """What the side of this party read in the week before the Thursday."""
    since = THURSDAY - timedelta(days=7)
    return measured(table.shared.id, party.id, since=since, now=THURSDAY)


def sheet(visit: Visit, one: Checkin, by: Seat) -> str:
    """The page on which somebody writes their side's part."""
    with clock.at(THURSDAY):
        answer = visit(by).get(f"/p/lumen-kaveri/meetings/checkins/{one.id}/write/")
    assert answer.status_code == 200
    return answer.content.decode()


# -------------------------------------------------------------------------------- what measures read


def test_a_reading_of_the_own_side_stands_in_the_first_words(
    table: Cast, read: Read, opened: Open, visit: Visit
) -> None:
    read(table.ravi, 12)
    page = sheet(visit, opened(3.5), table.meera)
    assert "Beta: Units calibrated: 12 units on Monday 1 June." in page
    assert "What happened on your side since the last one" in page


def test_what_the_other_side_read_is_for_the_other_side_to_tell(
    table: Cast, read: Read, opened: Open, visit: Visit
) -> None:
    read(table.ravi, 12)
    page = sheet(visit, opened(3.5), table.ingrid)
    assert "Units calibrated" not in page
    assert "nothing changed about your promises and measures" in page


def test_each_measure_is_told_once_as_it_was_read_last(table: Cast, read: Read) -> None:
    for days, value in ((-3, 4), (1, 9), (-1, 7)):
        read(table.ravi, value, days=days)
    read(table.meera, 2, days=2, name="Sites online")
    told = [(one.name, one.value, one.day) for one in found(table, table.kaveri)]
    assert told == [
        ("Sites online", Decimal(2), date(2026, 6, 3)),
        ("Units calibrated", Decimal(9), date(2026, 6, 2)),
    ]


def test_a_reading_that_was_corrected_is_told_as_it_stands(table: Cast, read: Read) -> None:
    read(table.ravi, 4)
    read(table.ravi, 5)
    assert [one.value for one in found(table, table.kaveri)] == [Decimal(5)]


def test_a_reading_that_was_taken_back_is_not_told(table: Cast, beta: Goal, read: Read) -> None:
    read(table.ravi, 4)
    reading = Measure.objects.get(goal=beta, defined__name="Units calibrated").readings.get()
    with clock.at(MONDAY):
        goals.take_back_reading(reading, why="A wrong day.", by=table.ravi)
    assert found(table, table.kaveri) == []


@pytest.mark.parametrize("days", [-5, 4])
def test_only_what_was_read_since_the_last_one_is_told(table: Cast, read: Read, days: int) -> None:
    read(table.ravi, 4, days=days)
    assert found(table, table.kaveri) == []


def test_a_measure_is_told_under_the_name_that_all_have_signed(table: Cast, read: Read) -> None:
    read(table.ravi, 12)
    beta = Goal.objects.select_related("agreement", "room").get()
    measure = Measure.objects.get(goal=beta, defined__name="Units calibrated")
    renamed = MeasureTerms(name="Boxes shipped", unit="boxes", target=Decimal(9), id=measure.id)
    terms = Terms(words="Twenty sensors.", measures=(renamed,))
    with clock.at(MONDAY):
        goals.revise_goal(beta, terms=terms, why="Customs.", seen=1, by=table.ingrid)
    assert [(one.name, one.unit) for one in found(table, table.kaveri)] == [
        ("Units calibrated", "units")
    ]


def test_many_readings_cost_no_more_queries(
    table: Cast, read: Read, django_assert_num_queries: Callable[..., Any]
) -> None:
    read(table.ravi, 1)
    with django_assert_num_queries(2):
        found(table, table.kaveri)
    for days in range(-3, 3):
        read(table.ravi, days + 10, days=days)
        read(table.ravi, days + 10, days=days, name="Sites online")
    with django_assert_num_queries(2):
        assert len(found(table, table.kaveri)) == 2


def test_without_any_reading_one_statement_is_enough_to_know(
    table: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(2):
        assert found(table, table.kaveri) == []


# ------------------------------------------------------------------------- what became of promises


def done(one: Commitment, what: What, table: Cast) -> None:
    """Let this become of a promise of Kaveri's, on the Monday."""
    with clock.at(MONDAY):
        if what in {What.DELIVERED, What.KEPT}:
            promised.deliver(one, by=table.ravi)
        if what is What.KEPT:
            promised.confirm(again(one), by=table.ingrid)
        if what is What.MOVED:
            due = one.due + timedelta(days=5)
            promised.ask_move(one, due=due, reason="Rain.", by=table.ravi)
            promised.agree_move(again(one), by=table.ingrid)


def again(one: Commitment) -> Commitment:
    """The promise as it stands now."""
    now: Commitment = Commitment.objects.with_parties().get(pk=one.pk)
    return now


def told(table: Cast, party: Party, *, days: int = 7) -> dict[str, What]:
    """What became of a side's promises in so many days before the Thursday."""
    since = THURSDAY - timedelta(days=days)
    rows = happened(table.shared.id, party.id, since=since, now=THURSDAY)
    return {one.commitment.deliverable: one.what for one in rows}


WORDS = {
    What.KEPT: "Done: The report.",
    What.DELIVERED: "Delivered: The report.",
    What.MISSED: "Not there yet: The report.",
    What.MOVED: "Moved with you: The report, now",
}


@pytest.mark.parametrize("what", WORDS)
def test_what_became_of_a_promise_stands_in_words_that_can_be_sent(
    table: Cast, promise: MakePromise, opened: Open, visit: Visit, what: What
) -> None:
    one = promise(1 if what is What.MISSED else 9, "The report")
    done(one, what, table)
    if what is What.MISSED:
        commitments_due(MONDAY + timedelta(days=2))
    opened(-3.5)
    last = opened(3.5)
    assert told(table, table.kaveri) == {"The report": what}
    assert WORDS[what] in sheet(visit, last, table.ravi)


def test_a_new_promise_is_told_as_promised(table: Cast, promise: MakePromise) -> None:
    promise(9, "The report")
    assert told(table, table.kaveri, days=40) == {"The report": What.MADE}
    assert told(table, table.kaveri) == {}


def test_what_the_other_side_promised_is_not_among_it(table: Cast, promise: MakePromise) -> None:
    done(promise(9, "The report"), What.DELIVERED, table)
    assert told(table, table.lumen) == {}


def test_of_several_things_the_last_is_told(table: Cast, promise: MakePromise) -> None:
    one = promise(9, "The report")
    done(one, What.MOVED, table)
    done(again(one), What.KEPT, table)
    assert told(table, table.kaveri) == {"The report": What.KEPT}


def test_a_very_full_week_is_told_as_far_as_anybody_reads(
    table: Cast, promise: MakePromise
) -> None:
    one = promise(9, "Report")
    made = [copy_of(one, name) for name in names(MOST + 3)]
    Commitment.objects.bulk_create(made)
    assert len(told(table, table.kaveri, days=40)) == MOST


def names(count: int) -> Iterator[str]:
    """So many different deliverables."""
    return (f"Report {number}" for number in range(count))


def copy_of(one: Commitment, name: str) -> Commitment:
    """The same promise once more, of another thing."""
    fields = {each.attname: getattr(one, each.attname) for each in one._meta.concrete_fields}
    del fields["id"]
    return Commitment(**fields | {"deliverable": name})


def test_a_round_looks_back_to_the_one_before_it(table: Cast, opened: Open) -> None:
    first, second = opened(3.5), opened(10.5)
    assert since_when(first) == shared(table).partnership.opened_at
    assert since_when(second) == first.at
