"""A person's own pages."""

import pytest
from django.test import Client

from troth.people.models import AccessChange, Person, Session
from troth.people.queries.people import signed_in_browsers
from troth.people.tests.conftest import FIREFOX, Browser, come_in

WHOLE = {
    "name": "Ingrid Solberg",
    "title": "partnership lead",
    "place": "Bergen",
    "zone": "oslo",
    "language": "",
    "theme": "troth-dark",
    "letters": "clear",
    "density": "compact",
    "work_from": "08:30",
    "work_until": "16:00",
    "work_days": ["1", "2", "4"],
    "mail_waiting": "on",
}


def test_everything_on_the_page_is_kept(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid)
    assert client.post("/you/", WHOLE).headers["Location"] == "/you/"
    kept = Person.objects.get()
    assert (kept.name, kept.zone, kept.theme) == ("Ingrid Solberg", "Europe/Oslo", "troth-dark")
    assert (kept.letters, kept.density, kept.work_days) == ("clear", "compact", "124")
    assert (f"{kept.work_from:%H:%M}", f"{kept.work_until:%H:%M}") == ("08:30", "16:00")
    assert (kept.mail_waiting, kept.mail_reminders) == (True, False)
    page = client.get("/you/").content.decode()
    assert 'data-theme="troth-dark"' in page
    assert "Kept." in page


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "This is needed"),
        ("name", "\u200b", "This is needed"),
        ("zone", "Atlantis", "no time zone of this name"),
        ("work_until", "07:00", "ends before it begins"),
        ("work_from", "noon", "A time looks like 09:00"),
        ("theme", "neon", "not one of the available"),
        ("work_days", ["9"], "not one of the available"),
        ("name", "x" * 121, "at most 120"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    field: str, typed: object, words: str, ingrid: Person, browser: Browser
) -> None:
    page = browser(ingrid).post("/you/", {**WHOLE, field: typed}).content.decode()
    assert words in page
    assert 'value="partnership lead"' in page
    assert Person.objects.get().title == ""


@pytest.mark.parametrize(
    "field", ["is_operator", "is_active", "is_example", "email", "id", "password"]
)
def test_nothing_else_of_a_person_can_be_changed_here(
    field: str, ingrid: Person, browser: Browser
) -> None:
    before = getattr(ingrid, field)
    browser(ingrid).post("/you/", {**WHOLE, field: "1"})
    assert getattr(Person.objects.get(name="Ingrid Solberg"), field) == before


def test_nobody_sees_the_pages_of_a_person(ingrid: Person, browser: Browser) -> None:
    for page in ("/you/", "/you/sessions/", "/you/passkeys/", "/you/second-factor/"):
        assert browser().get(page).headers["Location"] == f"/come-in/?next={page}"


def test_every_browser_is_shown_with_its_words(ingrid: Person, browser: Browser) -> None:
    come_in(browser(agent="Mozilla/5.0 (iPhone) Safari/604.1"), ingrid.email)
    here = browser(agent=FIREFOX)
    come_in(here, ingrid.email)
    page = here.get("/you/sessions/").content.decode()
    assert "You are signed in in 2 browsers" in page
    assert page.index("Firefox on Linux") < page.index("this one") < page.index("Safari on iPhone")


def test_one_browser_is_signed_out_from_another(ingrid: Person, browser: Browser) -> None:
    here, there = browser(ingrid), browser(ingrid)
    other = signed_in_browsers(ingrid, key=here.session.session_key or "")[1]
    here.post(f"/you/sessions/{other.id}/end/")
    assert here.get("/you/").status_code == 200
    assert there.get("/you/").status_code == 302
    assert AccessChange.objects.get().person == ingrid


def test_all_others_are_signed_out_at_once(ingrid: Person, browser: Browser) -> None:
    here, *others = [browser(ingrid) for _ in range(4)]
    here.post("/you/sessions/end-others/")
    assert here.get("/you/").status_code == 200
    assert [one.get("/you/").status_code for one in others] == [302, 302, 302]


def test_nobody_ends_the_session_of_another(ingrid: Person, ravi: Person, browser: Browser) -> None:
    hers = browser(ingrid)
    pk = Session.objects.get(person=ingrid).pk
    assert browser(ravi).post(f"/you/sessions/{pk}/end/").status_code == 404
    assert hers.get("/you/").status_code == 200
    assert not AccessChange.objects.exists()


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
)
def test_choosing_a_language_leads_nowhere_else(back: str, db: None) -> None:
    answer = Client().post("/come-in/language/", {"language": "qps", "next": back})
    assert answer.headers["Location"] == "/come-in/"


def test_a_language_that_is_not_spoken_here_is_not_remembered(db: None) -> None:
    answer = Client().post("/come-in/language/", {"language": "tlh"})
    assert not answer.cookies
