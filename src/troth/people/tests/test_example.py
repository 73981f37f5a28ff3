"""On an example server one sits down as anybody of the cast; on no other, and as nobody else."""

import pytest
from django.core import signing
from django.test import Client
from pytest_django import Settings

from troth.people.entry import EXAMPLE_SALT, example_path
from troth.people.models import Person, Session
from troth.people.queries import cast
from troth.people.queries.cast import CastSide, CastTable
from troth.people.tests.conftest import Browser


@pytest.fixture
def example(settings: Settings) -> None:
    """The server shows the example."""
    settings.EXAMPLE = True


@pytest.fixture
def actor(ingrid: Person) -> Person:
    """Ingrid of the example."""
    ingrid.is_example = True
    ingrid.title = "partnership lead"
    ingrid.save()
    return ingrid


def test_the_door_shows_the_cast_and_a_press_sits_down(
    example: None, actor: Person, browser: Browser
) -> None:
    client = browser()
    page = client.get("/come-in/").content.decode()
    assert "Sit down as one of them" in page
    assert "partnership lead" in page
    assert client.post(f"/example/sit/{actor.id}/").headers["Location"] == "/"
    assert Session.objects.get().person == actor


def test_the_cast_stands_under_its_organisations(
    example: None, actor: Person, ravi: Person, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    lumen = CastSide(name="Lumen", letters="L", colour=1, people=(actor,))
    kaveri = CastSide(name="Kaveri", letters="K", colour=2, people=(ravi,))
    monkeypatch.setattr(cast, "_tellers", [])
    cast.tell_cast(lambda: [CastTable(about="Two companies.", sides=(lumen, kaveri))])
    page = browser().get("/come-in/").content.decode()
    assert page.index("Two companies.") < page.index("Lumen") < page.index("Kaveri")


def test_a_printed_link_sits_down_as_often_as_one_likes(
    example: None, actor: Person, browser: Browser
) -> None:
    for _ in range(2):
        client = browser()
        assert client.get(example_path(actor)).headers["Location"] == "/"
        assert client.get("/you/").status_code == 200


def test_two_host_names_are_two_people(
    example: None, actor: Person, ravi: Person, browser: Browser
) -> None:
    Person.objects.update(is_example=True)
    client = browser()
    client.get(example_path(actor), headers={"host": "lumen.localhost"})
    assert not client.cookies["troth"]["domain"]


@pytest.mark.parametrize("real", [True, False])
def test_nobody_real_can_be_sat_down_as(
    real: bool, settings: Settings, ingrid: Person, browser: Browser
) -> None:
    settings.EXAMPLE = real
    ingrid.is_example = not real
    ingrid.save()
    assert browser().post(f"/example/sit/{ingrid.id}/").status_code == 404
    assert browser().get(example_path(ingrid)).status_code == 404
    assert not Session.objects.exists()


def test_a_link_that_somebody_made_up_opens_nothing(
    example: None, actor: Person, browser: Browser
) -> None:
    forged = signing.dumps(actor.id, salt=EXAMPLE_SALT, key="another key")
    for token in (forged, actor.id, "x"):
        assert browser().get(f"/example/enter/{token}/").status_code == 404


def test_sitting_down_needs_a_press_and_its_token(example: None, actor: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(f"/example/sit/{actor.id}/").status_code == 405
    assert strict.post(f"/example/sit/{actor.id}/").status_code == 403


def test_one_can_start_something_of_ones_own_beside_it(
    example: None, actor: Person, browser: Browser
) -> None:
    client = browser()
    assert client.get("/come-in/beside/").status_code == 200
    form = {"name": "Wanda", "email": "wanda@harbour.example", "zone": "Warsaw"}
    assert client.post("/come-in/beside/", form).headers["Location"] == "/p/new/"
    wanda = Person.objects.get(name="Wanda")
    assert not wanda.is_example
    assert Session.objects.filter(person=wanda).count() == 1


def test_beside_the_example_nobody_becomes_somebody_else(
    example: None, actor: Person, browser: Browser
) -> None:
    form = {"name": "Other", "email": actor.email, "zone": ""}
    assert browser().post("/come-in/beside/", form).headers["Location"] == "/come-in/"
    assert not Session.objects.exists()


def test_without_the_example_there_is_no_beside(ingrid: Person, browser: Browser) -> None:
    form = {"name": "Wanda", "email": "wanda@harbour.example", "zone": ""}
    assert browser().post("/come-in/beside/", form).headers["Location"] == "/come-in/"
    assert Person.objects.count() == 1
