"""A server without anybody waits for its first person, and lets exactly one in."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from troth.foundation.web.clock import at, now
from troth.people.actions.start import NoLonger, begin, first_person_link, make_first_person_link
from troth.people.models import Person, StartLink
from troth.people.tests.conftest import Browser

pytestmark = pytest.mark.django_db
INGRID = {"name": "Ingrid", "email": "ingrid@lumen.example", "zone": "oslo"}


def link() -> str:
    """The path of a fresh link."""
    found = first_person_link("")
    assert found
    return found


def test_the_door_says_where_the_link_is_and_who_may_begin_later(browser: Browser) -> None:
    page = browser().get("/come-in/").content.decode()
    assert "stands in the terminal" in page
    assert "whoever is invited" in page


def test_the_link_makes_the_first_person_who_runs_the_server(browser: Browser) -> None:
    client, way = browser(), link()
    assert "You are the first" in client.get(way).content.decode()
    assert client.post(way, INGRID).headers["Location"] == "/"
    ingrid = Person.objects.get()
    assert (ingrid.is_operator, ingrid.zone) == (True, "Europe/Oslo")
    # Fresh enough to add a passkey at once: without mail it may be the only way back.
    assert client.get("/you/passkeys/new/").status_code == 200


@pytest.mark.parametrize("leaves", [True, False])
def test_where_no_mail_leaves_the_way_back_is_named(
    leaves: bool, browser: Browser, settings: Settings
) -> None:
    settings.MAIL_LEAVES = leaves
    for way in (link(), "/come-in/"):
        if way == "/come-in/":
            Person.objects.create_user("tor@lumen.example", "Tor")
        assert ("MAIL_URL" in browser().get(way).content.decode()) is not leaves


def test_the_link_works_once(browser: Browser) -> None:
    way = link()
    browser().post(way, INGRID)
    again = browser().post(way, {**INGRID, "email": "tor@lumen.example"})
    assert again.status_code == 404
    assert "no longer works" in again.content.decode()
    assert Person.objects.count() == 1


def test_a_newer_link_ends_the_older_one(browser: Browser) -> None:
    older, newer = link(), link()
    assert browser().get(older).status_code == 404
    assert browser().get(newer).status_code == 200


def test_a_link_runs_out_after_a_day() -> None:
    token = make_first_person_link()
    assert token
    with at(now() + timedelta(hours=24, seconds=1)), pytest.raises(NoLonger):
        begin(token, name="Ingrid", email="ingrid@lumen.example", zone="")
    assert not Person.objects.exists()


def test_there_is_no_link_once_somebody_is_here(ingrid: Person) -> None:
    assert make_first_person_link() is None
    assert first_person_link("http://localhost:8000") is None


def test_a_link_from_before_is_useless_once_somebody_is_here(browser: Browser, db: None) -> None:
    way = link()
    Person.objects.create_user("tor@lumen.example", "Tor")
    assert browser().post(way, INGRID).status_code == 404


def test_the_token_is_long_and_only_its_hash_is_kept() -> None:
    token = make_first_person_link()
    assert token
    assert len(token) >= 22
    assert token not in str(StartLink.objects.values())


def test_a_guessed_link_opens_nothing(browser: Browser) -> None:
    link()
    assert browser().get("/start/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def test_guessing_links_is_slowed_down() -> None:
    answers = [Client().get("/start/wrong/").status_code for _ in range(32)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_what_is_missing_is_said_and_what_was_typed_stays(browser: Browser) -> None:
    way = link()
    page = browser().post(way, {"name": "", "email": "ingrid@", "zone": ""}).content.decode()
    assert "This is needed" in page
    assert 'value="ingrid@"' in page
    assert not Person.objects.exists()
