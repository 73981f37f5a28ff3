"""Of whom a balance speaks, for how long it knows them, and who reads it at all."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.conftest import Visit
from troth.foundation.web.testing import statements
from troth.inclusion import clock as clocks
from troth.inclusion.actions.stating import state
from troth.inclusion.models import Figure, Report
from troth.inclusion.rules.report import Cut
from troth.inclusion.tests.balancing import (
    APRIL,
    HERE,
    IN_APRIL,
    IN_MARCH,
    IN_MAY,
    MARCH,
    MAY,
    Sit,
    figure,
    people_sit,
    said,
)
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

__all__ = ["people_sit"]
pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------------------ of whom it speaks


def test_with_and_without_what_people_stated_the_balance_of_a_month_is_the_same(
    cast: Cast, sit: Sit
) -> None:
    seats = sit()
    said(cast.shared, seats, at=IN_MARCH)
    clocks.due(IN_APRIL)
    fields = ("kind", "cut", "key", "of_people", "share", "hidden", "people")
    before = sorted(map(str, Figure.objects.values_list(*fields)))
    Report.objects.all().delete()
    for seat in seats[:7]:
        state(seat, region="africa", role="field")
    clocks.due(IN_APRIL)
    assert sorted(map(str, Figure.objects.values_list(*fields))) == before
    assert set(Figure.objects.values_list("cut", flat=True)) == {"all", "party"}


def test_what_is_stated_is_only_ever_sent_and_never_asked_for_by_its_address(
    cast: Cast, visit: Visit
) -> None:
    assert visit(cast.ingrid).get(f"{HERE}state/").status_code == 405


def test_whom_old_figures_were_about_is_forgotten_once_it_protects_nobody(
    cast: Cast, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("troth.inclusion.actions.reporting.SERIES", 1)
    seats = sit()
    for at, now in (
        (IN_MARCH, IN_APRIL),
        (datetime(2026, 4, 9, tzinfo=UTC), IN_MAY),
        (datetime(2026, 5, 9, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)),
    ):
        said(cast.shared, seats, at=at)
        clocks.due(now)
    kept = {
        report.month: any(one.people for one in report.figures.all())
        for report in Report.objects.all()
    }
    assert kept == {MARCH: False, APRIL: True, MAY: True}
    assert figure(Report.objects.get(month=MARCH), Cut.PARTY, cast.lumen.id).share == 50


# ------------------------------------------------------------------------------ doors and bounds


@pytest.mark.parametrize("who", ["guest", "contributor"])
def test_guests_read_no_balance(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(getattr(cast, who)).get(HERE).status_code == 403


def test_a_facilitator_reads_it(cast: Cast, visit: Visit) -> None:
    assert visit(cast.facilitator).get(HERE).status_code == 200


@pytest.mark.parametrize("month", ["2026-03", "x", "2099-01-01", "\x00", "' or 1=1"])
def test_a_month_nobody_gave_out_shows_the_latest(
    cast: Cast, visit: Visit, sit: Sit, month: str
) -> None:
    said(cast.shared, sit(), at=IN_MARCH)
    clocks.due(IN_APRIL)
    page = visit(cast.ingrid).get(HERE, {"month": month}).content.decode()
    assert "March 2026" in page


def test_everybody_reads_the_same_figures(cast: Cast, visit: Visit, sit: Sit) -> None:
    said(cast.shared, sit(), at=IN_MARCH)
    clocks.due(IN_APRIL)

    def tables(seat: Seat) -> list[str]:
        found = re.findall(r"<table.*?</table>", visit(seat).get(HERE).content.decode(), re.DOTALL)
        assert found
        return found

    assert tables(cast.ingrid) == tables(cast.ravi) == tables(cast.facilitator)


def test_the_page_takes_the_same_statements_however_many_months_there_are(
    cast: Cast, visit: Visit, sit: Sit
) -> None:
    seats = sit()
    said(cast.shared, seats, at=IN_MARCH)
    clocks.due(IN_APRIL)
    browser = visit(cast.ingrid)
    few = statements(browser, HERE)
    clocks.due(IN_MAY)
    clocks.due(IN_MAY + timedelta(days=31))
    assert statements(browser, HERE) == few


def test_the_trust_page_leads_to_it(cast: Cast, visit: Visit) -> None:
    assert HERE in visit(cast.ingrid).get("/p/lumen-kaveri/trust/").content.decode()


def test_no_page_and_no_query_of_it_reads_whom_a_figure_is_about(
    cast: Cast, visit: Visit, sit: Sit
) -> None:
    said(cast.shared, sit(), at=IN_MARCH)
    clocks.due(IN_APRIL)
    browser = visit(cast.ingrid)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(HERE).status_code == 200
    asked = [one["sql"] for one in found if "inclusion_figure" in one["sql"]]
    assert asked
    assert not [sql for sql in asked if '"inclusion_figure"."people"' in sql]
