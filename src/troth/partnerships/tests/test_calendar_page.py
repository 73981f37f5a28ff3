"""Where an organisation says when it works."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils.translation import override

from troth.conftest import Visit
from troth.foundation.web import clock
from troth.organisations.models import Organisation
from troth.organisations.rules import MOST_DAYS_OFF
from troth.partnerships.testing import Cast
from troth.partnerships.working import country_choices, reader, works_words

pytestmark = pytest.mark.django_db
HOUSE = "/organisations/lumen/"
HERE = f"{HOUSE}calendar/"
FREE = ["5", "6"]


def lumen() -> Organisation:
    return Organisation.objects.get(slug="lumen")


def test_an_admin_says_country_weekend_and_own_days(cast: Cast, visit: Visit) -> None:
    said = {"country": "NO", "region": "", "weekend": FREE, "days_off": "2027-07-09  Summer party"}
    assert visit(cast.ingrid).post(HERE, said).status_code == 302
    house = lumen()
    assert (house.country, house.weekend) == ("NO", "56")
    assert house.days_off == {"2027-07-09": "Summer party"}
    page = visit(cast.tor).get(HOUSE).content.decode()
    assert (
        "Lumen Sensors is free on Saturday and Sunday, with the public holidays of Norway, "
        "one day off of its own." in page
    )


def test_without_a_country_the_page_says_that_no_holidays_are_known(
    cast: Cast, visit: Visit
) -> None:
    assert "No holidays are known yet" in visit(cast.ingrid).get(HERE).content.decode()
    assert "No holidays are known" in visit(cast.tor).get(HOUSE).content.decode()


def test_only_its_admins_see_the_page(cast: Cast, visit: Visit) -> None:
    for who in (cast.tor, cast.ravi, cast.guest, cast.facilitator, cast.stranger):
        for answer in (visit(who).get(HERE), visit(who).post(HERE, {"country": "NO"})):
            assert answer.status_code == 404
    assert Client().get(HERE)["Location"].startswith("/come-in/")
    assert lumen().country == ""


def test_regions_are_those_of_the_country(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ravi)
    there = "/organisations/kaveri/calendar/"
    assert "Karnataka" not in browser.get(there).content.decode()
    browser.post(there, {"country": "IN", "weekend": FREE})
    assert "Karnataka" in browser.get(there).content.decode()
    browser.post(there, {"country": "IN", "region": "KA", "weekend": FREE})
    assert Organisation.objects.get(slug="kaveri").region == "KA"


def test_a_region_of_the_country_before_is_let_go(cast: Cast, visit: Visit) -> None:
    said = {"country": "NO", "region": "KA", "weekend": FREE}
    assert visit(cast.ingrid).post(HERE, said).status_code == 302
    assert (lumen().country, lumen().region) == ("NO", "")


def test_what_lies_ahead_is_shown(cast: Cast, visit: Visit) -> None:
    with clock.at(datetime(2027, 5, 10, 9, tzinfo=UTC)):
        browser = visit(cast.ingrid)
        browser.post(HERE, {"country": "NO", "weekend": FREE})
        page = browser.get(HERE).content.decode()
    assert "Monday 17 May" in page
    assert "Constitution Day" in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"weekend": list("0123456")}, "A week needs a working day"),
        ({"weekend": ["7"]}, "Choose from the list."),
        ({"country": "XX"}, "Choose from the list."),
        ({"days_off": "next Friday"}, "“next Friday” does not begin with a day."),
        ({"days_off": "2027-02-30 Never"}, "“2027-02-30 Never” does not begin with a day."),
        (
            {
                "days_off": "\n".join(
                    date.fromordinal(739000 + n).isoformat() for n in range(MOST_DAYS_OFF + 1)
                )
            },
            "These are 61 days; 60 is the most",
        ),
        ({"days_off": "x" * 7000}, "at most 6000 characters"),
    ],
)
def test_what_cannot_be_is_said_in_plain_words_and_nothing_is_lost(
    cast: Cast, visit: Visit, said: dict[str, object], words: str
) -> None:
    sent = {"weekend": FREE, "days_off": "2027-07-09 Summer party"} | said
    answer = visit(cast.ingrid).post(HERE, sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    if "days_off" not in said:
        assert "Summer party" in answer.content.decode()
    assert lumen().days_off == {}


def test_no_weekend_at_all_is_fine(cast: Cast, visit: Visit) -> None:
    visit(cast.ingrid).post(HERE, {"country": ""})
    assert lumen().weekend == ""
    assert works_words(lumen()) == "Lumen Sensors is working on every day of the week."


def test_a_region_is_named_with_its_country() -> None:
    house = Organisation(name="Kaveri", country="IN", region="KA", weekend="6")
    assert works_words(house).startswith(
        "Kaveri is free on Sunday, with the public holidays of Kar"
    )


def test_countries_are_named_in_the_readers_language() -> None:
    with override("en"):
        assert ("NO", "Norway") in country_choices()
    with override("de"):
        assert ("NO", "Norwegen") in country_choices()
    with override("xx-unknown"):
        assert reader().language == "en"
