"""How far each can reach: the page of the clasp, of a pair among many, and of each dimension."""

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from troth.commitments.models import Commitment
from troth.commitments.tests.files import many
from troth.foundation.kernel.roles import Role
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.partnerships.actions.sitting import take_seat
from troth.partnerships.models import Party, Seat
from troth.partnerships.testing import (
    DELTA,
    HARBOUR,
    KAVERI,
    LUMEN,
    Cast,
    party_of,
    person,
    sit_down,
)
from troth.people.models import Person
from troth.trust.counting import counts_for
from troth.trust.queries import hands
from troth.trust.queries.hands import hand
from troth.trust.rules.hands import Dimension, Estimate, Finger
from troth.trust.rules.turning.turns import TURNINGS
from troth.trust.tests.conftest import DAY
from troth.trust.tests.test_trust_pages import TRUST, board, bring, words
from troth.trust.views import picture

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
FOUR = [one for one in Dimension if one is not Dimension.RELIABILITY]


def here(cast: Cast, dimension: str = "") -> str:
    """Lumen about Kaveri."""
    tail = f"{dimension}/" if dimension else ""
    return f"{TRUST}{cast.lumen.id}/{cast.kaveri.id}/{tail}"


def test_the_reliability_finger_comes_from_the_promises(cast: Cast, past: list[Commitment]) -> None:
    found = hand(cast.shared, towards=cast.lumen, about=cast.kaveri, viewer=cast.ingrid, now=now())
    first, *rest = found.fingers
    assert (found.towards.id, found.about.id) == (cast.lumen.id, cast.kaveri.id)
    assert first.count == 9
    assert first.estimate is not None
    assert not first.old
    assert [(one.count, one.estimate) for one in rest] == [(0, None)] * 4


def test_a_hand_that_has_long_heard_nothing_says_so(cast: Cast, past: list[Commitment]) -> None:
    later = now() + 181 * DAY
    found = hand(cast.shared, towards=cast.lumen, about=cast.kaveri, viewer=cast.ingrid, now=later)
    assert found.fingers[0].old
    assert found.fingers[0].last is not None


def test_what_is_held_leaves_the_query_for_the_described_side_alone(
    cast: Cast, past: list[Commitment], monkeypatch: pytest.MonkeyPatch
) -> None:
    until = now() + DAY
    secret = Finger(
        dimension=Dimension.RELIABILITY,
        count=9,
        estimate=Estimate(low=1, mid=2, high=3),
        held_until=until,
    )
    monkeypatch.setattr(hands, "reliability", lambda *_found, **_more: secret)
    seen = {
        seat: hand(cast.shared, towards=cast.lumen, about=cast.kaveri, viewer=seat, now=now())
        for seat in (cast.ingrid, cast.ravi, cast.facilitator)
    }
    assert seen[cast.ravi].fingers[0] == secret
    for other in (cast.ingrid, cast.facilitator):
        assert seen[other].fingers[0] == Finger(
            dimension=Dimension.RELIABILITY, count=0, held_until=until
        )


def test_the_page_has_a_sentence_for_each_direction_the_picture_and_the_table(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    page = board(words(visit(cast.ingrid), TRUST))
    lumen, kaveri = page.index("Lumen about Kaveri</h2>"), page.index("Kaveri about Lumen</h2>")
    said = page.index("of 10 promises like these will be kept")
    assert lumen < said < kaveri < page.index('<svg class="clasp"') < page.index("<table")
    assert page.count('<svg class="clasp') == 2
    assert "No reading yet of truth, ability, open communication and care." in page
    assert '<th scope="colgroup" colspan="3">' in page
    assert page.count('<th scope="row">') == 5


def test_what_others_add_to_the_page_stands_there_once(cast: Cast, visit: Visit) -> None:
    page = board(words(visit(cast.ingrid), TRUST))
    titles = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    assert "Before assuming, ask" in titles
    assert len(titles) == len(set(titles))


def test_your_own_side_sits_at_the_near_edge(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    mine, theirs = (board(words(visit(who), TRUST)) for who in (cast.ingrid, cast.ravi))
    assert mine.index("Lumen about Kaveri</h2>") < mine.index("Kaveri about Lumen</h2>")
    assert theirs.index("Kaveri about Lumen</h2>") < theirs.index("Lumen about Kaveri</h2>")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both hands read 8 of 10 in everything."""
    estimate = Estimate(low=6, mid=8, high=9)
    found = tuple(Finger(dimension=one, count=9, estimate=estimate) for one in Dimension)
    monkeypatch.setattr(hands, "fingers", lambda *_found, **_more: found)


def test_picture_table_and_sentence_say_the_same(cast: Cast, visit: Visit, read: None) -> None:
    page = board(words(visit(cast.ingrid), TRUST))
    pattern = r"(\d) of 10 promises like these will be kept; probably between (\d) and (\d)"
    sentence = re.search(pattern, page)
    assert sentence is not None
    middle, low, high = sentence.groups()
    assert f"Reliability {middle} of 10, between {low} and {high}, from 9 items" in page
    assert f'<b>{middle}</b> <span class="soft">({low}–{high})</span>' in page
    assert f'<tspan class="c-num">{middle}</tspan> of 10' in page


def test_every_finger_leads_to_its_reasons(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    client = visit(cast.ingrid)
    page = board(words(client, TRUST))
    found = re.findall(r'<a class="c-finger" href="([^"]+)"', page)
    assert len(found) == 20
    assert len(set(found)) == 10
    assert found[0] == here(cast, "reliability")
    for url in found[:10]:
        assert client.get(url).status_code == 200


def test_a_dimension_says_how_much_is_missing_and_what_counts(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    for dimension in FOUR:
        page = board(words(client, here(cast, dimension)))
        assert "nothing yet</h1>" in page
        assert "0 of 5 needed" in page
        assert page.count("<i></i>") == 5
        for one in counts_for(dimension):
            assert one in page


def test_a_dimension_with_a_reading_begins_with_it(cast: Cast, visit: Visit, read: None) -> None:
    page = board(words(visit(cast.ingrid), here(cast, "truth")))
    assert "Truth: 8 of 10, between 6 and 9</h1>" in page
    assert '<p class="lead">from 9 items' in page
    assert "needed" not in page


def test_reliability_keeps_its_page(cast: Cast, visit: Visit, past: list[Commitment]) -> None:
    page = board(words(visit(cast.ingrid), here(cast, "reliability")))
    assert "What came of it" in page


def test_there_are_five_dimensions_and_no_other(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    for dimension in ("happiness", "Truth", "reliability%20"):
        assert client.get(here(cast, dimension)).status_code == 404


def test_nobody_is_a_pair_alone_or_with_a_stranger(cast: Cast, visit: Visit) -> None:
    client, theirs = visit(cast.ingrid), cast.neighbour.party_id
    for one, other in (
        (cast.lumen.id, cast.lumen.id),
        (cast.lumen.id, theirs),
        (theirs, cast.lumen.id),
        ("nobody", cast.lumen.id),
    ):
        assert client.get(f"{TRUST}{one}/{other}/").status_code == 404
        assert client.get(f"{TRUST}{one}/{other}/truth/").status_code == 404


def test_a_name_from_a_file_has_no_hand(cast: Cast, visit: Visit) -> None:
    named = Party.objects.create(partnership=cast.table, name="Vendor", standing="named")
    assert visit(cast.ingrid).get(f"{TRUST}{cast.lumen.id}/{named.id}/").status_code == 404


@pytest.mark.parametrize("who", ["guest", "contributor"])
def test_guests_see_no_picture_anywhere(
    cast: Cast, visit: Visit, past: list[Commitment], who: str
) -> None:
    client = visit(getattr(cast, who))
    for path in (here(cast), here(cast, "truth")):
        assert client.get(path).status_code == 403
    assert "clasp" not in words(client, "/p/lumen-kaveri/")


def test_a_facilitator_reads_it_in_the_order_of_the_alphabet(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    page = board(words(visit(cast.facilitator), TRUST))
    assert page.index("Kaveri about Lumen</h2>") < page.index("Lumen about Kaveri</h2>")


def test_the_overview_has_the_sign_beside_its_sentences(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    page = board(words(visit(cast.ingrid), "/p/lumen-kaveri/"))
    sign = page.index('<svg class="clasp-mini" viewBox="0 0 150 96"')
    assert sign < page.index("of 10 promises like these will be kept")


def test_without_a_reading_the_overview_has_words_alone(cast: Cast, visit: Visit) -> None:
    page = board(words(visit(cast.ingrid), "/p/lumen-kaveri/"))
    assert "clasp-mini" not in page
    assert "Not enough yet: five finished promises bring the first reading." in page


@pytest.fixture
def four(db: None) -> list[Seat]:
    """Four organisations at one table."""
    return sit_down(slug="four", name="Four", first=LUMEN, others=(KAVERI, DELTA, HARBOUR))


def test_of_more_than_two_the_pairs_with_yours_stand_by_name(
    visit: Visit, four: list[Seat]
) -> None:
    client = visit(four[1])
    page = board(words(client, "/p/four/trust/"))
    found = re.findall(r'<h2 class="what"><a class="a" href="([^"]+)">([^<]+)</a>', page)
    others = ["Delta", "Harbour", "Lumen"]
    assert [name for _url, name in found] == [f"Kaveri and {other}" for other in others]
    assert '<svg class="clasp"' not in page
    opened = board(words(client, found[0][0]))
    assert '<svg class="clasp"' in opened
    assert "Kaveri about Delta</h2>" in opened


def test_the_list_of_pairs_ends_and_goes_on(
    visit: Visit, four: list[Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "PAIRS_SHOWN", 2)
    client = visit(four[1])
    assert 'href="?pairs=2"' in words(client, "/p/four/trust/")
    page = board(words(client, "/p/four/trust/?pairs=2"))
    assert "Kaveri and Lumen</a>" in page
    assert "Kaveri and Delta" not in page
    assert 'href="?pairs=' not in page


def test_more_pairs_ask_no_more_questions(visit: Visit, four: list[Seat]) -> None:
    client = visit(four[0])
    many = statements(client, "/p/four/trust/")
    Party.objects.filter(pk__in=[party_of(seat).id for seat in four[2:]]).update(standing="left")
    assert statements(client, "/p/four/trust/") == many


def test_a_pair_asks_no_more_than_the_list(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    client = visit(cast.ingrid)
    assert statements(client, here(cast)) <= statements(client, TRUST)


@pytest.fixture
def held(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every finger reads 2 of 10, and the described side sees it first."""
    estimate, until = Estimate(low=1, mid=2, high=4), now() + 7 * DAY
    found = tuple(
        Finger(dimension=one, count=77, estimate=estimate, held_until=until) for one in Dimension
    )
    monkeypatch.setattr(hands, "fingers", lambda *_found, **_more: found)


@pytest.mark.parametrize("place", ["", "pair", "truth"])
def test_on_no_page_does_one_side_read_what_the_other_sees_first(
    cast: Cast, visit: Visit, held: None, place: str
) -> None:
    """Lumen reads Kaveri's finger as held, and Kaveri reads its own in full."""
    path = {"": TRUST, "pair": here(cast), "truth": here(cast, "truth")}[place]
    theirs = board(words(visit(cast.ravi), path))
    assert "2 of 10, between 1 and 4" in theirs
    assert "from 77 items" in theirs
    assert "only Kaveri, until" in theirs
    mine = board(words(visit(cast.ingrid), path))
    if place == "truth":
        assert "Kaveri sees this first, until" in mine
        assert "2 of 10" not in mine
        assert "77 items" not in mine
    else:
        near = mine.partition('href="' + here(cast, "reliability"))[2]
        group = near.partition("</a>")[0]
        assert "2 of 10" not in group
        assert "Kaveri sees this first, until" in mine


def test_a_facilitator_reads_nothing_that_one_side_sees_first(
    cast: Cast, visit: Visit, held: None
) -> None:
    page = board(words(visit(cast.facilitator), TRUST))
    assert "Kaveri sees this first" in page
    assert "Lumen sees this first" in page
    assert not re.search("2 of 10|77 items|c-mid", page.partition("<figcaption")[0])


def test_the_overview_gives_nothing_held_away(cast: Cast, visit: Visit, held: None) -> None:
    page = board(words(visit(cast.ingrid), "/p/lumen-kaveri/"))
    lumen = page.partition("Lumen about Kaveri.")[2].partition("</li>")[0]
    assert "Kaveri sees this first, until" in lumen
    assert "of 10" not in lumen


def test_the_page_says_its_day_and_on_paper_its_rule(cast: Cast, visit: Visit) -> None:
    page = board(words(visit(cast.ingrid), TRUST))
    today = now()
    assert f"As of {today.day} {today:%B}." in page
    assert re.search(r'<p class="print-only tiny">Worked out by the rule of version [\d.]+', page)


def test_a_reliability_page_leads_to_the_pair_it_belongs_to(cast: Cast, visit: Visit) -> None:
    page = board(words(visit(cast.ingrid), here(cast, "reliability")))
    assert f'<a class="a" href="{here(cast)}">Lumen about Kaveri</a>' in page


def test_a_name_from_a_file_has_no_pair_to_lead_to(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    bring(cast, many(60))
    one = Commitment.objects.filter(promiser__name="Vendor 3").first()
    assert one is not None
    way = f"{TRUST}{one.receiver_id}/{one.promiser_id}/"
    page = board(words(client, f"{way}reliability/"))
    assert f'href="{way}"' not in page


def test_whoever_has_left_keeps_the_hand_it_had(cast: Cast, visit: Visit, read: None) -> None:
    Party.objects.filter(pk=cast.kaveri.id).update(standing="left", left_at=now())
    page = board(words(visit(cast.ingrid), here(cast)))
    assert "8 of 10" in page


def test_somebody_neutral_at_a_larger_table_finds_every_pair_once(
    visit: Visit, four: list[Seat]
) -> None:
    with transaction.atomic():
        farah = take_seat(
            four[0].partnership,
            person("Farah"),
            role=Role.FACILITATOR,
            invited_by=party_of(four[0]),
        )
    page = board(words(visit(farah), "/p/four/trust/"))
    found = re.findall(r'<h2 class="what"><a class="a" href="[^"]+">([^<]+)</a>', page)
    assert len(found) == len(set(found)) == 6
    assert found == sorted(found)


def test_at_a_larger_table_the_overview_names_only_what_can_be_read(
    visit: Visit, four: list[Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter([9])

    def one_read(*_found: object, **_more: object) -> tuple[Finger, ...]:
        estimate = Estimate(low=6, mid=8, high=9)
        count = next(counts, 0)
        return tuple(
            Finger(dimension=one, count=count, estimate=estimate if count else None)
            for one in Dimension
        )

    monkeypatch.setattr(hands, "fingers", one_read)
    page = board(words(visit(four[0]), "/p/four/"))
    assert page.count('<svg class="clasp-mini" viewBox="0 0 72 44"') == 1
    assert page.count("of 10 promises like these will be kept") == 1
    assert "In the other directions there is not enough yet" in page


def test_an_open_page_is_fetched_again_after_whatever_is_evidence(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ravi)
    for path in (TRUST, here(cast)):
        page = board(words(client, path))
        found = re.search(
            r'id="reach" hx-get="([^"]+)" hx-trigger="([^"]+)" hx-select="#reach"', page
        )
        assert found is not None
        assert found[1] == path
        for noun in ("commitment", "slip", "question", "trust"):
            assert f"live:{noun} from:body delay:2s" in found[2]
        assert found[2].endswith("live:slow from:body")


def test_on_what_it_is_fetched_again_follows_from_what_is_evidence() -> None:
    kinds = {fact.kind.partition(":")[0] for fact in TURNINGS}
    assert set(picture.MOVED_BY) == kinds | {"trust"}
