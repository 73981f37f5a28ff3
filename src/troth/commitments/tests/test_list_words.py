"""Lists of promises: short on the overview, with both sides named where they stand mixed."""

from collections.abc import Callable

import pytest
from django.test import Client

from troth.commitments import actions
from troth.commitments.tests.conftest import Make
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
TABLE = "/p/lumen-kaveri/"


def read(visit: Visit, cast: Cast, path: str = "") -> str:
    answer = visit(cast.ingrid).get(f"{TABLE}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_overview_counts_what_has_finished_and_does_not_list_it(
    cast: Cast, visit: Visit, delivered: Make
) -> None:
    one = actions.confirm(delivered(), by=cast.ingrid)
    for path in ("", "commitments/board/?brief=yes"):
        page = read(visit, cast, path)
        assert "1 kept" in page
        assert one.id not in page
    assert one.id in read(visit, cast, "commitments/")


def test_a_list_of_both_sides_says_who_promised_whom(
    cast: Cast, visit: Visit, delivered: Make
) -> None:
    actions.confirm(delivered(), by=cast.ingrid)
    assert "Kaveri to Lumen" in read(visit, cast, "commitments/finished/")


def test_an_own_room_with_nothing_in_it_says_what_it_is_for(cast: Cast, visit: Visit) -> None:
    page = read(visit, cast, "side/commitments/")
    assert "Nothing is being prepared." in page
    assert "No promises yet." not in page


def test_where_nothing_is_open_that_is_said_once(cast: Cast, visit: Visit, delivered: Make) -> None:
    actions.confirm(delivered(), by=cast.ingrid)
    page = read(visit, cast, "commitments/")
    assert page.count("Nothing is open.") == 1
    assert "Nothing open." not in page
