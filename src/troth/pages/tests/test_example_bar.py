"""The bar of an example: as whom one sees the page, and what the other side sees; nowhere else."""

import re
from collections.abc import Sequence

import pytest
from django.test import Client
from pytest_django import Settings

from troth.conftest import Visit
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.people.queries import cast as people_cast
from troth.people.queries.cast import CastSide, CastTable

pytestmark = pytest.mark.django_db


@pytest.fixture
def example(settings: Settings, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """An example server with Ingrid and Ravi as its people."""
    settings.EXAMPLE = True
    people = [cast.ingrid.person, cast.ravi.person]
    Person.objects.filter(pk__in=[one.pk for one in people]).update(is_example=True)
    monkeypatch.setattr(people_cast, "_tellers", [lambda: [table(people)]])
    return cast


def table(people: Sequence[Person]) -> CastTable:
    sides = tuple(
        CastSide(name=name, letters=name[0], colour=n, people=(person,))
        for n, (name, person) in enumerate(zip(("Lumen", "Tern Logistics"), people, strict=True), 1)
    )
    return CastTable(about="Two companies.", sides=sides)


def words(client: Client, path: str = "/", host: str = "localhost:8000") -> str:
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_it_says_who_one_is_and_offers_to_be_somebody_else(example: Cast, visit: Visit) -> None:
    page = words(visit(example.ingrid))
    assert "you are <b>Ingrid</b> of Lumen" in page
    assert f"/example/sit/{example.ravi.person_id}/" in page
    assert "Start your own beside it" in page
    assert "Mail of this example" in page


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("localhost:8000", "http://tern-logistics.localhost:8000/"),
        ("lumen.localhost:8000", "http://tern-logistics.localhost:8000/"),
        ("localhost", "http://tern-logistics.localhost/"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
    ],
)
def test_what_the_other_side_sees_is_the_same_page_in_their_window(
    example: Cast, visit: Visit, host: str, place: str
) -> None:
    page = words(visit(example.ingrid), "/p/lumen-kaveri/commitments/", host)
    link = re.search(r'href="([^"]+)" target="_blank"', page)
    assert link is not None
    assert link[1].startswith(place)
    assert link[1].endswith("?next=/p/lumen-kaveri/commitments/")


def test_who_is_not_of_the_example_sees_no_bar(example: Cast, visit: Visit) -> None:
    assert "example-bar" not in words(visit(example.tor))


def test_outside_an_example_nobody_sees_it(example: Cast, visit: Visit, settings: Settings) -> None:
    settings.EXAMPLE = False
    page = words(visit(example.ingrid))
    assert "example-bar" not in page
    assert "Mail of this example" not in page


def test_one_whom_no_side_lists_is_only_named(
    example: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_cast, "_tellers", [])
    page = words(visit(example.ingrid))
    assert "you are <b>Ingrid</b>" in page
