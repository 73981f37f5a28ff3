"""What guests and helpers read of a goal: what all have signed, and whose names stand under it."""

from datetime import date

import pytest

from troth.conftest import Visit
from troth.goals import actions
from troth.goals.models import Goal
from troth.goals.testing import fresh
from troth.goals.tests.conftest import both_sign, change
from troth.goals.tests.test_pages import GOALS, read
from troth.partnerships.models import Party
from troth.partnerships.models.seats import Standing
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def signatures(page: str) -> str:
    """The list of signatures alone, as one line of words."""
    part = page.partition(">Signatures</h2>")[2].partition("</ul>")[0]
    return " ".join(part.split())


def newcomer(cast: Cast) -> Party:
    """A third organisation that sat down after the others had signed."""
    made: Party = Party.objects.create(
        partnership=cast.table, name="Delta Freight", standing=Standing.JOINED
    )
    return made


def test_a_guest_reads_who_signed_the_version_in_force(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    for seat in (cast.guest, cast.contributor, cast.facilitator):
        said = signatures(read(visit(seat), f"{agreed.id}/"))
        assert said.count("signed version 1") == 2
        assert "Lumen Sensors" in said
        assert "Kaveri Analytics" in said


def test_whoever_sat_down_later_is_not_said_to_have_signed(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    newcomer(cast)
    said = signatures(read(visit(cast.guest), f"{agreed.id}/"))
    assert "Delta Freight" not in said
    assert said.count("signed version") == 2
    inside = signatures(read(visit(cast.tor), f"{agreed.id}/"))
    assert "Delta Freight" in inside
    assert "has not signed yet" in inside


def test_whoever_has_left_is_still_read_under_what_they_signed(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    guest = visit(cast.guest)
    Party.objects.filter(pk=cast.kaveri.pk).update(standing=Standing.LEFT)
    said = signatures(read(guest, f"{agreed.id}/"))
    assert "Kaveri Analytics" in said
    assert said.count("signed version 1") == 2


def test_a_change_that_is_proposed_alters_nothing_of_what_a_guest_reads(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    before = read(visit(cast.guest), f"{agreed.id}/").partition("<main")[2]
    change(agreed, by=cast.ravi, why="Only between us.", words="Ten sensors.")
    actions.sign(fresh(agreed), version=2, by=cast.ravi)
    after = read(visit(cast.guest), f"{agreed.id}/").partition("<main")[2]
    for word in ("Ten sensors.", "Only between us.", "version 2", "Version 2", "stale"):
        assert word not in after
    assert signatures(after) == signatures(before)


def test_once_it_is_agreed_too_the_guest_reads_the_new_version_and_its_signatures(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    change(agreed, by=cast.ravi, words="Ten sensors.", by_when=date(2027, 4, 30))
    both_sign(cast, agreed)
    page = read(visit(cast.guest), f"{agreed.id}/")
    assert signatures(page).count("signed version 2") == 2
    assert "Ten sensors." in page
    assert "Friday 30 April 2027" in page


@pytest.mark.parametrize("path", ["change/", "obstacle/", "share/"])
def test_there_is_nothing_a_guest_or_helper_can_write(
    cast: Cast, visit: Visit, agreed: Goal, path: str
) -> None:
    for seat in (cast.guest, cast.contributor, cast.facilitator):
        assert visit(seat).get(f"{GOALS}{agreed.id}/{path}").status_code in {403, 404}
        assert visit(seat).post(f"{GOALS}{agreed.id}/{path}", {"why": "x"}).status_code in {
            403,
            404,
        }


@pytest.mark.parametrize("path", ["", "change/", "sign/", "take-back/", "obstacle/", "versions/1/"])
def test_to_those_outside_the_goal_is_not_there(
    cast: Cast, visit: Visit, agreed: Goal, path: str
) -> None:
    for who in (cast.stranger, cast.neighbour, cast.ex_member, cast.ex_guest):
        browser = visit(who)
        assert browser.get(f"{GOALS}{agreed.id}/{path}").status_code in {404, 405}
        assert browser.post(f"{GOALS}{agreed.id}/{path}", {"version": "1"}).status_code in {
            404,
            405,
        }
    assert "Beta" not in visit(cast.stranger).get(f"{GOALS}").content.decode()
