"""Who is offered what, and where: the pages of a pair and of promises, several weak parts, and closed tables."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from troth.adjustments.models import Adjustment
from troth.commitments import actions as promised
from troth.conftest import Visit
from troth.foundation.facts.trust import Dimension
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast
from troth.trust.queries.measured import reliability_fell
from troth.trust.queries.readings import Readings
from troth.trust.rules.table import Kind
from troth.trust.tests.conftest import DAY, Make
from troth.trust.tests.test_adjusting import TRUST, agreed, many, measured, openness, read
from troth.trust.views.adjusting import SPOTS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORTH = "Worth doing one thing differently"
Drop = Callable[[int], None]


@pytest.fixture
def dropped(cast: Cast, made: Make) -> Drop:
    """Kaveri took back so many promises that Lumen had accepted, one every five days."""

    def drop(count: int) -> None:
        for n in range(count):
            one = made(20 + 5 * (count - n))
            with clock.at(one.proposed_at + DAY):
                promised.withdraw(one, by=cast.ravi)

    return drop


def spots(shown: str) -> str:
    """The part of a page that offers."""
    return shown.partition('id="spots-title"')[2].partition("</section>")[0]


def pair(cast: Cast) -> str:
    """The page of the two."""
    return f"{TRUST}{cast.lumen.id}/{cast.kaveri.id}/"


def promises(cast: Cast, *, end: str = "reliability/") -> str:
    """The page of a direction's promises."""
    return f"{TRUST}{cast.lumen.id}/{cast.kaveri.id}/{end}"


@pytest.mark.parametrize("where", ["", "pair"])
def test_both_pages_of_a_pair_offer_the_same(cast: Cast, visit: Visit, where: str) -> None:
    many(cast, Kind.ANSWERED_LATE, 16, ago=30)
    said = spots(read(visit(cast.ingrid), pair(cast) if where else TRUST))
    assert "Open communication, Lumen about Kaveri:" in said
    assert said.count("Agree an adjustment") == 1


def test_no_more_than_three_are_offered_at_once(cast: Cast, visit: Visit, dropped: Drop) -> None:
    """Whoever has much to do begins with one thing."""
    dropped(9)
    for place, kind in enumerate((Kind.ANSWERED_LATE, Kind.SILENT, Kind.SENT_BACK)):
        many(cast, kind, 16, ago=20, first=1000 * (place + 1))
    said = spots(read(visit(cast.ravi), TRUST))
    assert said.count("Agree an adjustment") == SPOTS


def test_of_promises_a_fall_is_found_by_the_same_test(
    cast: Cast, made: Make, finished: Make, dropped: Drop
) -> None:
    for n in range(12):
        finished(200 - 8 * n, after=5)
    before = Readings(cast.shared, now=now())
    assert not reliability_fell(before, about=cast.kaveri.id, receiver=cast.lumen.id)
    dropped(7)
    after = Readings(cast.shared, now=now())
    assert reliability_fell(after, about=cast.kaveri.id, receiver=cast.lumen.id)
    assert not reliability_fell(after, about=cast.lumen.id, receiver=cast.kaveri.id)


def test_the_page_of_promises_always_has_the_offer_for_both_sides(
    cast: Cast, visit: Visit, past: list[object]
) -> None:
    for seat, may in ((cast.ingrid, True), (cast.ravi, True), (cast.facilitator, False)):
        shown = read(visit(seat), promises(cast))
        assert ("Agree an adjustment" in shown) is may
        assert "The whole range lies below" not in shown


def test_towards_everybody_there_is_nobody_to_agree_with(
    cast: Cast, visit: Visit, past: list[object]
) -> None:
    assert "Agree an adjustment" not in read(visit(cast.ingrid), f"{TRUST}{cast.kaveri.id}/")


def test_at_a_closed_table_nothing_is_offered_and_everything_is_read(
    cast: Cast, visit: Visit
) -> None:
    many(cast, Kind.ANSWERED_LATE, 16, ago=30)
    one = agreed(cast, ago=20)
    Adjustment.objects.filter(pk=one.pk).update(state="closed", outcome="partly", ended_at=now())
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED, closed_at=now())
    browser = visit(cast.ingrid)
    assert WORTH not in read(browser, TRUST)
    assert "Agree an adjustment" not in read(browser, openness(cast))
    assert "When you agreed, on" in measured(browser, one)


def test_guests_see_neither_offer_nor_measurement(cast: Cast, visit: Visit) -> None:
    one = agreed(cast, ago=20)
    for path in (TRUST, openness(cast), f"{TRUST}adjustments/{one.id}/"):
        assert visit(cast.guest).get(path).status_code == 403


def test_what_fits_leads_to_the_form_with_its_idea_chosen(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 16, ago=30)
    browser: Client = visit(cast.ingrid)
    shown = read(browser, openness(cast)).partition('id="do-differently"')[2]
    link = unescape(shown).partition('href="')[2].partition('"')[0]
    form = read(browser, link)
    assert "Do one thing differently: open communication" in form
    assert 'value="short-answer-first" checked' in form


def test_a_measurement_speaks_of_its_own_direction_alone(cast: Cast, visit: Visit) -> None:
    many(cast, Kind.ANSWERED_LATE, 9, ago=90)
    one = agreed(cast, ago=80, dimension=Dimension.CARE)
    said = measured(visit(cast.ingrid), one)
    assert "There was no reading on the day you agreed" in said
    assert "(9 items)" not in said


@pytest.mark.parametrize("where", [TRUST, "open"])
def test_the_offer_takes_as_many_statements_with_much_evidence_as_with_little(
    cast: Cast, visit: Visit, where: str
) -> None:
    browser = visit(cast.ingrid)
    path = where if where == TRUST else openness(cast)
    many(cast, Kind.ANSWERED_LATE, 6, ago=30)
    little = statements(browser, path)
    many(cast, Kind.ANSWERED_LATE, 20, ago=30, first=2000)
    assert statements(browser, path) == little
