"""The balance of a month: what is counted, what is hidden and why; computed once and never again."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from troth.conftest import Visit
from troth.discussions.models import Post
from troth.foundation.web import clock
from troth.inclusion import clock as clocks
from troth.inclusion.actions import reporting
from troth.inclusion.models import Figure, Report
from troth.inclusion.queries import balance as counting
from troth.inclusion.rules.audit import Hidden
from troth.inclusion.rules.report import Cut, Done
from troth.inclusion.tests.balancing import (
    APRIL,
    HERE,
    IN_APRIL,
    IN_MARCH,
    IN_MAY,
    MARCH,
    Sit,
    figure,
    people_sit,
    said,
    words_of,
)
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast

__all__ = ["people_sit"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_table_of_two_fives_sees_its_shares(cast: Cast, visit: Visit, sit: Sit) -> None:
    seats = sit()
    said(cast.shared, [one for one in seats if one.party_id == cast.lumen.id], at=IN_MARCH, times=2)
    said(cast.shared, [one for one in seats if one.party_id != cast.lumen.id], at=IN_MARCH)
    assert clocks.due(IN_APRIL) == 1
    report = Report.objects.get(month=MARCH)
    lumen = figure(report, Cut.PARTY, cast.lumen.id)
    assert (lumen.share, lumen.of_people, lumen.hidden) == (65, 50, "")
    for seat in (cast.ingrid, cast.ravi):
        page = words_of(visit(seat).get(HERE).content.decode())
        assert "Lumen Sensors about 50 % about 65 %" in page
        assert "Kaveri Analytics about 50 % about 35 %" in page
        assert page.index("Kaveri Analytics about") < page.index("Lumen Sensors about")


def test_an_organisation_of_four_is_hidden_with_the_reason_and_so_is_the_other(
    cast: Cast, visit: Visit, sit: Sit
) -> None:
    said(cast.shared, sit(5, 4), at=IN_MARCH)
    clocks.due(IN_APRIL)
    report = Report.objects.get()
    assert figure(report, Cut.PARTY, cast.kaveri.id).hidden == Hidden.FEW_PEOPLE
    assert figure(report, Cut.PARTY, cast.lumen.id).hidden == Hidden.GIVES_AWAY
    page = visit(cast.ravi).get(HERE).content.decode()
    assert "fewer than five people, so their share would be one person’s" in page
    assert "fewer than five people could be worked out" in page
    assert not re.search(r"about \d", words_of(page))


def test_a_small_table_sees_why_there_is_nothing_and_no_zero(
    cast: Cast, visit: Visit, sit: Sit
) -> None:
    said(cast.shared, sit(2, 2), at=IN_MARCH)
    clocks.due(IN_APRIL)
    page = words_of(visit(cast.ingrid).get(HERE).content.decode())
    assert "Not shown: fewer than five people sit at this table." in page
    assert not re.search(r"about \d|hardly any", page)


def test_before_the_first_full_month_it_says_when_the_first_comes(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ingrid).get(HERE).content.decode()
    assert "The first balance comes after the first full month at this table." in page


# ------------------------------------------------------------------------------ once, and never again


def test_a_month_is_computed_once_and_stays_as_it_was(cast: Cast, sit: Sit) -> None:
    seats = sit()
    said(cast.shared, seats, at=IN_MARCH)
    assert clocks.due(IN_APRIL) == 1
    before = list(Figure.objects.order_by("pk").values())
    said(cast.shared, [cast.ingrid], at=IN_MARCH, times=9)
    assert clocks.due(IN_APRIL + timedelta(days=9)) == 0
    assert list(Figure.objects.order_by("pk").values()) == before


def test_it_counts_the_whole_month_before_and_nothing_else(cast: Cast, sit: Sit) -> None:
    seats = sit()
    lumen = [one for one in seats if one.party_id == cast.lumen.id]
    said(cast.shared, seats, at=IN_MARCH)
    said(cast.shared, lumen, at=datetime(2026, 4, 1, tzinfo=UTC), times=3)
    said(cast.shared, lumen, at=datetime(2026, 2, 28, 23, 59, tzinfo=UTC), times=3)
    clocks.due(IN_APRIL)
    assert figure(Report.objects.get(month=MARCH), Cut.PARTY, cast.lumen.id).share == 50


def test_side_rooms_and_unnamed_and_taken_back_words_count_nowhere(cast: Cast, sit: Sit) -> None:
    seats = sit()
    lumen = [one for one in seats if one.party_id == cast.lumen.id]
    said(cast.shared, seats, at=IN_MARCH)
    said(cast.lumen_side, lumen, at=IN_MARCH, times=5)
    said(cast.shared, lumen, at=IN_MARCH, times=2)
    extra = Post.objects.filter(room=cast.shared, seat__party=cast.lumen).order_by("-pk")[:10]
    Post.objects.filter(pk__in=[one.pk for one in extra][:5]).update(seat=None)
    Post.objects.filter(pk__in=[one.pk for one in extra][5:]).update(taken_back_at=IN_MARCH)
    clocks.due(IN_APRIL)
    assert figure(Report.objects.get(), Cut.PARTY, cast.lumen.id).share == 50


def test_whoever_joins_is_not_found_by_comparing_two_months(
    cast: Cast, visit: Visit, sit: Sit
) -> None:
    seats = sit()
    said(cast.shared, seats, at=IN_MARCH)
    clocks.due(IN_APRIL)
    new = cast.colleague("Nora", cast.ingrid)
    Seat.objects.filter(pk=new.pk).update(since=datetime(2026, 4, 5, tzinfo=UTC))
    said(cast.shared, [*seats, new], at=datetime(2026, 4, 12, tzinfo=UTC))
    clocks.due(IN_MAY)
    april = Report.objects.get(month=APRIL)
    assert figure(april, Cut.ALL).hidden == Hidden.GIVES_AWAY
    assert not Figure.objects.filter(report=april, share__isnull=False).exists()
    page = words_of(visit(cast.ingrid).get(HERE).content.decode())
    assert "could be worked out from the months before" in page
    earlier = words_of(visit(cast.ingrid).get(f"{HERE}?month={MARCH}").content.decode())
    assert "about 50 %" in earlier


def test_an_unchanged_table_is_shown_again(cast: Cast, sit: Sit) -> None:
    seats = sit()
    for at, now in ((IN_MARCH, IN_APRIL), (datetime(2026, 4, 9, tzinfo=UTC), IN_MAY)):
        said(cast.shared, seats, at=at)
        clocks.due(now)
    assert figure(Report.objects.get(month=APRIL), Cut.PARTY, cast.kaveri.id).share == 50


def test_whoever_left_within_the_month_counts_no_more(cast: Cast, sit: Sit) -> None:
    seats = sit(6, 5)
    said(cast.shared, seats, at=IN_MARCH)
    leaves = next(one for one in seats if one.person.name == "Lars0")
    end_seat(leaves, by=cast.ingrid)
    Seat.objects.filter(pk=leaves.pk).update(ended_at=IN_MARCH + timedelta(days=2))
    clocks.due(IN_APRIL)
    line = figure(Report.objects.get(), Cut.ALL)
    assert leaves.person_id not in line.people
    assert len(line.people) == 10


def test_a_closed_table_and_one_that_opens_later_have_none(cast: Cast, sit: Sit) -> None:
    sit()
    Partnership.objects.update(opened_at=datetime(2026, 4, 1, tzinfo=UTC))
    assert clocks.due(IN_APRIL) == 0
    Partnership.objects.update(opened_at=IN_MARCH, phase="closed")
    assert clocks.due(IN_APRIL) == 0


def test_what_goes_wrong_at_one_table_does_not_keep_the_others_waiting(
    cast: Cast, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit()

    def breaks(*_args: object, **_more: object) -> bool:
        raise RuntimeError("the disk was full")

    monkeypatch.setattr(clocks, "publish", breaks)
    assert clocks.due(IN_APRIL) == 0
    monkeypatch.undo()
    assert clocks.due(IN_APRIL) == 1


def test_a_table_of_more_people_than_a_balance_is_made_for_reads_so(
    cast: Cast, visit: Visit, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(cast.shared, sit(), at=IN_MARCH)
    monkeypatch.setattr(counting, "MOST_PEOPLE", 9)
    assert clocks.due(IN_APRIL) == 1
    assert not Figure.objects.exists(), "none of some of them"
    page = words_of(visit(cast.ingrid).get(HERE).content.decode())
    assert "Not worked out: more people sit at this table" in page
    assert clocks.due(IN_APRIL) == 0, "and it is not tried for ever"


def test_a_balance_audited_against_less_than_was_shown_is_not_kept(
    cast: Cast, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(cast.shared, sit(), at=IN_MARCH)

    def another_clock_was_here(*_args: object) -> None:
        Report.objects.create(room=cast.shared, month=date(2026, 2, 1), computed_at=IN_APRIL)

    def meanwhile(room: Room, span: counting.Span) -> Done:
        another_clock_was_here()
        return counting.done_in(room, span)

    monkeypatch.setattr(reporting, "done_in", meanwhile)
    assert clocks.due(IN_APRIL) == 0
    monkeypatch.undo()
    assert clocks.due(IN_APRIL) == 1


def test_tables_that_cannot_be_computed_do_not_stand_first_for_ever(
    cast: Cast, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_door = cast.neighbour.partnership
    sit()
    monkeypatch.setattr(counting, "TABLES_AT_ONCE", 1)
    asked = {counting.without_report(MARCH)[0].id for _n in range(60)}
    assert len(asked) == 2, next_door


def test_whoever_sits_for_two_organisations_counts_for_neither(cast: Cast, sit: Sit) -> None:
    seats = sit()
    twice = seats[2]
    Seat.objects.create(
        partnership=cast.table,
        person=twice.person,
        party=cast.kaveri if twice.party_id == cast.lumen.id else cast.lumen,
        role="member",
        since=twice.since,
    )
    found = counting.sitters(cast.table, counting.span_of(MARCH))
    assert found is not None
    assert twice.person_id not in {one.id for one in found}
    assert len(found) == 9


def test_the_month_is_told_by_the_clock_of_the_page(cast: Cast, sit: Sit) -> None:
    said(cast.shared, sit(), at=IN_MARCH)
    with clock.at(IN_APRIL):
        assert clocks.due(clock.now()) == 1
    assert Report.objects.get().month == MARCH
