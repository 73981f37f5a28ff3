"""Lists of promises: short on the overview, with both sides named where they stand mixed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.actions.sharing import share
from troth.commitments.models import Commitment
from troth.commitments.tests.conftest import Make
from troth.foundation.web.clock import now
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


def prepared(cast: Cast) -> Commitment:
    due = now() + timedelta(days=5)
    said = Promise(deliverable="Budget", due=due, zone="Europe/Oslo", receiver=cast.kaveri, sure=80)
    return actions.propose(said, room=cast.lumen_side, by=cast.ingrid)


def test_in_the_own_room_nothing_is_promised_to_anybody_yet(cast: Cast, visit: Visit) -> None:
    one = prepared(cast)
    page = read(visit, cast, f"side/commitments/{one.id}/")
    assert "Being prepared" in page
    assert "Ingrid prepared it for" in page
    for words in ("waits for", "on both sides", "Ingrid promised", "counts in no figure"):
        assert words not in page
    assert "has not answered" not in read(visit, cast, "side/commitments/")


def test_what_was_shared_says_so_and_is_not_offered_again(cast: Cast, visit: Visit) -> None:
    one = prepared(cast)
    share(one, origin=cast.lumen_side, wider=cast.shared, by=cast.ingrid)
    page = read(visit, cast, f"side/commitments/{one.id}/")
    assert "You have shared this" in page
    assert f"{one.id}/share/" not in page


def test_a_withdrawn_promise_is_called_withdrawn(cast: Cast, visit: Visit, accepted: Make) -> None:
    one = actions.withdraw(accepted(), by=cast.ravi, reason="Another form.")
    page = read(visit, cast, f"commitments/{one.id}/")
    assert "withdrawn " in page
    assert "nothing came" not in page


def test_a_moment_that_has_passed_is_named_by_the_writers_own_place(
    cast: Cast, visit: Visit
) -> None:
    page = read(visit, cast, "commitments/reading/?line=photos+by+2020-01-01")
    assert "Wednesday 1 January 2020 17:00 Bergen has passed" in page


def test_where_nothing_is_open_that_is_said_once(cast: Cast, visit: Visit, delivered: Make) -> None:
    actions.confirm(delivered(), by=cast.ingrid)
    page = read(visit, cast, "commitments/")
    assert page.count("Nothing is open.") == 1
    assert "Nothing open." not in page
