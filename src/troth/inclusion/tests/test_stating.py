"""What a person states for balances alone, and who reads a balance at all."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.conftest import Visit
from troth.foundation.web.testing import statements
from troth.inclusion import clock as clocks
from troth.inclusion.actions.stating import state
from troth.inclusion.models import Figure, Report, Stated
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
    words_of,
)
from troth.ledger.queries import head
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

__all__ = ["people_sit"]
pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------------------ what people state


def test_what_somebody_states_is_on_nobody_elses_page_and_in_no_record(
    cast: Cast, visit: Visit, sit: Sit
) -> None:
    said(cast.shared, sit(), at=IN_MARCH)
    size = head(cast.shared.id)
    assert visit(cast.ingrid).post(f"{HERE}state/", {"region": "oceania"}).status_code == 302
    clocks.due(IN_APRIL)
    assert head(cast.shared.id) == size
    for who in (cast.ingrid, cast.ravi):
        page = visit(who).get(HERE).content.decode()
        assert "oceania" not in page.lower()
    assert not Figure.objects.filter(key="oceania").exists(), "not even that somebody stated it"


def test_with_and_without_a_statement_of_a_few_the_report_is_the_same(cast: Cast, sit: Sit) -> None:
    seats = sit()
    said(cast.shared, seats, at=IN_MARCH)
    clocks.due(IN_APRIL)
    fields = ("kind", "cut", "key", "of_people", "share", "hidden", "people")
    before = sorted(map(str, Figure.objects.values_list(*fields)))
    Report.objects.all().delete()
    for seat in seats[:4]:
        state(seat, region="africa", role="field")
    clocks.due(IN_APRIL)
    assert sorted(map(str, Figure.objects.values_list(*fields))) == before


def test_nothing_is_shown_by_role_however_many_have_stated_it(
    cast: Cast, visit: Visit, sit: Sit
) -> None:
    """Everybody can count who wrote what, and would find from a share who is in it."""
    seats = sit()
    said(cast.shared, seats, at=IN_MARCH)
    lumen = [one for one in seats if one.party_id == cast.lumen.id]
    kaveri = [one for one in seats if one.party_id == cast.kaveri.id]
    for seat in (*lumen[:2], *kaveri[:3]):
        state(seat, role="field")
    clocks.due(IN_APRIL)
    page = words_of(visit(cast.ravi).get(HERE).content.decode())
    assert "work in the field" not in page
    assert "Nothing is shown by region or role" in page
    assert not Figure.objects.filter(cut__in=["region", "role"]).exists()


def test_stating_nothing_deletes_it(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    browser.post(f"{HERE}state/", {"region": "africa", "role": "field"})
    browser.post(f"{HERE}state/", {"region": "", "role": "building"})
    one = Stated.objects.get()
    assert (one.region, one.role) == ("", "building")
    browser.post(f"{HERE}state/", {"region": "", "role": ""})
    assert not Stated.objects.exists()


@pytest.mark.parametrize("said", [{"region": "bergen"}, {"role": "x" * 99}, {"region": "a\x00"}])
def test_only_what_is_offered_can_be_stated(cast: Cast, visit: Visit, said: dict[str, str]) -> None:
    assert visit(cast.ingrid).post(f"{HERE}state/", said).status_code == 422
    assert not Stated.objects.exists()


def test_what_one_states_at_a_table_is_for_that_table(cast: Cast) -> None:
    state(cast.ingrid, region="africa")
    state(cast.neighbour, region="oceania")
    assert Stated.objects.filter(partnership=cast.table).count() == 1


def test_a_person_who_is_gone_has_stated_nothing(cast: Cast) -> None:
    Stated.objects.create(person=cast.stranger, partnership=cast.table, region="africa")
    cast.stranger.delete()
    assert not Stated.objects.exists()


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


def test_a_facilitator_reads_it_and_states_nothing(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.facilitator)
    assert "Keep it for me" not in browser.get(HERE).content.decode()
    assert browser.post(f"{HERE}state/", {"region": "africa"}).status_code == 403


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
