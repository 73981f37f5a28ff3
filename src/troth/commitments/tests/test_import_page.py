"""A file on the page: a preview and all errors before anything is written for others, then one act."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from troth.commitments.actions.importing import show
from troth.commitments.incoming import Reader
from troth.commitments.models import Batch, Commitment, Reading
from troth.commitments.tests.files import HEADER, KEPT, LATE, NEVER, many, read, text
from troth.foundation.web.clock import now
from troth.foundation.web.headers import BODY_LIMIT
from troth.foundation.web.testing import statements
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[[Person | Seat | None], Client]
PAGE = "/p/lumen-kaveri/commitments/import/"
LIST = "/p/lumen-kaveri/commitments/"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "incoming"


def hand_in(client: Client, data: bytes, **said: str) -> str:
    """Where handing in a file leads; the way it is read may be said."""
    sent = {"zone": "UTC", "order": "ymd", "encoding": "found"} | said
    answer = client.post(PAGE, sent | {"file": SimpleUploadedFile("old.csv", data)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def finish() -> None:
    reader = Reader()
    while reader.turn(now()):
        pass


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_page_shows_how_far_it_is_then_the_rows_and_then_one_act_shows_all(
    cast: Cast, visit: Visit
) -> None:
    own, other = visit(cast.ingrid), visit(cast.ravi)
    path = hand_in(own, many(600))
    assert "It is being read" in words(own, path)
    finish()
    page = words(own, path)
    assert "600 promises can be brought in." in page
    assert "Vendor 3" in page
    assert "Vendor" not in words(other, LIST)
    assert own.post(path).headers["Location"] == LIST
    assert "Vendor" in words(other, LIST)
    assert "Its 600 promises are visible." in words(other, path)


def test_every_wrong_row_stands_there_with_its_line_before_anything_is_taken(
    cast: Cast, visit: Visit
) -> None:
    own = visit(cast.ingrid)
    path = hand_in(own, text(KEPT, "X1,Mylab,Kenya,2011-01-03,2010-02-01,", LATE))
    finish()
    page = words(own, path)
    assert "It was due before it was promised" in page
    assert "2010-02-01" in page
    assert own.post(path).headers["Location"] == path
    assert Batch.objects.get().visible_at is None
    assert "Say that the wrong rows are left out" in words(own, path)
    own.post(path, {"skip_bad": "yes"})
    assert "2 promises from" in words(own, LIST)
    assert Commitment.objects.in_rooms([cast.shared.id]).count() == 2


def test_of_many_wrong_rows_the_page_names_the_first_and_gives_all_as_a_file(
    cast: Cast, visit: Visit
) -> None:
    wrong = [f"X{n},Mylab,Kenya,2011-01-03,soon," for n in range(900)]
    own = visit(cast.ingrid)
    path = hand_in(own, text(*wrong))
    finish()
    page = words(own, path)
    assert "900 things need another look" in page
    assert "and 850 more" in page
    assert f'href="{path}wrong/"' in page
    answer = own.get(f"{path}wrong/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="wrong-rows.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [int(row["line"]) for row in rows] == list(range(2, 902))
    assert {row["column"] for row in rows} == {"due_at"}
    assert all("“soon”" in row["what is wrong"] for row in rows)


def test_a_column_that_looks_like_a_formula_stays_words_in_that_file(
    cast: Cast, visit: Visit
) -> None:
    own = visit(cast.ingrid)
    data = text("X1,Mylab,Kenya,2011-01-03,soon,", header=HEADER.replace("due_at", "=1+1"))
    path = hand_in(own, data, renames="due_at==1+1")
    finish()
    (row,) = csv.DictReader(io.StringIO(own.get(f"{path}wrong/").content.decode("utf-8-sig")))
    assert row["column"] == "'=1+1"
    assert row["what is wrong"].startswith("'=1+1 is not a date")


def test_what_is_wrong_with_a_hidden_file_is_nothing_to_the_other_side(
    cast: Cast, visit: Visit
) -> None:
    path = hand_in(visit(cast.ingrid), text("X1,Mylab,Kenya,2011-01-03,soon,"))
    finish()
    assert visit(cast.ravi).get(f"{path}wrong/").status_code == 404
    assert visit(cast.tor).get(f"{path}wrong/").status_code == 403
    assert visit(cast.ingrid).post(f"{path}wrong/").status_code == 405


def test_what_is_worth_knowing_is_counted_in_the_preview(cast: Cast, visit: Visit) -> None:
    early = KEPT.replace("2011-01-30", "2011-01-02")
    path = hand_in(visit(cast.ingrid), text(early, early.replace("K1", "K2"), "=K3" + LATE[2:]))
    finish()
    page = words(visit(cast.ingrid), path)
    assert "2 rows were kept before their promise was written down." in page
    assert "One row begins like a formula; it stays plain text." in page


def test_thrown_away_it_is_gone(cast: Cast, visit: Visit, folder: Path) -> None:
    own = visit(cast.ingrid)
    path = hand_in(own, many(20))
    assert own.post(path, {"leave": "yes"}).headers["Location"] == PAGE
    assert (Batch.objects.count(), list(folder.iterdir())) == (0, [])
    assert own.get(path).status_code == 404


def test_sent_twice_it_becomes_visible_once(cast: Cast, visit: Visit) -> None:
    own = visit(cast.ingrid)
    path = hand_in(own, text(KEPT))
    finish()
    assert [own.post(path).status_code for _ in range(2)] == [302, 302]
    assert Commitment.objects.count() == 1


def test_until_it_is_shown_only_the_side_that_handed_it_in_sees_it(
    cast: Cast, visit: Visit
) -> None:
    path = hand_in(visit(cast.ingrid), text(KEPT))
    finish()
    assert visit(cast.ravi).get(path).status_code == 404
    assert visit(cast.ravi).post(path, {"leave": "yes"}).status_code == 404
    assert Batch.objects.get().state == Reading.READ


@pytest.mark.parametrize("who", ["tor", "guest", "facilitator"])
def test_who_decides_nothing_brings_nothing_in(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(getattr(cast, who)).get(PAGE).status_code == 403


def test_a_side_room_takes_no_file(cast: Cast, visit: Visit) -> None:
    path = "/p/lumen-kaveri/side/commitments/import/"
    assert visit(cast.ingrid).get(path).status_code == 404


def test_a_file_that_is_none_is_refused_in_plain_words(cast: Cast, visit: Visit) -> None:
    own = visit(cast.ingrid)
    path = hand_in(own, b"PK\x03\x04" + bytes(200))
    finish()
    page = words(own, path)
    assert "Save the sheet as CSV first" in page
    assert "Nothing was changed." in page
    assert f'href="{PAGE}"' in page


def test_a_form_without_a_file_or_with_a_wrong_zone_comes_back(cast: Cast, visit: Visit) -> None:
    sent = {"zone": "Mars/Base", "order": "ymd", "encoding": "found", "renames": "party"}
    answer = visit(cast.ingrid).post(PAGE, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a file first." in page
    assert "Choose a time zone from the list" in page
    assert "A column is renamed as party=Vendor" in page
    assert "Mars/Base" in page


def test_columns_dates_letters_and_the_day_can_be_said_on_the_page(
    cast: Cast, visit: Visit
) -> None:
    header = HEADER.replace("party,counter", "Vendor,counter")
    data = text("K1,Møller,Kenya,03/01/2011,01/02/2011,", header=header).decode()
    said = {"renames": "party=Vendor\n", "order": "dmy", "encoding": "latin-1"}
    hand_in(visit(cast.ingrid), data.encode("latin-1"), as_of="2011-01-20", **said)
    finish()
    one = Commitment.objects.select_related("promiser").get()
    assert (one.promiser.name, one.outcome) == ("Møller", "open")


def test_two_gigabytes_are_refused_in_plain_words_before_they_are_read(
    cast: Cast, visit: Visit
) -> None:
    answer = visit(cast.ingrid).post(PAGE, {}, CONTENT_LENGTH=str(2 * 1024**3))
    assert answer.status_code == 413
    said = answer.content.decode()
    assert f"{BODY_LIMIT // 1024**2} MB" in said
    assert "command line" in said


@pytest.mark.parametrize("place", ["", "finished/", "board/"])
def test_a_file_of_thousands_adds_no_question_to_a_page(
    cast: Cast, visit: Visit, place: str
) -> None:
    client = visit(cast.ingrid)
    show(read(text(KEPT, LATE, NEVER), cast.shared), by=None)
    few = statements(client, LIST + place)
    show(read(many(2100, start=10), cast.shared), by=None)
    assert statements(client, LIST + place) == few


def test_a_side_has_five_files_waiting_and_no_more(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    files = [f"{HEADER}x{number},A,B,2026-01-01,2026-02-01,\n".encode() for number in range(6)]
    for data in files[:5]:
        hand_in(client, data)
    sent = {"zone": "UTC", "order": "ymd", "encoding": "found"}
    answer = client.post(PAGE, sent | {"file": SimpleUploadedFile("old.csv", files[5])})
    assert answer.status_code == 422
    assert "5 files of your side wait already" in answer.content.decode()
