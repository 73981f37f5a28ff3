"""What each act on a goal puts on record: its kind, its room, its words and figures salted; and its sentence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from troth.conftest import Visit
from troth.foundation.facts import goals as facts
from troth.foundation.facts.fact import Fact
from troth.foundation.web.offers import Names
from troth.goals import actions
from troth.goals.actions.sharing import share_goal
from troth.goals.models import Goal, Measure, Obstacle, Reading
from troth.goals.offers import tell
from troth.goals.queries.plans import latest, terms_of
from troth.goals.rules.readings import Row
from troth.goals.testing import fresh
from troth.goals.tests.conftest import UNITS, both_sign, change
from troth.goals.tests.told import last_entry, last_fact
from troth.ledger.models import Entry
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@dataclass
class Table:
    """An agreed goal with a reading of Tor's and an obstacle of Meera's."""

    cast: Cast
    goal: Goal
    measure: Measure
    reading: Reading
    obstacle: Obstacle


@pytest.fixture
def table(cast: Cast, agreed: Goal) -> Table:
    """Something to act upon."""
    measure = agreed.measures.get()
    reading = actions.read_measure(measure, value=Decimal(3), day=DAY, by=cast.tor)
    obstacle = actions.log_obstacle(agreed, what="Rain.", by=cast.meera)
    return Table(cast, agreed, measure, reading, obstacle)


@dataclass(frozen=True)
class Case:
    """An act, the fact it gives, and the sentence read in record and inbox; `secret` stands in no entry."""

    act: Callable[[Table], object]
    fact: type[Fact]
    sentence: str
    secret: str = ""


def turned(table: Table) -> None:
    """Ravi changes the plan because of the obstacle."""
    terms = replace(terms_of(latest(table.goal)), words="Ten sensors.")
    actions.revise_goal(
        table.goal,
        terms=terms,
        why="Rain.",
        seen=1,
        by=table.cast.ravi,
        obstacle=table.obstacle,
    )


CASES = {
    "read": Case(
        act=lambda table: actions.read_measure(
            table.measure,
            value=Decimal("77.25"),
            day=date(2026, 3, 9),
            note="sekret",
            by=table.cast.ravi,
        ),
        fact=facts.GoalMeasured,
        sentence="Kaveri wrote a reading of “Beta”",
        secret="sekret",
    ),
    "correct": Case(
        act=lambda table: actions.read_measure(
            table.measure, value=Decimal("77.25"), day=DAY, by=table.cast.ingrid
        ),
        fact=facts.GoalMeasured,
        sentence="Lumen wrote a reading of “Beta”",
        secret="77.25",
    ),
    "take a reading back": Case(
        act=lambda table: actions.take_back_reading(
            table.reading, why="sekret", by=table.cast.ravi
        ),
        fact=facts.GoalReadingTakenBack,
        sentence="Kaveri took a reading of “Beta” back",
        secret="sekret",
    ),
    "bring in": Case(
        act=lambda table: actions.bring_in(
            table.measure,
            [Row(1, DAY, Decimal("77.25")), Row(2, date(2026, 3, 9), Decimal(8))],
            by=table.cast.ravi,
        ),
        fact=facts.GoalReadingsImported,
        sentence="Kaveri brought in 2 readings of “Beta”",
        secret="77.25",
    ),
    "name an obstacle": Case(
        act=lambda table: actions.log_obstacle(
            table.goal, what="sekret", opens="sekret too", by=table.cast.ravi
        ),
        fact=facts.GoalObstacleMet,
        sentence="Kaveri named an obstacle to “Beta”",
        secret="sekret",
    ),
    "close an obstacle": Case(
        act=lambda table: actions.close_obstacle(
            table.obstacle, words="sekret", by=table.cast.ingrid
        ),
        fact=facts.GoalObstacleClosed,
        sentence="Lumen closed an obstacle to “Beta”",
        secret="sekret",
    ),
    "turn an obstacle": Case(
        act=turned,
        fact=facts.GoalObstacleTurned,
        sentence="An obstacle to “Beta” led to version 2",
    ),
    "launch": Case(
        act=lambda table: actions.launch(table.goal, by=table.cast.ingrid),
        fact=facts.GoalLaunched,
        sentence="Lumen launched “Beta”",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_act_is_one_fact_of_its_room_with_one_sentence(table: Table, name: str) -> None:
    case, room = CASES[name], table.cast.shared
    before = Entry.objects.filter(kind__startswith="goal:").count()
    case.act(table)
    assert Entry.objects.filter(kind__startswith="goal:").count() == before + 1
    fact = last_fact(room)
    assert type(fact) is case.fact
    assert (fact.room, getattr(fact, "goal", None)) == (room.id, table.goal.id)
    names = Names({table.cast.lumen.id: "Lumen", table.cast.kaveri.id: "Kaveri"}, {})
    (told,) = tell([fact], names)
    assert told.sentence == case.sentence
    assert (told.url_name, told.url_kwargs) == ("goals.one", {"pk": table.goal.id})
    if case.secret:
        assert case.secret.encode() not in bytes(last_entry(room).entry_bytes)
    assert table.cast.ravi.person_id.encode() not in bytes(last_entry(room).entry_bytes)


def test_a_launch_keeps_the_day_that_was_planned_and_the_version_it_was_under(
    table: Table,
) -> None:
    change(table.goal, by=table.cast.ravi, words="Ten sensors.")
    both_sign(table.cast, table.goal)
    actions.launch(fresh(table.goal), by=table.cast.ravi)
    fact = last_fact(table.cast.shared)
    assert isinstance(fact, facts.GoalLaunched)
    assert (fact.version, fact.planned) == (2, date(2027, 3, 15))


def test_a_correction_names_what_it_corrects_and_a_first_reading_nothing(table: Table) -> None:
    actions.read_measure(table.measure, value=Decimal(4), day=DAY, by=table.cast.meera)
    corrected = last_fact(table.cast.shared)
    assert isinstance(corrected, facts.GoalMeasured)
    assert corrected.corrects == table.reading.id
    actions.read_measure(table.measure, value=Decimal(4), day=date(2026, 3, 3), by=table.cast.meera)
    first = last_fact(table.cast.shared)
    assert isinstance(first, facts.GoalMeasured)
    assert (first.corrects, first.note) == (None, None)


def test_two_files_with_the_same_readings_have_the_same_seal(table: Table) -> None:
    rows = [Row(n, date(2026, 3, n), Decimal(n)) for n in range(3, 9)]
    actions.bring_in(table.measure, rows, by=table.cast.ravi)
    one = last_fact(table.cast.shared)
    for reading in table.measure.readings.filter(day__gte=date(2026, 3, 3)):
        actions.take_back_reading(reading, why="Once more.", by=table.cast.tor)
    actions.bring_in(table.measure, list(reversed(rows)), by=table.cast.tor)
    two = last_fact(table.cast.shared)
    assert isinstance(one, facts.GoalReadingsImported)
    assert isinstance(two, facts.GoalReadingsImported)
    assert one.digest == two.digest
    assert (two.first, two.last, two.added) == (date(2026, 3, 3), date(2026, 3, 8), 6)


def test_a_version_that_is_only_proposed_changes_nothing_on_record_but_itself(
    table: Table,
) -> None:
    before = Entry.objects.filter(kind__startswith="goal:").count()
    change(table.goal, by=table.cast.ravi, words="Ten sensors.")
    assert Entry.objects.filter(kind__startswith="goal:").count() == before
    assert last_entry(table.cast.shared).kind == "agreement:revised"


def test_a_goal_of_a_side_room_is_on_record_there_until_it_is_shared(cast: Cast) -> None:
    goal = actions.draft_goal(
        title="Margins", words="Below 40.", measures=(UNITS,), room=cast.lumen_side, by=cast.tor
    )
    actions.sign(goal, version=1, by=cast.ingrid)
    actions.read_measure(goal.measures.get(), value=Decimal(1), day=DAY, by=cast.tor)
    actions.log_obstacle(goal, what="Rain.", by=cast.tor)
    shared = Entry.objects.filter(log=cast.shared.id)
    assert not shared.filter(kind__regex=r"^(goal|agreement):").exists()
    share_goal(fresh(goal), origin=cast.lumen_side, wider=cast.shared, by=cast.tor)
    kinds = list(shared.order_by("idx").values_list("kind", flat=True))
    assert "item:shared" in kinds
    assert not [kind for kind in kinds if kind.startswith("goal:")]
    for entry in shared:
        assert b"Below 40." not in bytes(entry.entry_bytes)


def test_the_record_page_tells_it_to_those_who_sit_here_alone(
    cast: Cast, visit: Visit, table: Table
) -> None:
    for seat in (cast.ingrid, cast.meera):
        page = visit(seat).get("/p/lumen-kaveri/record/").content.decode()
        assert "named an obstacle to “Beta”" in page
        assert "wrote a reading of “Beta”" in page
    for who in (cast.stranger, cast.neighbour):
        answered = visit(who).get("/p/lumen-kaveri/record/")
        assert (answered.status_code, "Beta" in answered.content.decode()) == (404, False)


def test_a_hundred_facts_are_told_with_one_question_to_the_database(
    table: Table, django_assert_num_queries: Callable[[int], object]
) -> None:
    fact = last_fact(table.cast.shared)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # a context
        assert len(tell([fact] * 100, Names({}, {}))) == 100


def test_a_goal_that_is_nowhere_to_be_found_is_still_told(table: Table) -> None:
    lost = replace(last_fact(table.cast.shared), goal="0" * 26)  # type: ignore[call-arg]  # of goals
    (told,) = tell([lost], Names({}, {}))
    assert told.sentence == "Somebody named an obstacle to “”"
