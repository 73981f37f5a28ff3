"""The library on its pages: who reads and adds, what comes back, what is refused and why."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from troth.conftest import Visit
from troth.ledger.models import Entry
from troth.partnerships.testing import Cast
from troth.resources.actions.adding import Content, add, add_version
from troth.resources.actions.files import keep
from troth.resources.models import Resource, Version
from troth.resources.queries.library import PAGE
from troth.resources.queries.room import left
from troth.resources.tests.conftest import Add

pytestmark = pytest.mark.django_db
LIBRARY = "/p/lumen-kaveri/talk/library/"
CSV = b"station,reading\nVoss,-11.82\n"


def page(resource: Resource, rest: str = "") -> str:
    """The address of a file or link."""
    return f"{LIBRARY}{resource.id}/{rest}"


def text_of(client: Client, url: str) -> str:
    """What a page says."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sent(content: bytes = CSV, name: str = "winter.csv", **more: str) -> dict[str, object]:
    """A form with a file, called whatever its sender says."""
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return {"file": file, "address": "", "title": "", **more}


def test_a_file_is_taken_along_by_the_other_side_to_the_last_byte(cast: Cast, visit: Visit) -> None:
    content = bytes(range(256)) * 5000
    answer = visit(cast.tor).post(f"{LIBRARY}add/", sent(content, title="Winter readings"))
    assert answer.status_code == 302
    made = Resource.objects.get()
    assert answer["Location"] == page(made)
    said = text_of(visit(cast.meera), page(made))
    assert "Winter readings" in said
    assert hashlib.sha256(content).hexdigest() in said
    assert visit(cast.meera).get(page(made, "files/1/")).getvalue() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("page.html", b"<!doctype html><script>alert(document.domain)</script>"),
        ("photo.png", b"PK\x03\x04 not a photo at all"),
        ("polyglot.gif", b"GIF89a/*<script>alert(1)</script>*/"),
    ],
)
def test_what_could_run_is_only_ever_taken_along(
    cast: Cast, visit: Visit, name: str, content: bytes
) -> None:
    visit(cast.tor).post(f"{LIBRARY}add/", sent(content, name))
    answer = visit(cast.ravi).get(page(Resource.objects.get(), "files/1/"))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in answer["Cache-Control"]


def test_a_drawing_with_a_script_is_shown_as_the_text_it_is(cast: Cast, added: Add) -> None:
    client = Client()
    client.force_login(cast.ravi.person)
    said = text_of(client, page(added(b"<svg><script>alert(1)</script></svg>", name="d.svg")))
    assert "&lt;svg&gt;&lt;script&gt;alert(1)" in said
    assert "<svg><script>" not in said


def test_only_the_first_four_thousand_signs_are_shown(cast: Cast, visit: Visit, added: Add) -> None:
    said = text_of(visit(cast.ravi), page(added(b"x" * 3999 + b"yz" + b"w" * 9000)))
    assert "xy</pre>" in said


def test_a_zip_that_unfolds_to_a_gigabyte_is_never_unfolded(
    cast: Cast, visit: Visit, files: Path
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("../../zeros", b"\0" * 50_000_000)
    visit(cast.tor).post(f"{LIBRARY}add/", sent(packed.getvalue(), "photos.zip"))
    (kept,) = files.iterdir()
    assert kept.stat().st_size == len(packed.getvalue()) < 100_000


def test_a_name_that_misleads_is_cleaned_and_the_file_lies_under_a_name_of_ours(
    cast: Cast, visit: Visit, files: Path
) -> None:
    visit(cast.tor).post(f"{LIBRARY}add/", sent(name="..\\..\\in\u202evoice\u202cfdp.exe"))
    version = Version.objects.get()
    assert version.name == "invoicefdp.exe"
    assert [one.name for one in files.iterdir()] == [version.key]


def test_a_name_of_three_hundred_signs_keeps_its_ending(cast: Cast, visit: Visit) -> None:
    assert visit(cast.tor).post(f"{LIBRARY}add/", sent(name="x" * 296 + ".csv")).status_code == 302
    assert Version.objects.get().name.endswith("x.csv")


def test_an_empty_file_is_refused_in_plain_words(cast: Cast, visit: Visit, files: Path) -> None:
    answer = visit(cast.tor).post(f"{LIBRARY}add/", sent(b"", title="Winter"))
    assert answer.status_code == 422
    assert "This file is empty: 0 bytes." in answer.content.decode()
    assert 'value="Winter"' in answer.content.decode()
    assert not Resource.objects.exists()


def test_nothing_chosen_and_both_chosen_are_said_beside_the_field(cast: Cast, visit: Visit) -> None:
    nothing = visit(cast.tor).post(f"{LIBRARY}add/", {"address": "", "title": ""})
    assert "Choose a file, or write a link." in nothing.content.decode()
    both = visit(cast.tor).post(f"{LIBRARY}add/", sent(address="https://example.org/"))
    assert "one at a time" in both.content.decode()
    assert (nothing.status_code, both.status_code) == (422, 422)


def test_a_link_is_shown_with_where_it_leads_and_is_never_fetched(cast: Cast, visit: Visit) -> None:
    form = {"address": "127.0.0.1:9/inside?q=<b>", "title": "Dashboard"}
    refused = visit(cast.tor).post(f"{LIBRARY}add/", form)
    assert refused.status_code == 422
    form["address"] = "http://127.0.0.1:9/inside"
    visit(cast.tor).post(f"{LIBRARY}add/", form)
    said = text_of(visit(cast.ravi), page(Resource.objects.get()))
    assert 'href="http://127.0.0.1:9/inside" rel="noopener noreferrer nofollow"' in said
    assert "to 127.0.0.1" in said


def test_a_link_that_would_run_is_refused_and_stays_in_the_field(cast: Cast, visit: Visit) -> None:
    form = {"address": "javascript:alert(1)", "title": ""}
    answer = visit(cast.tor).post(f"{LIBRARY}add/", form)
    assert answer.status_code == 422
    assert "This is no address of the web." in answer.content.decode()
    assert 'value="javascript:alert(1)"' in answer.content.decode()
    assert 'href="javascript' not in answer.content.decode()


def test_a_name_without_its_scheme_becomes_a_link(cast: Cast, visit: Visit) -> None:
    visit(cast.tor).post(f"{LIBRARY}add/", {"address": "kaveri.example/labels", "title": ""})
    assert Version.objects.get().address == "https://kaveri.example/labels"
    assert Resource.objects.get().title == "kaveri.example"


def test_the_same_file_twice_is_led_to_the_first(
    cast: Cast, visit: Visit, added: Add, files: Path
) -> None:
    added(CSV, name="winter.csv")
    answer = visit(cast.ravi).post(f"{LIBRARY}add/", sent(CSV, "again.csv"))
    assert answer.status_code == 409
    assert "already, as “winter.csv”" in answer.content.decode()
    assert len(list(files.iterdir())) == 1


def test_the_same_file_may_lie_in_another_room(cast: Cast, added: Add) -> None:
    added(CSV)
    added(CSV, room=cast.lumen_side)
    assert Resource.objects.count() == 2


def test_guests_read_and_only_those_who_contribute_add(
    cast: Cast, visit: Visit, added: Add
) -> None:
    one = added(CSV)
    assert visit(cast.guest).get(page(one, "files/1/")).getvalue() == CSV
    assert "Add a file or a link" not in text_of(visit(cast.guest), LIBRARY)
    assert visit(cast.guest).post(f"{LIBRARY}add/", sent(b"g")).status_code == 403
    assert visit(cast.contributor).post(f"{LIBRARY}add/", sent(b"c")).status_code == 302
    assert visit(cast.facilitator).post(f"{LIBRARY}add/", sent(b"f")).status_code == 302
    assert Resource.objects.exclude(pk=one.pk).filter(party__isnull=False).count() == 0


def test_a_side_rooms_library_is_nowhere_for_the_others(
    cast: Cast, visit: Visit, added: Add
) -> None:
    one = added(b"our price", room=cast.lumen_side)
    side = f"/p/lumen-kaveri/side/talk/library/{one.id}/"
    assert visit(cast.ingrid).get(side).status_code == 200
    for url in (side, f"{side}files/1/", page(one), page(one, "files/1/")):
        assert visit(cast.ravi).get(url).status_code == 404, url
    assert visit(cast.ingrid).get(page(one)).status_code == 404
    assert visit(cast.stranger).get(LIBRARY).status_code == 404


def test_the_record_holds_the_checksum_salted_and_never_the_content(cast: Cast, added: Add) -> None:
    made = added(CSV)
    entry = Entry.objects.get(kind="resource:added")
    written = bytes(entry.entry_bytes)
    checksum = Version.objects.get(resource=made).checksum.encode()
    assert not [part for part in (CSV[:8], b"winter.csv", checksum) if part in written]
    assert made.id.encode() in written


def test_an_organisations_room_is_counted_over_its_people_and_tells_what_is_left(
    cast: Cast, visit: Visit, added: Add, settings: Settings
) -> None:
    settings.FILES_QUOTA = 100
    added(b"x" * 60, by=cast.tor)
    assert (left(cast.ingrid), left(cast.ravi)) == (40, 100)
    answer = visit(cast.siri).post(f"{LIBRARY}add/", sent(b"y" * 41))
    assert answer.status_code == 409
    assert "room for 40\xa0bytes more" in answer.content.decode()
    assert visit(cast.siri).post(f"{LIBRARY}add/", sent(b"y" * 40)).status_code == 302
    assert visit(cast.ravi).post(f"{LIBRARY}add/", sent(b"z" * 100)).status_code == 302


def test_the_list_ends_and_goes_on_by_cursor(cast: Cast, visit: Visit) -> None:
    for n in range(PAGE + 2):
        content = Content(address=f"https://example.org/{n}")
        add(f"link number {n:03}", content, room=cast.shared, by=cast.tor)
    first = text_of(visit(cast.ravi), LIBRARY)
    assert first.count("link number") == PAGE
    assert "link number 001" not in first
    older = first.partition('href="?before=')[2].partition('"')[0]
    second = text_of(visit(cast.ravi), f"{LIBRARY}?before={older}")
    assert "link number 001" in second
    assert "link number 000" in second
    for odd in ("nothing", "%00", "2026-01-01,x", "9999999-01-01,01J00000000000000000000000"):
        assert visit(cast.ravi).get(f"{LIBRARY}?before={odd}").status_code == 200


def test_long_and_short_lists_ask_the_database_equally_often(
    cast: Cast, visit: Visit, added: Add
) -> None:
    client = visit(cast.ravi)
    one = added(b"first")
    client.get(LIBRARY)
    counts = []
    for n in (1, 12):
        for m in range(n):
            added(f"{n} {m}".encode())
            add_version(one, Content(stored=keep([f"v {n} {m}".encode()]), name="v"), by=cast.tor)
        for url in (LIBRARY, page(one)):
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_the_page_of_talk_leads_into_the_library(cast: Cast, visit: Visit, added: Add) -> None:
    added()
    said = text_of(visit(cast.ravi), "/p/lumen-kaveri/talk/")
    assert f'href="{LIBRARY}"' in said
    assert "winter.csv" in said


def test_the_record_tells_it_in_a_sentence(cast: Cast, visit: Visit, added: Add) -> None:
    one = added()
    add_version(one, Content(stored=keep([b"2"]), name="n"), by=cast.meera)
    said = text_of(visit(cast.ravi), "/p/lumen-kaveri/record/")
    assert "Tor put “winter.csv” into the library" in said
    assert "Meera brought version 2 of “winter.csv”" in said


def test_a_file_that_is_gone_from_the_disk_is_nothing_and_no_fault(
    cast: Cast, visit: Visit, added: Add, files: Path
) -> None:
    one = added()
    for kept in files.iterdir():
        kept.unlink()
    assert visit(cast.ravi).get(page(one)).status_code == 200
    assert visit(cast.ravi).get(page(one, "files/1/")).status_code == 404
