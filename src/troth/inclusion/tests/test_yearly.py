"""Shares by what people stated: once a year, by the clock, and the same ever after."""

from datetime import UTC, date, datetime, timedelta

import pytest

from troth.conftest import Visit
from troth.foundation.web import clock
from troth.foundation.web.testing import statements
from troth.inclusion import clock as clocks
from troth.inclusion.actions import yearly
from troth.inclusion.actions.stating import state
from troth.inclusion.models import Stated, StatedReport, StatedShare
from troth.inclusion.queries import balance as counting
from troth.inclusion.queries.stated import begun, due_on, earlier_classes
from troth.inclusion.rules.stated import Missing
from troth.inclusion.tests.balancing import (
    HERE,
    IN_APRIL,
    IN_MARCH,
    IN_MAY,
    Sit,
    people_sit,
    said,
    words_of,
)
from troth.partnerships.actions.seating import leave
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast

__all__ = ["people_sit"]
pytestmark = pytest.mark.django_db
SPRING = date(2026, 2, 1), date(2026, 5, 1)
NEXT_MAY = datetime(2027, 5, 2, tzinfo=UTC)
Class = list[Seat]


@pytest.fixture
def classes(cast: Cast, sit: Sit) -> tuple[Class, Class]:
    """Ten who wrote three times and ten who wrote once."""
    seats = sit(10, 10)
    loud, quiet = seats[::2], seats[1::2]
    said(cast.shared, loud, at=IN_MARCH, times=3)
    said(cast.shared, quiet, at=IN_MARCH)
    return loud, quiet


def all_state(seats: Class, **what: str) -> None:
    """Each of them states it."""
    for seat in seats:
        state(seat, **what)


def shown() -> list[tuple[str, str, int, int]]:
    """The lines that are kept."""
    return list(
        StatedShare.objects.order_by("by", "key").values_list("by", "key", "of_people", "share")
    )


def everything() -> list[str]:
    """All that is kept of a report, but for its own names and moments."""
    rows: list[object] = [*StatedReport.objects.values("classes", "missing"), *shown()]
    return sorted(map(str, rows))


def test_a_group_that_is_mixed_through_both_halves_reads_its_share(
    cast: Cast, visit: Visit, classes: tuple[Class, Class]
) -> None:
    loud, quiet = classes
    all_state([*loud[:6], *quiet[:2]], region="africa", role="field")
    clocks.due(IN_MAY)
    assert shown() == [("region", "africa", 40, 50), ("role", "field", 40, 50)]
    for who in (cast.ingrid, cast.ravi, cast.facilitator):
        with clock.at(IN_MAY):
            page = words_of(visit(who).get(HERE).content.decode())
        assert "The next is worked out once April 2027 is over." in page
        assert "From February 2026 to April 2026." in page
        assert "Region, as stated Of the people here Writing Africa about 40 % about 50 %" in page
        assert "Role, as stated Of the people here Writing Work in the field about 40 %" in page


def test_who_of_a_class_stated_it_makes_no_difference(
    cast: Cast, classes: tuple[Class, Class]
) -> None:
    loud, quiet = classes
    all_state([*loud[:4], *quiet[:3]], region="africa")
    clocks.due(IN_MAY)
    before = everything()
    assert len(before) == 2
    StatedReport.objects.all().delete()
    Stated.objects.all().delete()
    all_state([*loud[-4:], *quiet[-3:]], region="africa")
    clocks.due(IN_MAY)
    assert everything() == before


@pytest.mark.parametrize(("some", "others"), [(2, 2), (7, 1), (0, 10), (10, 6), (8, 9)])
def test_what_cannot_be_shown_is_not_named_and_not_kept(
    cast: Cast, visit: Visit, classes: tuple[Class, Class], some: int, others: int
) -> None:
    loud, quiet = classes
    all_state([*loud[:some], *quiet[:others]], region="oceania")
    clocks.due(IN_MAY)
    assert shown() == []
    page = visit(cast.facilitator).get(HERE).content.decode()
    assert "No group can be shown without saying something about one of you." in page
    assert "oceania" not in page.lower()


def test_changing_it_afterwards_changes_nothing(cast: Cast, classes: tuple[Class, Class]) -> None:
    loud, quiet = classes
    all_state([*loud[:4], *quiet[:3]], region="africa")
    clocks.due(IN_MAY)
    before = everything()
    all_state([*loud, *quiet], region="oceania")
    clocks.due(IN_MAY + timedelta(days=300))
    assert everything() == before


def test_none_comes_before_three_full_months_and_the_page_says_when(
    cast: Cast, visit: Visit, sit: Sit
) -> None:
    sit()
    clocks.due(IN_APRIL)
    assert not StatedReport.objects.exists()
    with clock.at(IN_APRIL):
        page = visit(cast.ravi).get(HERE).content.decode()
    assert "The first is worked out once April 2026 is over." in words_of(page)
    assert "stated-region" not in page


def test_a_report_without_a_line_counts_and_the_next_comes_a_year_later(
    cast: Cast, classes: tuple[Class, Class]
) -> None:
    loud, quiet = classes
    clocks.due(IN_MAY)
    all_state([*loud[:4], *quiet[:3]], region="africa")
    clocks.due(NEXT_MAY - timedelta(days=2))
    assert StatedReport.objects.count() == 1
    said(cast.shared, [*loud, *quiet], at=IN_MAY)
    clocks.due(NEXT_MAY)
    one = StatedReport.objects.get(ends=date(2027, 5, 1))
    assert one.begins == date(2026, 5, 1)
    assert shown() == [("region", "africa", 35, 35)]


def test_who_was_counted_together_is_counted_together_again(
    cast: Cast, classes: tuple[Class, Class]
) -> None:
    loud, quiet = classes
    clocks.due(IN_MAY)
    said(cast.shared, quiet, at=IN_MAY, times=4)
    said(cast.shared, loud, at=IN_MAY)
    clocks.due(NEXT_MAY)
    one, two = StatedReport.objects.order_by("ends").values_list("classes", flat=True)
    assert one == two == [sorted(seat.person_id for seat in half) for half in classes]


def test_of_a_class_that_has_lost_somebody_nothing_is_read(
    cast: Cast, visit: Visit, classes: tuple[Class, Class]
) -> None:
    loud, quiet = classes
    all_state([*loud[:4], *quiet[:3]], region="africa")
    clocks.due(IN_MAY)
    leaver = next(seat for seat in quiet if not seat.is_admin)
    leave(by=leaver)
    Seat.objects.filter(pk=leaver.pk).update(ended_at=IN_MAY)
    clocks.due(NEXT_MAY)
    last = StatedReport.objects.get(ends=date(2027, 5, 1))
    assert (last.missing, last.classes) == (Missing.FEW_PEOPLE, [])
    page = words_of(visit(cast.ingrid).get(HERE).content.decode())
    assert "too few people sat here through all of these months" in page


@pytest.mark.parametrize(("years", "remembered"), [(0, 0), (1, 1), (3, 1), (4, 0)])
def test_who_was_counted_together_is_remembered_for_three_years(
    cast: Cast, years: int, remembered: int
) -> None:
    ends = date(2030, 5, 1)
    before = {"begins": date(2026, 2, 1), "computed_at": IN_MAY, "classes": [["a", "b"]]}
    StatedReport.objects.create(room=cast.shared, ends=ends.replace(year=2030 - years), **before)
    assert earlier_classes(cast.shared, ends) == [frozenset("ab")] * remembered


def test_only_who_sat_here_all_the_time_counts(cast: Cast, classes: tuple[Class, Class]) -> None:
    late = cast.colleague("Nora", cast.ingrid)
    Seat.objects.filter(pk=late.pk).update(since=datetime(2026, 2, 2, tzinfo=UTC))
    state(late, region="africa")
    clocks.due(IN_MAY)
    (kept,) = StatedReport.objects.values_list("classes", flat=True)
    assert late.person_id not in {one for people in kept for one in people}


def test_a_table_of_nine_reads_why_there_is_nothing(cast: Cast, visit: Visit, sit: Sit) -> None:
    all_state(sit(5, 4), region="africa")
    clocks.due(IN_MAY)
    assert StatedReport.objects.get().missing == Missing.FEW_PEOPLE
    page = words_of(visit(cast.ravi).get(HERE).content.decode())
    assert "Nothing is shown: too few people sat here through all of these months." in page


def test_a_table_of_more_people_than_it_is_made_for_reads_so(
    cast: Cast, visit: Visit, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit()
    monkeypatch.setattr(counting, "MOST_PEOPLE", 9)
    clocks.due(IN_MAY)
    assert StatedReport.objects.get().missing == Missing.MANY_PEOPLE
    page = words_of(visit(cast.ravi).get(HERE).content.decode())
    assert "Not worked out: more people sit at this table" in page


# ------------------------------------------------------------------------------ two at once, doors and bounds


def test_of_two_clocks_one_keeps_its_report(
    cast: Cast, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit()
    made_of = yearly.made_of

    def meanwhile(room: Room, months: yearly.Months) -> yearly.Made:
        made = made_of(room, months)
        assert yearly.keep_stated(room, months, made=made, now=IN_MAY)
        return made

    monkeypatch.setattr(yearly, "made_of", meanwhile)
    assert yearly.publish_stated(cast.shared, SPRING, now=IN_MAY) is False
    assert StatedReport.objects.count() == 1


def test_none_is_kept_within_a_year_of_another_whatever_its_months(cast: Cast, sit: Sit) -> None:
    sit()
    assert yearly.publish_stated(cast.shared, SPRING, now=IN_MAY)
    sooner = date(2026, 5, 1), date(2027, 4, 1)
    assert yearly.publish_stated(cast.shared, sooner, now=NEXT_MAY) is False


def test_what_goes_wrong_at_one_table_leaves_the_balance_of_the_month(
    cast: Cast, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit()

    def breaks(*_args: object, **_more: object) -> bool:
        raise RuntimeError("the disk was full")

    monkeypatch.setattr(clocks, "publish_stated", breaks)
    assert clocks.due(IN_MAY) == 1
    monkeypatch.undo()
    assert clocks.due(IN_MAY) == 1


def test_a_table_that_is_closed_or_too_young_has_none(cast: Cast, sit: Sit) -> None:
    sit()
    today = IN_MAY.date()
    assert [(room.pk, months) for room, months in due_on(today)] == [(cast.shared.pk, SPRING)]
    Partnership.objects.update(opened_at=datetime(2026, 2, 1, 1, tzinfo=UTC))
    assert due_on(today) == []
    Partnership.objects.update(opened_at=datetime(2026, 2, 1, tzinfo=UTC), phase="closed")
    assert due_on(today) == []


@pytest.mark.parametrize(("day", "tables"), [(date(2027, 4, 30), 0), (date(2027, 5, 1), 1)])
def test_a_table_that_had_one_is_not_asked_about_for_a_year(
    cast: Cast, sit: Sit, day: date, tables: int
) -> None:
    sit()
    assert yearly.publish_stated(cast.shared, SPRING, now=IN_MAY)
    assert len(due_on(day)) == tables


def test_a_table_that_is_not_open_yet_has_not_begun(cast: Cast) -> None:
    assert begun(Partnership(opened_at=None)) is None


def test_the_page_takes_the_same_statements_with_and_without_groups(
    cast: Cast, visit: Visit, classes: tuple[Class, Class]
) -> None:
    loud, quiet = classes
    clocks.due(IN_MAY)
    browser = visit(cast.ingrid)
    few = statements(browser, HERE)
    StatedReport.objects.all().delete()
    all_state([*loud[:6], *quiet[:2]], region="africa", role="field")
    clocks.due(IN_MAY)
    assert shown() != []
    assert statements(browser, HERE) == few
