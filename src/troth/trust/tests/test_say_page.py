"""The page on which a side says openly how it experiences the other, and itself."""

import re

import pytest
from django.test import Client

from troth.conftest import Visit
from troth.foundation.web.testing import statements
from troth.ledger.queries import head
from troth.partnerships.models import Seat
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, sit_down
from troth.trust.models import Experience
from troth.trust.queries.experiences import experiences, seen_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = "/p/lumen-kaveri/trust/say/"


def sent(seen: str = "", **cells: str) -> dict[str, str]:
    """What the form sends; `them_care="8"` fills the figure, `them_care_words` the sentence."""
    fields = {"seen": seen or seen_of([])}
    for name, value in cells.items():
        who, dimension, *words = name.split("_")
        fields[f"{who}-{dimension}-{'words' if words else 'figure'}"] = value
    return fields


def shown(browser: Client, url: str = PAGE) -> str:
    """The page, as it stands."""
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def seen_on(page: str) -> str:
    """What the form says of how it stood."""
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


def test_five_dimensions_about_the_other_side_and_ourselves(cast: Cast, visit: Visit) -> None:
    page = shown(visit(cast.ingrid))
    for name in ("Reliability", "Truth", "Ability", "Open communication", "Care"):
        assert f"<legend>{name}</legend>" in page
    assert page.count("About Kaveri") == page.count('experience-who">') / 2 == 5
    assert 'name="us-open-communication-words"' in page
    assert "Everybody at the table reads it" in page
    assert "counts as one piece of evidence" in page


def test_what_is_said_stands_on_the_page_of_both_sides(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    words = "They told us before we asked."
    answer = browser.post(PAGE, sent(them_truth="9", them_truth_words=words, us_care="7"))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    for seat in (cast.ingrid, cast.ravi):
        page = shown(visit(seat))
        assert "Truth: 9 of 10" in page
        assert words in page
        assert "Lumen about itself" in page
    assert 'value="9"' in shown(browser)


def test_it_is_changed_and_withdrawn_in_the_same_form(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    browser.post(PAGE, sent(them_truth="9", them_care="8"))
    seen = seen_on(shown(browser))
    browser.post(PAGE, sent(seen, them_truth="", them_care="5"))
    assert [(one.dimension, one.figure) for one in experiences(cast.shared)] == [("care", 5)]
    assert Experience.objects.count() == 2


@pytest.mark.parametrize("figure", ["11", "-1", "7.5", "seven", "1e1", "99999999", "٣٣"])
def test_an_odd_figure_is_named_beside_its_field_and_nothing_is_lost(
    cast: Cast, visit: Visit, figure: str
) -> None:
    fields = sent(them_truth=figure, them_truth_words="Mostly.", us_care="6")
    answer = visit(cast.ingrid).post(PAGE, fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a whole number from 0 to 10." in page
    assert "Mostly.</textarea>" in page
    assert "</a>: Write a whole number" in page
    assert ">Truth, Kaveri</a>" in page
    assert f'value="{figure}"' in page
    assert not Experience.objects.exists()


def test_a_whole_number_is_read_as_people_write_it(cast: Cast, visit: Visit) -> None:
    visit(cast.ingrid).post(PAGE, sent(them_truth=" 0 ", them_care="10"))
    assert [one.figure for one in experiences(cast.shared)] == [0, 10]


def test_a_sentence_needs_its_figure(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.ingrid).post(PAGE, sent(them_truth_words="Always."))
    assert answer.status_code == 422
    assert "A figure goes with the sentence" in answer.content.decode()


def test_a_line_break_in_a_sentence_is_a_space(cast: Cast, visit: Visit) -> None:
    visit(cast.ingrid).post(PAGE, sent(them_truth="5", them_truth_words="Once  so,\r\nonce so."))
    assert [one.words for one in experiences(cast.shared)] == ["Once so, once so."]


def test_ten_thousand_characters_are_too_many(cast: Cast, visit: Visit) -> None:
    answer = visit(cast.ingrid).post(PAGE, sent(them_truth="5", them_truth_words="x" * 10_000))
    assert answer.status_code == 422
    assert not Experience.objects.exists()


def test_nothing_filled_in_says_nothing(cast: Cast, visit: Visit) -> None:
    since = head(cast.shared.id)
    assert visit(cast.ingrid).post(PAGE, sent()).status_code == 302
    assert head(cast.shared.id) == since


def test_who_was_slower_is_told_and_keeps_what_was_typed(cast: Cast, visit: Visit) -> None:
    first, second = visit(cast.ingrid), visit(cast.tor)
    seen = seen_on(shown(second))
    first.post(PAGE, sent(seen, them_truth="9"))
    answer = second.post(PAGE, sent(seen, them_truth="3", them_truth_words="Rarely."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "a moment quicker" in page
    assert "Rarely.</textarea>" in page
    assert second.post(PAGE, sent(seen_on(page), them_truth="3")).status_code == 302
    assert [one.figure for one in experiences(cast.shared)] == [3]


def test_the_same_form_twice_has_one_effect(cast: Cast, visit: Visit) -> None:
    browser, since = visit(cast.ingrid), head(cast.shared.id)
    once = {"once": "01J8ZZZZZZZZZZZZZZZZZZZZZZ"}
    for _ in range(2):
        assert browser.post(PAGE, sent(them_truth="9") | once).status_code == 302
    assert head(cast.shared.id) == since + 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *(("ingrid", 200), ("tor", 200), ("ravi", 200), ("meera", 200)),
        *(("guest", 403), ("contributor", 403), ("facilitator", 403)),
        *(("stranger", 404), ("ex_member", 404), ("neighbour", 404)),
    ],
)
def test_only_people_of_a_side_see_and_send_the_form(
    cast: Cast, visit: Visit, who: str, status: int
) -> None:
    browser = visit(getattr(cast, who))
    assert browser.get(PAGE).status_code == status
    sending = browser.post(PAGE, sent(us_truth="9"))
    assert sending.status_code == (302 if status == 200 else status)
    assert Experience.objects.exists() == (status == 200)


def test_it_stands_in_the_shared_room_alone(cast: Cast, visit: Visit) -> None:
    assert visit(cast.ingrid).get("/p/lumen-kaveri/side/trust/say/").status_code == 404


def test_signs_that_cannot_be_seen_and_tags_do_no_harm(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    browser.post(PAGE, sent(them_truth="5", them_truth_words="<b>so\x00 so</b>\u202e"))
    browser.post(PAGE, sent(them_care="5", them_care_words="<b>so so</b>\u202e"))
    page = shown(browser)
    assert "<b>so" not in page
    assert "\u202e" not in page


def test_a_side_nobody_knows_is_nothing(cast: Cast, visit: Visit) -> None:
    assert visit(cast.ingrid).get(f"{PAGE}?about={cast.lumen.id}").status_code == 404
    assert visit(cast.ingrid).get(f"{PAGE}?about=kaveri").status_code == 404


def test_the_page_takes_as_many_statements_however_much_was_said(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)
    empty = statements(browser, PAGE)
    browser.post(PAGE, sent(them_truth="9", them_care="8", us_truth="7", us_care="6"))
    seat: Seat = cast.ravi
    visit(seat).post(PAGE, sent(them_truth="9", them_care="8", us_truth="7", us_care="6"))
    browser.get(PAGE)  # the message of the form is read once
    assert statements(browser, PAGE) == empty


def test_with_more_than_two_sides_one_chooses_whom(visit: Visit) -> None:
    ingrid, ravi, otto = sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))
    browser, address = visit(ingrid), "/p/three/trust/say/"
    assert otto.party
    assert ravi.party
    about = f"{address}?about={otto.party.id}"
    assert about in shown(browser, address)
    page = shown(browser, about)
    assert "About Delta" in page
    assert "About Kaveri" not in page
    browser.post(f"{address}?about={ravi.party.id}", sent(them_care="6"))
    answer = browser.post(about, sent(seen_on(shown(browser, about)), them_care="9"))
    assert answer["Location"] == about
    stands = {one.about.short: one.figure for one in Experience.objects.select_related("about")}
    assert stands == {"Kaveri": 6, "Delta": 9}


def test_guests_read_in_the_record_only_that_something_happened(cast: Cast, visit: Visit) -> None:
    visit(cast.ingrid).post(PAGE, sent(them_truth="4", them_truth_words="Not always."))
    record = "/p/lumen-kaveri/record/"
    for seat in (cast.ravi, cast.facilitator):
        assert "Truth: 4 of 10. “Not always.”" in shown(visit(seat), record)
    for seat in (cast.guest, cast.contributor):
        page = shown(visit(seat), record)
        assert "Not always." not in page
        assert "4 of 10" not in page


def test_the_trust_page_leads_there_for_whoever_speaks_for_a_side(cast: Cast, visit: Visit) -> None:
    for seat in (cast.ingrid, cast.meera):
        assert f'href="{PAGE}"' in shown(visit(seat), "/p/lumen-kaveri/trust/")
    assert PAGE not in shown(visit(cast.facilitator), "/p/lumen-kaveri/trust/")
