"""What somebody states for balances alone: for one table, on nobody else's page, gone when they leave."""

import re
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.test import Client

import troth
from troth.conftest import Visit
from troth.inclusion import clock as clocks
from troth.inclusion.actions.stating import forget_closed, forget_with, state
from troth.inclusion.models import Stated
from troth.inclusion.tests.balancing import HERE, IN_APRIL, words_of
from troth.ledger.queries import head
from troth.partnerships.actions.holding import SeatGone
from troth.partnerships.actions.seating import end_seat, goes_along, leave
from troth.partnerships.models import Partnership, Seat
from troth.partnerships.testing import Cast
from troth.search.models import SearchItem

pytestmark = pytest.mark.django_db
THERE = f"{HERE}state/"


def stated() -> list[tuple[str, str]]:
    """Everything that is kept."""
    return list(Stated.objects.order_by("pk").values_list("region", "role"))


def told(browser: Client, **said: str) -> str:
    """State this, and read what the page answers."""
    answer = browser.post(THERE, said)
    assert answer.status_code == 302
    return [str(one) for one in get_messages(answer.wsgi_request)][-1]


def test_the_first_choice_is_not_to_say_and_it_is_chosen(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ingrid).get(HERE).content.decode()
    assert page.count('<option value="" selected>I would rather not say</option>') == 2
    assert not Stated.objects.exists()


def test_beside_it_stands_who_can_see_it(cast: Cast, visit: Visit) -> None:
    page = words_of(visit(cast.ingrid).get(HERE).content.decode())
    assert "No page shows it to anybody but you" in page
    assert "it goes when you leave" in page
    assert "Whoever runs this server could read it there." in page


def test_what_one_stated_stands_on_ones_own_page_and_can_be_changed_and_taken_back(
    cast: Cast, visit: Visit
) -> None:
    browser = visit(cast.ingrid)
    assert told(browser, region="africa", role="field") == "Kept, for you alone."
    page = browser.get(HERE).content.decode()
    assert '<option value="africa" selected>' in page
    assert '<option value="field" selected>' in page
    told(browser, region="", role="building")
    assert stated() == [("", "building")]
    assert told(browser, region="", role="") == "You state nothing now."
    assert stated() == []


def test_it_is_on_nobody_elses_page_in_no_record_and_in_no_search(cast: Cast, visit: Visit) -> None:
    pages = [visit(who).get(HERE).content for who in (cast.ravi, cast.tor, cast.facilitator)]
    size, found = head(cast.shared.id), SearchItem.objects.count()
    told(visit(cast.ingrid), region="oceania", role="field")
    clocks.due(IN_APRIL)
    assert head(cast.shared.id) == size
    assert SearchItem.objects.count() == found
    for who, before in zip((cast.ravi, cast.tor, cast.facilitator), pages, strict=True):
        page = visit(who).get(HERE).content.decode()
        assert "selected>Oceania" not in page
        assert words_of(page) == words_of(before.decode())


@pytest.mark.parametrize(
    "said", [{"region": "bergen"}, {"role": "x" * 99}, {"region": "a\x00"}, {"role": "africa"}]
)
def test_only_what_is_offered_can_be_stated(cast: Cast, visit: Visit, said: dict[str, str]) -> None:
    told(visit(cast.ingrid), region="africa")
    answer = visit(cast.ingrid).post(THERE, {"region": "oceania"} | said)
    assert answer.status_code == 422
    assert stated() == [("africa", "")]


def test_what_is_not_offered_is_not_kept_by_another_way_either(cast: Cast) -> None:
    assert state(cast.ingrid, region="utsira", role="keeper of the lighthouse") is None
    assert stated() == []


def test_what_is_well_chosen_stays_chosen_beside_what_is_not(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.ingrid).post(THERE, {"region": "oceania", "role": "x"})
    assert '<option value="oceania" selected>' in answer.content.decode()


@pytest.mark.parametrize("who", ["facilitator", "guest", "contributor"])
def test_whoever_sits_for_no_organisation_states_nothing(
    cast: Cast, visit: Visit, who: str
) -> None:
    browser = visit(getattr(cast, who))
    assert "Keep it for me" not in browser.get(HERE).content.decode()
    assert browser.post(THERE, {"region": "africa"}).status_code == 403
    assert stated() == []


def test_a_side_room_has_no_such_page(cast: Cast, visit: Visit) -> None:
    there = "/p/lumen-kaveri/side/trust/balance/state/"
    assert visit(cast.ingrid).post(there, {"region": "africa"}).status_code == 404
    assert stated() == []


def test_what_one_states_at_a_table_is_for_that_table_and_that_person(cast: Cast) -> None:
    for seat, region in ((cast.ingrid, "africa"), (cast.neighbour, "oceania"), (cast.tor, "")):
        state(seat, region=region)
    here = Stated.objects.get(partnership=cast.table)
    assert (here.person_id, here.region) == (cast.ingrid.person_id, "africa")


def test_two_windows_of_one_person_keep_one_row_and_the_later_word(
    cast: Cast, visit: Visit
) -> None:
    one, two = visit(cast.ingrid), visit(cast.ingrid)
    told(one, region="africa", role="field")
    told(two, region="oceania")
    assert stated() == [("oceania", "")]


def test_only_its_own_page_and_the_report_of_a_year_read_it() -> None:
    """Whoever reads it somewhere else has to say here what for."""
    product = Path(troth.__file__).parent
    assert readers(product, r"\bStated\.objects") == {
        "inclusion/actions/stating.py",
        "inclusion/queries/stated.py",
    }
    assert readers(product, "queries.stated import") == {
        "inclusion/actions/yearly.py",
        "inclusion/clock.py",
        "inclusion/views/balance.py",
    }


def readers(product: Path, pattern: str) -> set[str]:
    """The modules in which this stands, tests left out."""
    return {
        str(path.relative_to(product))
        for path in product.rglob("*.py")
        if re.search(pattern, path.read_text(encoding="utf-8")) and "tests" not in path.parts
    }


# ------------------------------------------------------------------------------ gone


def test_it_goes_when_somebody_gets_up(cast: Cast) -> None:
    state(cast.tor, region="africa")
    state(cast.ingrid, region="oceania")
    leave(by=cast.tor)
    assert stated() == [("oceania", "")]


def test_it_goes_when_an_admin_ends_the_seat(cast: Cast) -> None:
    state(cast.tor, role="field")
    end_seat(cast.tor, by=cast.ingrid)
    assert stated() == []


def test_whoever_has_another_seat_for_an_organisation_here_keeps_it(cast: Cast) -> None:
    state(cast.tor, role="field")
    Seat.objects.create(
        partnership=cast.table,
        person=cast.tor.person,
        party=cast.kaveri,
        role="member",
        since=cast.tor.since,
    )
    leave(by=cast.tor)
    assert stated() == [("", "field")]


def test_a_form_that_was_still_open_keeps_nothing_after_leaving(cast: Cast) -> None:
    before = cast.tor
    leave(by=before)
    with pytest.raises(SeatGone):
        state(before, region="africa")
    assert stated() == []


def test_it_goes_with_the_person(cast: Cast) -> None:
    Stated.objects.create(person=cast.stranger, partnership=cast.table, region="africa")
    cast.stranger.delete()
    assert stated() == []


def test_it_goes_when_the_table_is_closed(cast: Cast) -> None:
    state(cast.ingrid, region="africa")
    state(cast.neighbour, region="oceania")
    assert forget_closed() == 0
    Partnership.objects.filter(pk=cast.table.pk).update(phase="closed")
    clocks.due(IN_APRIL)
    assert stated() == [("oceania", "")]


def test_at_a_closed_table_nothing_is_stated_any_more(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    Partnership.objects.filter(pk=cast.table.pk).update(phase="closed")
    assert "Keep it for me" not in browser.get(HERE).content.decode()
    assert browser.post(THERE, {"region": "africa"}).status_code == 403
    assert stated() == []


def test_the_site_lets_it_go_with_every_seat() -> None:
    assert forget_with in goes_along
