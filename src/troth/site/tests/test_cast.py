"""Who can be sat down as: both sides of the first table, and whoever else sits at the one at sea."""

import pytest

from troth.partnerships.models import Partnership
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.site.example.cast import cast_tables

pytestmark = pytest.mark.django_db


def names(*, of: int) -> list[list[str]]:
    return [[person.name for person in side.people] for side in cast_tables()[of].sides]


def test_everybody_stands_once_under_their_side(cast: Cast) -> None:
    neighbour = cast.neighbour
    Partnership.objects.filter(pk=neighbour.partnership_id).update(slug="north-sea-buoys")
    Person.objects.update(is_example=True)
    assert names(of=0) == [["Ingrid"], ["Ravi"]]
    at_sea = [name for side in names(of=1) for name in side]
    assert neighbour.person.name in at_sea
    assert not {"Ingrid", "Ravi"} & set(at_sea)


def test_without_a_second_table_there_is_one(cast: Cast) -> None:
    Person.objects.update(is_example=True)
    assert len(cast_tables()) == 1


def test_real_people_are_never_in_it(cast: Cast) -> None:
    assert cast.ingrid.person.is_example is False
    assert cast_tables() == ()
