"""At a table of seven no pair is left out of the review: page by page, and all of them on one sheet."""

import re
from itertools import combinations

import pypdfium2
import pytest
from django.db import transaction
from django.test import Client, RequestFactory

from troth.conftest import Visit
from troth.foundation.kernel.roles import Role
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.partnerships.actions.sitting import take_seat
from troth.partnerships.models import Partnership, Party, Seat
from troth.partnerships.testing import DELTA, HARBOUR, KAVERI, LUMEN, party_of, person, sit_down
from troth.trust.rules.quarters import Quarter
from troth.trust.tests.conftest import DAY
from troth.trust.views import review
from troth.trust.views.pairs import PAIRS_SHOWN, Part, asked
from troth.trust.views.review import PAIRS_PRINTED

pages = [pytest.mark.django_db, pytest.mark.slow]
NAMES = ["Aurora", "Boreal", "Corvus", "Delta", "Harbour", "Kaveri", "Lumen"]
ALL = [f"{one} and {other}" for one, other in combinations(NAMES, 2)]
HOUSES = ["Aurora", "Boreal", "Corvus", *(one.name for one in (DELTA, HARBOUR, KAVERI, LUMEN))]
IN_FULL = [
    f"Trust between {one} and {other}, both directions" for one, other in combinations(HOUSES, 2)
]


@pytest.fixture
def seven(db: None) -> list[Seat]:
    """Seven organisations at a table that has stood for a year."""
    seats = sit_down(slug="seven", name="Seven", first=LUMEN, others=(KAVERI, DELTA, HARBOUR))
    table = seats[0].partnership
    for name in ("Aurora", "Boreal", "Corvus"):
        Party.objects.create(partnership=table, name=name, standing="joined", joined_at=now())
    Partnership.objects.filter(pk=table.pk).update(opened_at=now() - 370 * DAY)
    return seats


@pytest.fixture
def neutral(seven: list[Seat], visit: Visit) -> Client:
    """The browser of a facilitator, who reads every pair."""
    with transaction.atomic():
        seat = take_seat(
            seven[0].partnership,
            person("Farah"),
            role=Role.FACILITATOR,
            invited_by=party_of(seven[0]),
        )
    return visit(seat)


def path(tail: str = "") -> str:
    return f"/p/seven/trust/review/{Quarter.of(now()).before.name}/{tail}"


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return re.sub(r"\s+", " ", answer.content.decode())


def titles(page: str) -> list[str]:
    return re.findall(r'<section class="review-pair"><h2>([^<]+)</h2>', page)


def walked(client: Client, url: str) -> list[list[str]]:
    """The pairs of each page, from one to the next by the link that leads on."""
    found = []
    for _ in range(9):
        page = read(client, url)
        found.append(titles(page))
        further = re.search(r'href="(\?pairs=\d+)"', page)
        if not further:
            return found
        url = path() + further[1]
    raise AssertionError("the pages have no end")


def printed(client: Client, tail: str = "pdf/") -> str:
    answer = client.get(path(tail))
    assert answer.status_code == 200
    document = pypdfium2.PdfDocument(answer.content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", " ", text)


class TestPages:
    """What is read on the screen and on paper."""

    pytestmark = pages

    def test_somebody_neutral_reaches_every_pair_and_none_twice(self, neutral: Client) -> None:
        found = walked(neutral, path())
        assert [len(one) for one in found] == [10, 10, 1]
        assert [title for one in found for title in one] == ALL

    def test_a_side_reads_its_own_six_on_one_page(self, seven: list[Seat], visit: Visit) -> None:
        (found,) = walked(visit(seven[0]), path())
        assert found == [f"Lumen and {other}" for other in NAMES[:-1]]

    def test_the_last_page_names_its_one_pair_as_the_others_do(self, neutral: Client) -> None:
        page = read(neutral, path("?pairs=20"))
        assert titles(page) == ["Kaveri and Lumen"]
        assert "More pairs" not in page
        assert "To talk about" in page

    @pytest.mark.parametrize("said", ["21", "999", "-1", "x", "1e1", "٣٠", "9" * 12, ""])
    def test_an_address_that_leads_nowhere_begins_anew(self, neutral: Client, said: str) -> None:
        assert titles(read(neutral, path(f"?pairs={said}"))) == ALL[:PAIRS_SHOWN]

    def test_ten_pairs_ask_no_more_questions_than_one(self, neutral: Client) -> None:
        assert statements(neutral, path()) == statements(neutral, path("?pairs=20"))

    def test_the_sheet_holds_them_all_with_their_names(self, neutral: Client) -> None:
        text = printed(neutral)
        assert [text.count(title) for title in IN_FULL] == [1] * len(ALL)
        assert "This sheet holds" not in text

    def test_a_sheet_that_cannot_hold_them_says_which_it_holds(
        self, neutral: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(review, "PAIRS_PRINTED", 20)
        text = printed(neutral)
        assert "This sheet holds the pairs 1 to 20 of 21." in text
        assert IN_FULL[-1] not in text
        rest = printed(neutral, "pdf/?pairs=20")
        assert "This sheet holds the pairs 21 to 21 of 21." in rest
        assert [title for title in IN_FULL if title in rest] == IN_FULL[-1:]

    def test_every_page_leads_to_the_sheet_that_holds_its_pairs(
        self, neutral: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(review, "PAIRS_PRINTED", 20)
        for first, sheet in ((0, "pdf/"), (10, "pdf/"), (20, "pdf/?pairs=20")):
            assert f'href="{path(sheet)}"' in read(neutral, path(f"?pairs={first}"))

    def test_the_overview_claims_nothing_of_the_pairs_it_leaves_out(
        self, neutral: Client, seven: list[Seat], visit: Visit
    ) -> None:
        whole, cut = read(visit(seven[0]), "/p/seven/"), read(neutral, "/p/seven/")
        assert "Not enough yet: five finished promises bring the first reading." in whole
        assert "Not enough yet" not in cut
        for page in (whole, cut):
            assert 'href="/p/seven/trust/">How far each can reach</a>' in page

    def test_two_sheets_have_two_names(self, neutral: Client) -> None:
        whole, later = (
            neutral.get(path(tail))["Content-Disposition"] for tail in ("pdf/", "pdf/?pairs=20")
        )
        name = f"seven-{Quarter.of(now()).before.name}"
        assert (whole, later) == (
            f'inline; filename="{name}.pdf"',
            f'inline; filename="{name}-21.pdf"',
        )


COUPLES = [(Party(), Party()) for _ in range(23)]


def of(first: int, most: int, count: int = len(COUPLES)) -> Part:
    """A part of so many made-up pairs."""
    shown = COUPLES[first : min(first + most, count)]
    return Part(couples=shown, first=first, of_all=count)


@pytest.mark.parametrize(
    ("first", "most", "count", "further"),
    [
        (0, 10, 23, "?pairs=10"),
        (10, 10, 23, "?pairs=20"),
        (20, 10, 23, ""),
        (13, 10, 23, ""),
        (0, 10, 10, ""),
        (0, 10, 11, "?pairs=10"),
        (0, 10, 0, ""),
    ],
)
def test_a_part_leads_on_while_pairs_are_left(
    first: int, most: int, count: int, further: str
) -> None:
    assert of(first, most, count).more_url == further


def test_only_a_part_with_everything_is_all() -> None:
    assert of(0, 30).is_all
    assert not of(0, 22).is_all
    assert not of(20, 10).is_all


def test_one_pair_on_the_last_of_many_pages_is_not_the_only_one() -> None:
    assert of(0, 10, 1).is_only_one
    assert not of(22, 10).is_only_one


def test_a_sheet_begins_where_a_page_begins() -> None:
    assert PAIRS_PRINTED % PAIRS_SHOWN == 0


def test_a_sheet_holds_every_pair_of_a_table_of_ten() -> None:
    assert len(list(combinations(range(10), 2))) <= PAIRS_PRINTED


@pytest.mark.parametrize(
    ("said", "first"), [("7", 7), ("0", 0), ("1234567", 1234567), ("12345678", 0), ("²", 0)]
)
def test_where_a_list_begins_is_a_figure_of_seven_digits_at_most(said: str, first: int) -> None:
    request = RequestFactory().get("/", {"pairs": said})
    assert asked(request, "pairs") == first
    assert asked(request, "start") == 0
