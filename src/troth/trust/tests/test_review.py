"""The review of a quarter: it prepares itself, says what was known then, and is read on a page and on paper."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pypdfium2
import pytest
from django.test import Client
from django.utils import translation

from troth.commitments.actions import deliver
from troth.foundation.facts.fact import CLOCK, Fact
from troth.foundation.facts.trust import ReviewPrepared
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Names
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Partnership, Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.trust import clock as trust_clock
from troth.trust.clasp.key import key
from troth.trust.models import Review
from troth.trust.queries.readings import Readings
from troth.trust.rules.quarters import Quarter
from troth.trust.telling import tell
from troth.trust.tests.conftest import DAY, Make
from troth.trust.tests.test_evidence import follow

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Visit = Callable[[Person | Seat | None], Client]
REVIEWS = "/p/lumen-kaveri/trust/review/"


@pytest.fixture
def old(cast: Cast) -> Partnership:
    """A table that opened three hundred days ago."""
    found: Partnership = cast.shared.partnership
    Partnership.objects.filter(pk=found.pk).update(opened_at=now() - 300 * DAY)
    found.refresh_from_db()
    return found


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return re.sub(r"\s+", " ", answer.content.decode())


def newest(cast: Cast) -> Fact:
    """The last fact of the shared room."""
    ((_place, fact),) = facts_at(cast.shared.id, [head(cast.shared.id) - 1])
    assert fact is not None
    return fact


def last() -> Quarter:
    """The last whole quarter."""
    return Quarter.of(now()).before


@pytest.mark.usefixtures("old")
def test_it_is_prepared_once_when_the_quarter_is_over(cast: Cast) -> None:
    assert trust_clock.due(now()) == 1
    assert trust_clock.due(now()) == 0
    one = Review.objects.in_rooms([cast.shared.id]).get()
    assert (one.year, one.number) == (last().year, last().number)
    fact = newest(cast)
    assert isinstance(fact, ReviewPrepared)
    assert (fact.by, fact.review, fact.year, fact.quarter) == (
        CLOCK,
        one.id,
        one.year,
        one.number,
    )


def test_a_table_that_saw_little_of_the_quarter_has_none(old: Partnership) -> None:
    Partnership.objects.filter(pk=old.pk).update(opened_at=last().ends - 20 * DAY)
    assert trust_clock.due(now()) == 0


def test_a_closed_table_is_left_in_peace(old: Partnership) -> None:
    Partnership.objects.filter(pk=old.pk).update(phase="closed", closed_at=now())
    assert trust_clock.due(now()) == 0


@pytest.mark.usefixtures("old")
def test_everybody_at_the_table_is_told_where_to_read_it(cast: Cast) -> None:
    trust_clock.due(now())
    (told,) = tell([newest(cast)], Names({}, {}))
    assert "is ready; it is read in five minutes" in told.sentence
    assert (told.url_name, told.url_kwargs) == ("trust.review", {"quarter": last().name})


@pytest.mark.usefixtures("old")
def test_the_list_has_every_quarter_since_the_table_opened(cast: Cast, visit: Visit) -> None:
    page = words(visit(cast.ingrid), REVIEWS)
    named = re.findall(rf'href="{REVIEWS}(\d{{4}}-q\d)/"', page)
    assert named[0] == Quarter.of(now()).name
    assert named[-1] == Quarter.of(now() - 300 * DAY).name
    assert named == sorted(named, reverse=True)
    assert page.count("so far") == 1


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("name", ["2026-q9", "now", "1999-q1", "2999-q1"])
def test_there_is_none_of_another_time(cast: Cast, visit: Visit, name: str) -> None:
    words(visit(cast.ingrid), f"{REVIEWS}{name}/", 404)
    words(visit(cast.ingrid), f"{REVIEWS}{name}/pdf/", 404)


@pytest.mark.usefixtures("old")
def test_it_says_what_was_known_when_the_quarter_ended_and_nothing_newer(
    cast: Cast, made: Make, finished: Make
) -> None:
    ended = last().ends
    ago = (now() - ended) / DAY
    for n in range(5):
        finished(ago + 60 - 8 * n)
    late = made(ago + 12)
    way = (cast.kaveri.id, cast.lumen.id)
    then = Readings(cast.shared, now=ended).direction(*way).reliability
    with clock.at(ended + 5 * DAY):
        deliver(late, by=cast.ravi)
    before = Readings(cast.shared, now=ended, is_past=True).direction(*way).reliability
    assert before == then
    assert [len(before.tally.kept), len(before.tally.late), len(before.tally.open)] == [5, 0, 1]
    today = Readings(cast.shared, now=now()).direction(*way).reliability
    assert len(today.tally.late) == 1


@pytest.mark.usefixtures("old", "past")
def test_the_page_says_what_each_side_did_and_what_really_changed(cast: Cast, visit: Visit) -> None:
    follow(cast.shared)
    page = words(visit(cast.ingrid), f"{REVIEWS}{last().name}/")
    assert "What Kaveri did in this time" in page
    assert re.search(r"[Kk]ept (a promise|\d+ promises)", page)
    assert "Nothing that can be told apart from chance." in page
    assert "To talk about" in page
    assert 'class="clasp' in page
    assert page.count(" id=") == len(set(re.findall(r' id="([^"]+)"', page)))


@pytest.mark.usefixtures("old", "past")
def test_this_quarter_is_read_as_it_stands_so_far(cast: Cast, visit: Visit) -> None:
    page = words(visit(cast.ingrid), f"{REVIEWS}{Quarter.of(now()).name}/")
    assert "So far; the quarter is not over." in page


def text_of(content: bytes) -> str:
    """What stands on the pages of a PDF."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.usefixtures("old", "past")
@pytest.mark.parametrize("which", ["review", "pair"])
def test_on_paper_stands_the_same(cast: Cast, visit: Visit, which: str) -> None:
    places = {
        "review": f"{REVIEWS}{Quarter.of(now()).name}/pdf/",
        "pair": f"/p/lumen-kaveri/trust/{cast.lumen.id}/{cast.kaveri.id}/pdf/",
    }
    answer = visit(cast.ingrid).get(places[which])
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF-")
    text = text_of(answer.content)
    page = words(visit(cast.ingrid), places[which].removesuffix("pdf/"))
    sentence = re.search(r"\d of 10 promises like these will be kept", page)
    assert sentence
    assert sentence[0] in re.sub(r"\s+", " ", text)
    assert "Worked out by the rule of version" in text
    explained = [str(sign["words"]) for sign in key(1) if str(sign["words"]) in page]
    assert len(explained) >= 3
    assert [said for said in explained if said not in re.sub(r"\s+", " ", text)] == []


@pytest.mark.usefixtures("old", "past")
def test_on_paper_what_people_wrote_stays_words(cast: Cast, visit: Visit) -> None:
    odd = '#panic("x") *b* $x$ \\u{41} [' + "]"
    type(cast.kaveri).objects.filter(pk=cast.kaveri.pk).update(name=odd)
    Partnership.objects.filter(pk=cast.shared.partnership_id).update(name=f"A {odd}")
    answer = visit(cast.ingrid).get(f"/p/lumen-kaveri/trust/{cast.lumen.id}/{cast.kaveri.id}/pdf/")
    assert answer.status_code == 200
    assert '#panic("x") *b* $x$' in text_of(answer.content)


@pytest.mark.usefixtures("old", "past")
@pytest.mark.parametrize("name", ["Clean water \N{EARTH GLOBE EUROPE-AFRICA}", "净水", "स्वच्छ जल"])
def test_a_name_in_letters_that_our_faces_lack_is_printed_all_the_same(
    cast: Cast, visit: Visit, name: str
) -> None:
    Partnership.objects.filter(pk=cast.shared.partnership_id).update(name=name)
    answer = visit(cast.ingrid).get(f"{REVIEWS}{last().name}/pdf/")
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.usefixtures("old", "past")
def test_it_is_set_from_the_right_where_one_reads_from_the_right(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    with translation.override("ar"):
        answer = client.get(f"{REVIEWS}{last().name}/pdf/", headers={"accept-language": "ar"})
    assert answer.content.startswith(b"%PDF-")


def test_guests_and_strangers_find_no_review(cast: Cast, visit: Visit) -> None:
    for one in (cast.guest, cast.stranger, None):
        answer = visit(one).get(REVIEWS)
        assert answer.status_code in {302, 403, 404}


def test_it_speaks_of_utc_quarters() -> None:
    assert Quarter.of(datetime(2026, 10, 1, tzinfo=UTC)).name == "2026-q4"
