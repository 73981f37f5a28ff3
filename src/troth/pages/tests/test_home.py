"""The first page: what waits, the oldest first, and then peace."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Waiting
from troth.pages.views.home import line, sentence
from troth.partnerships.models import Partnership, Party, Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db


def words(client: Client, path: str = "/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def promise(cast: Cast, what: str = "A report", *, ago: int = 0) -> Commitment:
    with clock.at(now() - timedelta(days=ago)):
        said = Promise(
            deliverable=what, due=now() + timedelta(days=20), zone="UTC", receiver=cast.lumen
        )
        return actions.propose(said, room=cast.shared, by=cast.ravi)


@pytest.mark.parametrize(
    ("hour", "bergen", "bengaluru"),
    [
        (4, "morning", "morning"),
        (7, "morning", "afternoon"),
        (13, "afternoon", "evening"),
        (23, "evening", "morning"),
    ],
)
def test_the_greeting_goes_by_the_persons_own_clock(
    cast: Cast, visit: Visit, hour: int, bergen: str, bengaluru: str
) -> None:
    with clock.at(datetime(2031, 1, 15, hour, 0, tzinfo=UTC)):
        assert f"Good {bergen}, Ingrid." in words(visit(cast.ingrid))
        assert f"Good {bengaluru}, Ravi." in words(visit(cast.ravi))


def test_day_and_time_are_the_persons_own(cast: Cast, visit: Visit) -> None:
    with clock.at(datetime(2031, 1, 15, 20, 0, tzinfo=UTC)):
        assert "Wednesday 15 January 2031 · 21:00 Bergen" in words(visit(cast.ingrid))
        assert "Thursday 16 January 2031 · 01:30 Bengaluru" in words(visit(cast.ravi))


def test_nothing_waits_and_the_page_says_so(cast: Cast, visit: Visit) -> None:
    page = words(visit(cast.ravi))
    assert "Nothing waits for you." in page
    assert "Read and accept" not in page


def test_what_waits_stands_there_the_oldest_first_and_ends(cast: Cast, visit: Visit) -> None:
    promise(cast, "The newer one", ago=1)
    promise(cast, "The older one", ago=3)
    page = words(visit(cast.ingrid))
    assert page.index("The older one") < page.index("The newer one") < page.index("That is all.")
    assert "2 things wait for you, in one partnership. The oldest has waited 3 days." in page


def test_one_button_alone_is_the_first_thing_to_do(cast: Cast, visit: Visit) -> None:
    for ago in (1, 2, 3):
        promise(cast, f"Number {ago}", ago=ago)
    page = words(visit(cast.ingrid)).partition('id="home"')[2].partition("<footer")[0]
    assert page.count("btn-primary") == 1


def test_a_newcomer_without_a_table_is_told_what_to_do(cast: Cast, visit: Visit) -> None:
    page = words(visit(cast.stranger))
    assert "You do not sit at a table yet." in page
    assert "Propose a partnership" in page


def test_tables_are_named_with_whom_one_sits_there(cast: Cast, visit: Visit) -> None:
    page = words(visit(cast.ingrid))
    assert "with Kaveri Analytics" in page
    assert "Delta" not in page


def test_a_table_one_has_left_is_not_there(cast: Cast, visit: Visit) -> None:
    assert "lumen-kaveri" not in words(visit(cast.ex_member))
    assert "lumen-kaveri" not in words(visit(cast.ex_guest))


def waits(days: float, partnership: str = "One") -> Waiting:
    return Waiting(
        since=now() - timedelta(days=days),
        sentence="Something",
        why="",
        url="/",
        act="Look",
        partnership=partnership,
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "Nothing waits for you."),
        ([waits(0.1)], "One thing waits for you, in one partnership."),
        ([waits(1.1)], "One thing waits for you, in one partnership. The oldest has waited a day."),
        (
            [waits(5), waits(1, "Other")],
            "2 things wait for you, in 2 partnerships. The oldest has waited 5 days.",
        ),
    ],
)
def test_the_whole_page_is_in_one_or_two_sentences(lines: list[Waiting], said: str) -> None:
    assert sentence(lines) == said


def test_many_organisations_are_three_and_a_number() -> None:
    parties = [Party(name=f"House {n}") for n in range(6)]
    seat = Seat(partnership=Partnership(name="T"), party=parties[0])
    found = line(seat, parties)
    assert found.others == "House 1, House 2, House 3 and 2 more"
    assert found.parties[0] is parties[0]


@pytest.mark.parametrize("path", ["/", "/inbox/"])
def test_nobody_comes_here_without_signing_in(cast: Cast, visit: Visit, path: str) -> None:
    answer = visit(None).get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/come-in/")


def test_a_name_people_wrote_cannot_break_the_page(cast: Cast, visit: Visit) -> None:
    person = cast.ingrid.person
    Person.objects.filter(pk=person.pk).update(name="<script>alert(1)</script> X")
    page = words(visit(Person.objects.get(pk=person.pk)))
    assert "<script>alert" not in page
