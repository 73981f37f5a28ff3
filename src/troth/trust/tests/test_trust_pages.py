"""The pages of trust: counts with dates, a figure only when there is enough, reasons that open."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from troth.commitments.actions.importing import show
from troth.commitments.models import Commitment
from troth.commitments.queries.lists import tallies
from troth.commitments.tests.files import HEADER, many, read
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Partnership, Party, Room, Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.trust.tests.conftest import DAY, Make
from troth.trust.views import picture, reliability

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Visit = Callable[[Person | Seat | None], Client]
TRUST = "/p/lumen-kaveri/trust/"
LIST = "/p/lumen-kaveri/commitments/"


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return re.sub(r"\s+", " ", answer.content.decode())


def board(page: str) -> str:
    """What a page says, without the frame around it."""
    return page.partition('<main id="main"')[2].partition("<footer")[0]


def way(cast: Cast) -> str:
    """Lumen about Kaveri."""
    return f"{TRUST}{cast.lumen.id}/{cast.kaveri.id}/reliability/"


def test_with_four_finished_there_are_counts_and_no_figure_anywhere(
    cast: Cast, visit: Visit, finished: Make
) -> None:
    for n in range(4):
        finished(100 - 10 * n)
    client = visit(cast.ingrid)
    for path in (TRUST, way(cast), f"{TRUST}{cast.kaveri.id}/", "/p/lumen-kaveri/"):
        page = board(words(client, path))
        assert "ot enough yet" in page
        assert not re.search(r"\d of (10|ten)\b", page), path
        assert not re.search(r"\d–\d", page), path
        assert "over-time" not in page
        assert "c-solid old" not in page
        assert page.count("c-reach") == page.count("very likely at least")
    page = board(words(client, way(cast)))
    assert "there are 4" in page
    assert "Why</h2>" not in page


def test_with_five_there_is_a_sentence_a_picture_and_reasons(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    page = board(words(visit(cast.ingrid), way(cast)))
    assert re.search(r"<h1>[^<]*\d of 10 promises like these will be kept", page)
    assert '<svg class="over-time' in page
    days = re.findall(
        r'<th scope="row">([^<]+)</th><td>\d', page.partition("<summary>The same as a table")[2]
    )
    assert len(days) == len(set(days)) > 1, days
    assert "Why</h2>" in page


def test_counts_have_their_days_and_open_to_their_promises(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    client = visit(cast.ingrid)
    page = board(words(client, way(cast)))
    found = dict(re.findall(r"</svg> (\w[\w ]+)</th><td>(?:<a[^>]+>)?(\d+)", page))
    assert found == {
        "Kept": "7",
        "Late": "1",
        "Dropped": "1",
        "Open": "0",
        "Moved by agreement": "1",
    }
    late = past[6].proposed_at + 14 * DAY
    assert f"{late.day} {late:%B}" in page
    url = re.search(r'href="([^"]+outcome=late)"', page)
    assert url is not None
    opened = words(client, url[1].replace("&amp;", "&"))
    assert past[6].id in opened
    assert past[0].id not in opened


def test_counts_agree_with_the_list_moves_among_them(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    (tally,) = tallies(cast.shared.id)
    page = board(words(visit(cast.ingrid), TRUST))
    said = f"{tally.kept} kept · {tally.late} late · {tally.dropped} dropped"
    assert f"{said} · 0 open · {tally.moved} moved by agreement" in page
    assert f"{tally.moved} moved by agreement" in words(visit(cast.ingrid), LIST)


def test_the_parts_add_up_to_the_whole(cast: Cast, visit: Visit, past: list[Commitment]) -> None:
    page = board(words(visit(cast.ingrid), way(cast)))
    start, end = re.search(r"from ([\d.]+) of ten before .* to ([\d.]+) of ten now", page).groups()  # type: ignore[union-attr]  # it is there
    shares = re.findall(r'class="share[^"]*"><bdi dir="ltr">([+−0-9.]+)<', page)
    total = sum(float(share.replace("−", "-")) for share in shares)
    assert total == pytest.approx(float(end) - float(start), abs=0.05 * len(shares) + 0.1)


def test_each_reason_opens_to_its_promises(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    page = board(words(visit(cast.ingrid), way(cast)))
    for one in past:
        assert f"{LIST}{one.id}/" in page


def test_more_promises_than_a_reason_shows_stand_on_a_page_of_their_own(
    cast: Cast, visit: Visit, past: list[Commitment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reliability, "SHOWN", 2)
    client = visit(cast.ingrid)
    page = board(words(client, way(cast)))
    url = re.search(r'href="([^"]+outcome=kept)">and \d+ more', page)
    assert url is not None
    opened = words(client, url[1].replace("&amp;", "&"))
    assert all(one.id in opened for one in past[:6])


@pytest.mark.parametrize("who", ["guest", "contributor"])
def test_guests_never_read_trust(
    cast: Cast, visit: Visit, past: list[Commitment], who: str
) -> None:
    client = visit(getattr(cast, who))
    for path in (TRUST, way(cast), f"{TRUST}{cast.kaveri.id}/"):
        assert client.get(path).status_code == 403
    assert "promises like these" not in words(client, "/p/lumen-kaveri/")


def test_a_facilitator_reads_every_direction(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    page = board(words(visit(cast.facilitator), TRUST))
    assert "Lumen about Kaveri" in page
    assert "Kaveri about Lumen" in page


def test_trust_stands_at_the_shared_table_only(cast: Cast, visit: Visit) -> None:
    assert visit(cast.ingrid).get("/p/lumen-kaveri/side/trust/").status_code == 404


def test_another_tables_parties_and_unknown_ones_are_nobody_here(cast: Cast, visit: Visit) -> None:
    client, theirs = visit(cast.ingrid), cast.neighbour.party_id
    for path in (
        f"{TRUST}{theirs}/",
        f"{TRUST}nobody/",
        f"{TRUST}{theirs}/{cast.kaveri.id}/reliability/",
    ):
        assert client.get(path).status_code == 404


def subset_room(cast: Cast) -> Room:
    room = Room.objects.create(partnership=cast.table, kind="subset", name="Two of us")
    room.parties.set([cast.lumen, cast.kaveri])
    return room


def test_a_promise_that_some_see_counts_nowhere_and_its_page_says_so(
    cast: Cast, visit: Visit, finished: Make
) -> None:
    room = subset_room(cast)
    ones = [finished(100 - n, room=room) for n in range(6)]
    client = visit(cast.ingrid)
    assert "0 kept · 0 late" in board(words(client, TRUST))
    page = words(client, f"/p/lumen-kaveri/with/{room.id}/commitments/{ones[0].id}/")
    assert "counts in no figure" in page
    assert client.get(f"/p/lumen-kaveri/with/{room.id}/trust/").status_code == 404


def test_a_shared_promise_says_nothing_of_the_kind(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    assert "counts in no figure" not in words(visit(cast.ingrid), f"{LIST}{past[0].id}/")


QUIET = "Promises like this one are kept"


def test_the_quiet_word_is_for_the_promisers_side_alone(
    cast: Cast, visit: Visit, past: list[Commitment], made: Make
) -> None:
    one = made(2)
    for who, sees in ((cast.ravi, True), (cast.meera, True), (cast.ingrid, False)):
        client = visit(who)
        for path in (LIST, f"{LIST}board/", f"{LIST}{one.id}/", f"{LIST}{one.id}/body/"):
            assert (QUIET in words(client, path)) == sees, (who.role, path)
    for other in (cast.guest, cast.facilitator):
        assert QUIET not in words(visit(other), f"{LIST}board/")


def test_the_quiet_word_comes_with_enough_and_goes_with_the_date(
    cast: Cast, visit: Visit, finished: Make, made: Make
) -> None:
    one, client = made(2), visit(cast.ravi)
    assert QUIET not in words(client, LIST)
    for n in range(5):
        finished(100 - n)
    assert QUIET in words(client, LIST)
    with clock.at(one.due + DAY):
        assert QUIET not in words(client, LIST)


def bring(cast: Cast, data: bytes, *, as_of: date | None = None) -> None:
    show(read(data, cast.shared, as_of=as_of), by=None)


def test_a_reading_of_a_file_says_of_which_day_it_speaks(cast: Cast, visit: Visit) -> None:
    bring(cast, many(200), as_of=date(2011, 12, 31))
    client = visit(cast.ingrid)
    vendor = Party.objects.get(name="Vendor 3")
    page = board(words(client, f"{TRUST}{vendor.id}/"))
    assert "As of 31 December 2011, the day of the file." in page
    assert "imported, so they weigh half" in page


@pytest.mark.parametrize("path", [TRUST, "/p/lumen-kaveri/", LIST])
def test_every_figure_of_a_file_says_of_which_day_it_speaks(
    cast: Cast, visit: Visit, path: str
) -> None:
    bring(cast, many(60), as_of=date(2011, 12, 31))
    page = board(words(visit(cast.ingrid), path))
    assert "As of 31 December 2011, the day of the file." in page


def test_the_day_of_a_file_is_said_as_the_file_says_it_wherever_its_zone_lies(
    cast: Cast, visit: Visit
) -> None:
    batch = read(many(60), cast.shared, as_of=date(2011, 12, 31), zone="America/St_Johns")
    show(batch, by=None)
    vendor = Party.objects.get(name="Vendor 3")
    page = board(words(visit(cast.ingrid), f"{TRUST}{vendor.id}/"))
    assert "As of 31 December 2011, the day of the file." in page
    assert "As of 1 January" not in page


def test_beside_promises_made_here_a_file_says_which_part_is_old(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    show(read(many(60), cast.shared, as_of=date(2011, 12, 31)), by=None)
    client = visit(cast.ingrid)
    said = "Some of this comes from a file and is as of 31 December 2011."
    for path in (TRUST, "/p/lumen-kaveri/", LIST):
        assert said in board(words(client, path)), path
    page = board(words(client, way(cast)))
    assert "the day of the file" not in page
    assert said not in page
    vendor = Party.objects.get(name="Vendor 3")
    page = board(words(client, f"{TRUST}{vendor.id}/"))
    assert "As of 31 December 2011, the day of the file." in page


def test_a_side_whose_past_came_from_its_own_file_says_so_in_each_direction(
    cast: Cast, visit: Visit
) -> None:
    rows = [
        f"K{n},Kaveri Analytics,Lumen,2011-01-{n:02},2011-02-01,2011-01-30" for n in range(1, 9)
    ]
    data = "\n".join([HEADER, *rows]).encode()
    show(read(data, cast.shared, by=cast.ravi, as_of=date(2011, 12, 31)), by=cast.ravi)
    client = visit(cast.ingrid)
    said = "As of 31 December 2011, the day of the file."
    for path in (TRUST, f"{TRUST}{cast.kaveri.id}/"):
        assert said in board(words(client, path)), path


def test_without_a_day_in_the_file_nothing_speaks_of_one(cast: Cast, visit: Visit) -> None:
    bring(cast, many(60))
    client = visit(cast.ingrid)
    for path in (TRUST, "/p/lumen-kaveri/", LIST):
        page = board(words(client, path))
        assert "the day of the file" not in page
        assert "comes from a file and is" not in page


def test_names_from_files_stand_in_the_order_of_the_alphabet_a_page_at_a_time(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "NAMED_SHOWN", 4)
    bring(cast, many(60))
    client = visit(cast.ingrid)
    seen = []
    for path in (TRUST, f"{TRUST}?start=4", f"{TRUST}?start=8"):
        seen += re.findall(r">(Vendor \d)</a></th>", words(client, path))
    assert seen == [f"Vendor {n}" for n in range(10)]
    assert "?start=4" in words(client, TRUST)
    assert 'href="?start=' not in board(words(client, f"{TRUST}?start=8"))
    assert "Vendor 0" in words(client, f"{TRUST}?start=x")


def test_a_name_from_a_file_that_nobody_has_shown_is_not_there(cast: Cast, visit: Visit) -> None:
    read(many(60), cast.shared, by=cast.ingrid)
    vendor = Party.objects.get(name="Vendor 3")
    client = visit(cast.ingrid)
    assert "Vendor" not in words(client, TRUST)
    assert client.get(f"{TRUST}{vendor.id}/").status_code == 404


def test_the_list_asks_no_more_with_a_quiet_word_beside_every_promise(
    cast: Cast, visit: Visit, past: list[Commitment], made: Make
) -> None:
    made(1)
    client = visit(cast.ravi)
    few = statements(client, LIST)
    for _ in range(6):
        made(2)
    assert words(client, LIST).count(QUIET) == 7
    assert statements(client, LIST) == few


@pytest.mark.parametrize("place", ["trust/", "", "commitments/"])
def test_a_file_of_thousands_adds_no_question(
    cast: Cast, visit: Visit, past: list[Commitment], place: str
) -> None:
    client, path = visit(cast.ingrid), f"/p/lumen-kaveri/{place}"
    bring(cast, many(60))
    few = statements(client, path)
    bring(cast, many(1500, start=60))
    assert statements(client, path) == few


def test_at_a_closed_table_trust_speaks_of_the_day_it_closed(
    cast: Cast, visit: Visit, past: list[Commitment], made: Make
) -> None:
    made(1)
    closed = now()
    Partnership.objects.update(phase="closed", closed_at=closed)
    with clock.at(closed + timedelta(days=90)):
        page = board(words(visit(cast.ingrid), way(cast)))
    assert re.search(r"Open</th><td><a[^>]+>1<", page)
    assert f"As of {closed.day} {closed:%B}" in page


def test_no_page_of_trust_ever_names_a_person(
    cast: Cast, visit: Visit, past: list[Commitment], made: Make
) -> None:
    Person.objects.filter(pk=cast.meera.person_id).update(name="Zebedee Quux")
    one = made(3, by=cast.meera)
    Commitment.objects.filter(pk__in=[one.pk, *(old.pk for old in past)]).update(
        holder=cast.meera.person_id, contact=cast.meera.person_id
    )
    end_seat(cast.meera, by=cast.ravi)
    for seat in (cast.ingrid, cast.ravi, cast.facilitator):
        client = visit(seat)
        for path in (TRUST, way(cast), f"{TRUST}{cast.kaveri.id}/"):
            page = words(client, path)
            assert "Zebedee" not in page
            assert cast.meera.person_id not in page


def test_what_was_promised_to_all_counts_towards_each(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    Commitment.objects.filter(pk__in=[one.pk for one in past]).update(receiver=None)
    assert "of 10 promises like these" in board(words(visit(cast.ingrid), way(cast)))


def test_a_row_that_is_kept_in_a_file_but_says_nothing_is_called_by_its_id(
    cast: Cast, visit: Visit
) -> None:
    rows = [f"=K{n},Mylab,Kenya,2011-01-{n:02},2011-02-01,2011-01-30" for n in range(1, 9)]
    bring(cast, "\n".join([HEADER, *rows]).encode(), as_of=date(2011, 6, 1))
    vendor = Party.objects.get(name="Mylab")
    assert "=K3" in words(visit(cast.ingrid), f"{TRUST}{vendor.id}/")
