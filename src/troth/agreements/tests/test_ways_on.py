"""Agreement pages lead on: to reading what changed, to signing, and say who is waited for."""

import pytest

from troth.agreements import actions
from troth.agreements.models import Agreement
from troth.conftest import Visit
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
LIST = "/p/lumen-kaveri/agreements/"


@pytest.fixture
def changed(cast: Cast) -> Agreement:
    """Both signed the first version; Ravi wrote and signed a second."""
    one = actions.draft(
        title="When we meet", text="Every Thursday.", room=cast.shared, by=cast.ravi
    )
    for seat in (cast.ravi, cast.ingrid):
        actions.sign(one, version=1, by=seat)
    actions.revise(one, text="Every Friday.", why="Thursdays are full.", seen=1, by=cast.ravi)
    actions.sign(one, version=2, by=cast.ravi)
    return one


def read(visit: Visit, who: object, path: str = "") -> str:
    answer = visit(who).get(f"{LIST}{path}")  # type: ignore[arg-type]  # a seat
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_waits_for_us_has_its_button_in_the_list(
    cast: Cast, visit: Visit, changed: Agreement
) -> None:
    assert "Read and sign" in read(visit, cast.ingrid)
    assert "Read and sign" not in read(visit, cast.ravi)


def test_the_page_says_who_is_waited_for_and_leads_to_what_changed(
    cast: Cast, visit: Visit, changed: Agreement
) -> None:
    page = read(visit, cast.ravi, f"{changed.id}/")
    assert "Version 2 waits for Lumen. Version 1 was signed by all." in page
    assert f"{LIST}{changed.id}/versions/2/" in page


def test_what_changed_leads_on_to_signing_for_those_who_can(
    cast: Cast, visit: Visit, changed: Agreement
) -> None:
    path = f"{changed.id}/versions/2/"
    assert "Read the whole, and sign" in read(visit, cast.ingrid, path)
    assert "Read the whole, and sign" not in read(visit, cast.ravi, path)
    assert "Read the whole, and sign" not in read(visit, cast.ingrid, f"{changed.id}/versions/1/")


def test_the_own_room_speaks_of_the_own_side(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ingrid).get("/p/lumen-kaveri/side/agreements/").content.decode()
    assert "you both" not in page
