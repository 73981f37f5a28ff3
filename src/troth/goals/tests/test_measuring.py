"""Readings of a measure: typed, corrected, taken back, brought in from a file; and their pages."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from troth.conftest import Visit
from troth.foundation.facts.goals import GoalReadingsImported
from troth.foundation.web.testing import statements
from troth.goals import actions
from troth.goals.actions.measuring import today_of
from troth.goals.models import Goal, Measure, Reading
from troth.goals.queries.readings import standing
from troth.goals.rules.readings import Row
from troth.goals.rules.refusals import Refusal
from troth.goals.testing import fresh
from troth.goals.tests.conftest import change, kinds, refused_for
from troth.ledger.queries import facts_at, head
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
GOALS = "/p/lumen-kaveri/agreements/goals/"
DAY = date(2026, 3, 2)


@pytest.fixture
def units(agreed: Goal) -> Measure:
    """The measure of the agreed goal: from 0 to 20 units."""
    return Measure.objects.get(goal=agreed)


def values(measure: Measure) -> list[tuple[date, Decimal]]:
    return list(standing(measure).values_list("day", "value"))


def rows(*given: tuple[str, str]) -> list[Row]:
    return [
        Row(line, date.fromisoformat(day), Decimal(value))
        for line, (day, value) in enumerate(given, start=1)
    ]


def test_any_member_of_any_side_writes_a_reading(cast: Cast, units: Measure) -> None:
    for seat, day in ((cast.tor, DAY), (cast.meera, DAY + timedelta(days=7))):
        actions.read_measure(units, value=Decimal("3.5"), day=day, note="Field.", by=seat)
    assert [value for _day, value in values(units)] == [Decimal("3.5"), Decimal("3.5")]
    assert kinds(cast, 2) == ["goal:measured", "goal:measured"]


def test_a_later_reading_of_a_day_corrects_it_and_the_history_keeps_both(
    cast: Cast, units: Measure
) -> None:
    first = actions.read_measure(units, value=Decimal(12), day=DAY, by=cast.tor)
    actions.read_measure(units, value=Decimal(11), day=DAY, by=cast.meera)
    assert values(units) == [(DAY, Decimal(11))]
    assert Reading.objects.filter(measure=units, day=DAY).count() == 2
    _place, fact = facts_at(cast.shared.id, range(head(cast.shared.id) - 1, head(cast.shared.id)))[
        0
    ]
    assert vars(fact)["corrects"] == first.id
    assert vars(fact)["value"] == Decimal(11)


def test_the_same_reading_twice_is_one(cast: Cast, units: Measure) -> None:
    actions.read_measure(units, value=Decimal(12), day=DAY, by=cast.tor)
    size = head(cast.shared.id)
    actions.read_measure(units, value=Decimal("12.0"), day=DAY, by=cast.ravi)
    assert head(cast.shared.id) == size


@pytest.mark.parametrize(
    ("value", "days", "reason"),
    [
        (Decimal(1), 2, Refusal.DAY_TO_COME),
        (Decimal(1), -100_000, Refusal.DAY_FAR),
        (Decimal("1e30"), 0, Refusal.OUT_OF_RANGE),
        (Decimal("NaN"), 0, Refusal.OUT_OF_RANGE),
        (Decimal("Infinity"), 0, Refusal.OUT_OF_RANGE),
    ],
)
def test_what_is_no_reading_is_refused(
    cast: Cast, units: Measure, value: Decimal, days: int, reason: Refusal
) -> None:
    with refused_for(reason):
        actions.read_measure(
            units, value=value, day=today_of(cast.tor) + timedelta(days=days), by=cast.tor
        )
    assert not values(units)


def test_a_guest_or_facilitator_writes_none(cast: Cast, units: Measure) -> None:
    for seat in (cast.guest, cast.facilitator):
        with refused_for(Refusal.NO_PARTY):
            actions.read_measure(units, value=Decimal(1), day=DAY, by=seat)


def test_a_reading_taken_back_leaves_the_picture_and_stays_in_the_history(
    cast: Cast, visit: Visit, units: Measure
) -> None:
    one = actions.read_measure(units, value=Decimal(12), day=DAY, by=cast.tor)
    client = visit(cast.meera)
    path = f"{GOALS}readings/{one.id}/take-back/"
    assert client.post(path, {"why": " "}).status_code == 422
    client.post(path, {"why": "Wrong shelf."})
    assert not values(units)
    assert "Wrong shelf." in client.get(f"{GOALS}measures/{units.id}/").content.decode()
    again = client.post(path, {"why": "Again."})
    assert (again.status_code, "taken back already" in again.content.decode()) == (409, True)


def test_readings_stay_when_the_goal_gets_another_version(
    cast: Cast, visit: Visit, agreed: Goal, units: Measure
) -> None:
    actions.read_measure(units, value=Decimal(12), day=DAY, by=cast.tor)
    assert "12 of 20 units" in visit(cast.tor).get(f"{GOALS}{agreed.id}/").content.decode()
    plan = change(agreed, by=cast.ravi, words="Other words.")
    assert plan.defined.get().measure_id == units.id
    assert values(units) == [(DAY, Decimal(12))]


def test_a_file_is_brought_in_once_and_twice_changes_nothing(cast: Cast, units: Measure) -> None:
    file = rows(("2026-03-02", "1"), ("2026-03-09", "4"))
    brought = actions.bring_in(units, file, by=cast.tor)
    assert (brought.added, brought.corrected, brought.known) == (2, 0, 0)
    size = head(cast.shared.id)
    again = actions.bring_in(units, file, by=cast.ravi)
    assert (again.added, again.corrected, again.known) == (0, 0, 2)
    assert head(cast.shared.id) == size
    assert len(values(units)) == 2


def test_a_file_corrects_what_it_says_otherwise_and_is_one_fact(cast: Cast, units: Measure) -> None:
    actions.read_measure(units, value=Decimal(9), day=DAY, by=cast.tor)
    actions.bring_in(units, rows(("2026-03-02", "1"), ("2026-03-09", "4")), by=cast.tor)
    _place, fact = facts_at(cast.shared.id, range(head(cast.shared.id) - 1, head(cast.shared.id)))[
        0
    ]
    assert isinstance(fact, GoalReadingsImported)
    assert (fact.added, fact.corrected, fact.first, fact.last) == (1, 1, DAY, date(2026, 3, 9))
    assert values(units)[0] == (DAY, Decimal(1))
    assert Reading.objects.filter(replaced_at__isnull=False).count() == 1


def test_a_file_with_a_day_to_come_brings_nothing(cast: Cast, units: Measure) -> None:
    with refused_for(Refusal.DAY_TO_COME):
        actions.bring_in(units, rows(("2026-03-02", "1"), ("2199-01-01", "4")), by=cast.tor)
    assert not values(units)


def test_a_file_is_looked_at_first_and_brought_in_by_one_act(
    cast: Cast, visit: Visit, units: Measure
) -> None:
    client, path = visit(cast.meera), f"{GOALS}measures/{units.id}/import/"
    actions.read_measure(units, value=Decimal(9), day=DAY, by=cast.tor)
    file = SimpleUploadedFile("r.csv", b"day;value;note\n2026-03-02;1,5\n2026-03-09;4;Rain\n")
    looked = client.post(path, {"file": file}).content.decode()
    assert "One new reading." in looked
    assert "One corrects what stands now." in looked
    assert values(units) == [(DAY, Decimal(9))]
    text = "day;value;note\n2026-03-02;1,5\n2026-03-09;4;Rain\n"
    done = client.post(path, {"text": text, "confirm": "yes"}, follow=True).content.decode()
    assert "One new reading. One corrected." in done
    assert values(units) == [(DAY, Decimal("1.5")), (date(2026, 3, 9), Decimal(4))]


def test_bad_lines_are_named_in_words_and_nothing_comes_in_even_when_confirmed(
    cast: Cast, visit: Visit, units: Measure
) -> None:
    text = "2026-03-02,1\n2026-02-30,2\n2026-03-04,=SUM(A1)\n2026-03-05,NaN\n2026-03-06,1e99\n"
    answer = visit(cast.tor).post(
        f"{GOALS}measures/{units.id}/import/", {"text": text, "confirm": "yes"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("no such day", "This is a formula", "this is not one: NaN", "4 lines need"):
        assert words in page
    assert "2026-03-04,=SUM(A1)" in page, "what was pasted is kept to be mended"
    assert not values(units)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\x00\x00", "not a text file"),
        (b"\xff\xfe\x00", "not a text file"),
        (b"x" * 300_000, "too large"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(
    cast: Cast, visit: Visit, units: Measure, data: bytes, words: str
) -> None:
    file = SimpleUploadedFile("r.csv", data)
    answer = visit(cast.tor).post(f"{GOALS}measures/{units.id}/import/", {"file": file})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"value": "=1+1", "day": "2026-03-02"}, "This is a formula"),
        ({"value": "nan", "day": "2026-03-02"}, "Write the value in figures"),
        ({"value": "1.23456", "day": "2026-03-02"}, "more than four decimal places"),
        ({"value": "3", "day": "2199-03-02"}, "This day is still to come"),
        ({"value": "", "day": "2026-03-02"}, "required"),
        ({"value": "3", "day": "yesterday"}, "valid date"),
    ],
)
def test_a_wrong_reading_is_said_beside_its_field_and_what_was_typed_stays(
    cast: Cast, visit: Visit, units: Measure, form: dict[str, str], words: str
) -> None:
    path = f"{GOALS}measures/{units.id}/reading/"
    answer = visit(cast.tor).post(path, form | {"note": "Kept words"})
    page = answer.content.decode()
    assert (answer.status_code, words in page, "Kept words" in page) == (422, True, True)


def test_a_comma_is_a_point_where_people_write_it_so(
    cast: Cast, visit: Visit, units: Measure
) -> None:
    visit(cast.tor).post(
        f"{GOALS}measures/{units.id}/reading/", {"value": "3,5", "day": "2026-03-02"}
    )
    assert values(units) == [(DAY, Decimal("3.5"))]


def test_readings_from_before_the_goal_are_told_apart(
    cast: Cast, visit: Visit, units: Measure
) -> None:
    actions.read_measure(units, value=Decimal(1), day=DAY, by=cast.tor)
    page = visit(cast.tor).get(f"{GOALS}measures/{units.id}/").content.decode()
    assert "One of the readings is from before the goal was agreed." in page


@pytest.mark.parametrize("before", ["2026-13-45", "²²²²-²²-²²", "x" * 5000, "2026-03-02", ""])
def test_any_place_in_the_list_can_be_asked_for(
    cast: Cast, visit: Visit, units: Measure, before: str
) -> None:
    actions.read_measure(units, value=Decimal(1), day=DAY, by=cast.tor)
    answer = visit(cast.tor).get(f"{GOALS}measures/{units.id}/", {"before": before})
    assert answer.status_code == 200


@pytest.fixture
def many(cast: Cast, units: Measure) -> Measure:
    """Ten thousand readings, one a day for twenty-seven years."""
    last, at = date(2026, 3, 1), fresh(units.goal).agreement.created_at
    Reading.objects.bulk_create(
        Reading(measure=units, day=last - timedelta(days=n), value=n % 21, seat=cast.tor, at=at)
        for n in range(9_500)
    )
    return units


def test_ten_thousand_readings_make_a_small_page(
    cast: Cast, visit: Visit, many: Measure, agreed: Goal
) -> None:
    for path in (f"{agreed.id}/", f"measures/{many.id}/"):
        answer = visit(cast.tor).get(f"{GOALS}{path}")
        assert len(answer.content) < 60_000
        assert answer.content.count(b"<circle") < 70


def test_older_readings_are_a_page_away_and_the_list_ends(
    cast: Cast, visit: Visit, units: Measure
) -> None:
    for n in range(60):
        actions.read_measure(units, value=Decimal(n), day=DAY - timedelta(days=n), by=cast.tor)
    client, path = visit(cast.tor), f"{GOALS}measures/{units.id}/"
    first = client.get(path).content.decode()
    older = client.get(path, {"before": (DAY - timedelta(days=49)).isoformat()}).content.decode()
    assert first.count('/take-back/"') == 50
    assert older.count('/take-back/"') == 10
    assert "Older" not in older


def test_a_goals_page_asks_the_same_number_of_questions_however_much_there_is(
    cast: Cast, visit: Visit, agreed: Goal, units: Measure
) -> None:
    client = visit(cast.tor)

    actions.read_measure(units, value=Decimal(1), day=DAY, by=cast.tor)
    actions.log_obstacle(agreed, what="Rain.", by=cast.meera)
    paths = (f"{GOALS}{agreed.id}/", GOALS)
    before = [statements(client, path) for path in paths]
    for n in range(5):
        actions.read_measure(units, value=Decimal(n), day=DAY + timedelta(days=n), by=cast.tor)
        change(agreed, by=cast.ravi, words=f"Other words {n}.")
        actions.log_obstacle(agreed, what=f"Rain {n}.", by=cast.tor)
        actions.draft_goal(title=f"Goal {n}", words="Words.", room=cast.shared, by=cast.ravi)
    assert [statements(client, path) for path in paths] == before
