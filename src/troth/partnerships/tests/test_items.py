"""What pages of items at a table share: every row is reached once, and who may act is asked in one way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from troth.foundation.access.permissions import Permission
from troth.foundation.web.cursors import Page, cursor, page_of
from troth.foundation.web.ids import new_ulid
from troth.partnerships.models import Room, Seat
from troth.partnerships.requests import MemberRequest
from troth.partnerships.testing import Cast
from troth.partnerships.views.answers import status_of
from troth.partnerships.views.items import may, only_shared, two_parts
from troth.people.models import Person

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def people(db: None) -> list[str]:
    """Nine people, three of whom came in the same moment; the latest first, then by id."""
    rows = []
    for n in range(9):
        joined = MOMENT + timedelta(hours=0 if 3 <= n < 6 else n)
        one = Person.objects.create(email=f"p{n}@example.org", name=f"P{n}")
        Person.objects.filter(pk=one.pk).update(created_at=joined)
        rows.append((joined, one.pk))
    return [key for _joined, key in sorted(rows, reverse=True)]


def pages(most: int) -> list[Page[Person]]:
    """Every page, from one to the next."""
    found, before = [], ""
    while True:
        page = page_of(Person.objects.all(), by="created_at", before=before, most=most)
        found.append(page)
        before = page.older
        if not before:
            return found


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 8, 9, 10])
def test_every_row_is_reached_once_and_in_order(people: list[str], most: int) -> None:
    found = pages(most)
    assert [one.pk for page in found for one in page.rows] == people
    assert all(len(page.rows) == most for page in found[:-1])
    assert len(found) == -(-len(people) // most)


def test_only_the_first_page_is_no_earlier_one(people: list[str]) -> None:
    assert [page.is_earlier for page in pages(4)] == [False, True, True]


def test_a_cursor_nobody_gave_out_begins_at_the_start(people: list[str]) -> None:
    page = page_of(Person.objects.all(), by="created_at", before="x", most=4)
    assert [one.pk for one in page.rows] == people[:4]
    assert not page.is_earlier


def test_rows_that_came_meanwhile_move_nothing_to_another_page(people: list[str]) -> None:
    first = page_of(Person.objects.all(), by="created_at", before="", most=4)
    Person.objects.create(email="new@example.org", name="New")
    second = page_of(Person.objects.all(), by="created_at", before=first.older, most=4)
    assert [one.pk for one in second.rows] == people[4:8]


def test_a_cursor_whose_row_is_gone_goes_on_where_it_stood(people: list[str]) -> None:
    first = page_of(Person.objects.all(), by="created_at", before="", most=4)
    Person.objects.filter(pk=people[3]).delete()
    second = page_of(Person.objects.all(), by="created_at", before=first.older, most=4)
    assert [one.pk for one in second.rows] == people[4:8]


# ------------------------------------------------------------------------------ at a table


def asked(seat: Seat, room: Room, *, before: str = "") -> MemberRequest:
    """A request as the gate lets it through."""
    request = MemberRequest()
    request.seat, request.room, request.partnership = seat, room, seat.partnership
    request.GET = RequestFactory().get("/", {"before": before}).GET
    return request


def test_the_shared_room_is_read_by_all_and_no_other(cast: Cast) -> None:
    only_shared(asked(cast.ingrid, cast.shared))
    with pytest.raises(Http404):
        only_shared(asked(cast.ingrid, cast.lumen_side))


def test_whoever_sits_for_an_organisation_may_while_the_table_is_open(cast: Cast) -> None:
    assert may(asked(cast.ingrid, cast.shared), Permission.SLIP_OWN)
    cast.ingrid.partnership.phase = "closed"
    assert not may(asked(cast.ingrid, cast.shared), Permission.SLIP_OWN)


@pytest.mark.parametrize("who", ["facilitator", "guest"])
def test_whoever_sits_for_nobody_or_may_not_is_offered_nothing(cast: Cast, who: str) -> None:
    assert not may(asked(getattr(cast, who), cast.shared), Permission.SLIP_OWN)


def shown(_request: HttpRequest, one: Person) -> str:
    return one.name


def going(_room: Room) -> list[Person]:
    return [Person(name="Going")]


def over(page: Page[Person]) -> Callable[..., Page[Person]]:
    """The same page, whatever is asked for; the cursor is said again."""

    def find(_room: Room, /, *, before: str) -> Page[Person]:
        return Page(page.rows, page.older, is_earlier=bool(before))

    return find


def test_what_goes_on_stands_on_the_first_page_alone(cast: Cast) -> None:
    page = over(Page([Person(name="Over")]))
    first = two_parts(asked(cast.ingrid, cast.shared), shown, going=going, over=page)
    assert (first["going"], first["over"], first["earlier"]) == (["Going"], ["Over"], False)
    later = asked(cast.ingrid, cast.shared, before="x")
    second = two_parts(later, shown, going=going, over=page)
    assert (second["going"], second["over"], second["earlier"]) == ([], ["Over"], True)


def test_a_page_leads_on_only_where_there_is_more(cast: Cast) -> None:
    request = asked(cast.ingrid, cast.shared)
    last, more = Page[Person]([]), Page[Person]([], cursor(MOMENT, new_ulid()))
    assert two_parts(request, shown, going=going, over=over(last))["older"] == ""
    assert two_parts(request, shown, going=going, over=over(more))["older"] == more.older_url


class Said:
    """A refusal of some noun."""

    def __init__(self, *, is_for_others: bool) -> None:
        self.is_for_others = is_for_others


def test_a_refusal_says_whether_somebody_else_could_or_nobody_can_now() -> None:
    assert status_of(Said(is_for_others=True)) == 403
    assert status_of(Said(is_for_others=False)) == 409
