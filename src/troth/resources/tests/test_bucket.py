"""Files kept in a bucket: the same pages, door and headers; a service of the test answers over real HTTP."""

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.partnerships.testing import Cast
from troth.resources.actions.adding import Content, withdraw
from troth.resources.actions.bucket import Bucket, OutOfReach, bucket
from troth.resources.actions.files import BLOCK, blocks_of, keep, open_file, path_of, picture_of
from troth.resources.clock import due
from troth.resources.models import Resource, Upload, Version
from troth.resources.painter import Painter
from troth.resources.rules.looks import Look
from troth.resources.tests import drawings
from troth.resources.tests.conftest import Add
from troth.resources.tests.test_previews import page, paint, preview
from troth.resources.tests.test_uploads import begin, piece
from troth.site.check import bucket_weaknesses
from troth.site.files import file_storages

# A service that answers over HTTP takes its time, and what it is asked is the same on either database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
LIBRARY = "/p/lumen-kaveri/talk/library/"
URL = "s3://a-key:a%2Fsecret@troth-files/kept?region=eu-north-1&endpoint={endpoint}"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """A service with nothing in it, on a port of this machine."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def rows(service: str, settings: Settings) -> Iterator["Rows"]:
    """The bucket of this server, empty."""
    found = Rows(service)
    kept = file_storages(URL.format(endpoint=service))
    settings.STORAGES = {**settings.STORAGES, **kept}
    yield found
    found.clear()


class Rows:
    """The bucket as its owner sees it, beside Troth."""

    def __init__(self, service: str) -> None:
        made = boto3.resource(
            "s3",
            endpoint_url=service,
            region_name="eu-north-1",
            aws_access_key_id="a-key",
            aws_secret_access_key="a/secret",  # of the test's own service
        )
        self.bucket = made.Bucket("troth-files")
        self.bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})

    def names(self) -> list[str]:
        """What lies in it."""
        return sorted(one.key for one in self.bucket.objects.all())

    def clear(self) -> None:
        """Take it away with what is in it."""
        self.bucket.objects.all().delete()
        self.bucket.delete()


@pytest.fixture
def unreachable(rows: Rows, settings: Settings) -> None:
    """Nobody answers any more where the bucket was."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        gone = f"http://127.0.0.1:{taken.getsockname()[1]}"
    kept = file_storages(URL.format(endpoint=gone))
    settings.STORAGES = {**settings.STORAGES, **kept}


def added_by_form(client: Client, content: bytes, name: str = "film.mp4") -> HttpResponse:
    """Hand a file in on the page of the library."""
    form = {"file": SimpleUploadedFile(name, content), "address": "", "title": ""}
    return client.post(f"{LIBRARY}add/", form)  # type: ignore[return-value]  # the client's kind of answer


def test_without_a_setting_files_lie_in_the_folder(files: Path) -> None:
    assert bucket() is None
    assert path_of(keep([b"here"]).key).read_bytes() == b"here"


def test_a_file_lies_in_the_bucket_and_not_on_this_machine(
    cast: Cast, visit: Visit, rows: Rows, files: Path
) -> None:
    content = bytes(range(256)) * 9000
    assert added_by_form(visit(cast.tor), content).status_code == 302
    version = Version.objects.get()
    assert rows.names() == [f"kept/{version.key}"]
    assert not list(files.iterdir())
    assert version.checksum == hashlib.sha256(content).hexdigest()


def test_it_is_taken_along_through_the_same_door_with_the_same_headers(
    cast: Cast, visit: Visit, rows: Rows
) -> None:
    content = b"<script>alert(1)</script>" * 30_000
    added_by_form(visit(cast.tor), content, "page.html")
    url = f"{LIBRARY}{Resource.objects.get().id}/files/1/"
    answer = visit(cast.meera).get(url)
    assert answer.getvalue() == content
    assert answer["Content-Length"] == str(len(content))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert visit(cast.stranger).get(url).status_code == 404


def test_nobody_reads_it_by_the_address_of_the_bucket(service: str, rows: Rows) -> None:
    key = keep([b"a secret of ours"]).key
    owner = rows.bucket.Object(f"kept/{key}").Acl().owner
    readers = {
        grant["Grantee"].get("ID") for grant in rows.bucket.Object(f"kept/{key}").Acl().grants
    }
    assert readers == {owner["ID"]}


def test_pieces_come_together_here_and_are_put_away_when_all_are_there(
    cast: Cast, visit: Visit, rows: Rows, files: Path
) -> None:
    tor = visit(cast.tor)
    url = begin(tor, 11)["Location"]
    assert piece(tor, url, b"hello", 0).status_code == 204
    assert (rows.names(), len(list(files.iterdir()))) == ([], 1)
    assert piece(tor, url, b" there", 5).status_code == 204
    version = Version.objects.get()
    assert (rows.names(), list(files.iterdir())) == ([f"kept/{version.key}"], [])
    taken = visit(cast.ravi).get(f"{LIBRARY}{version.resource_id}/files/1/")
    assert taken.getvalue() == b"hello there"


def test_a_large_file_comes_and_goes_block_by_block(rows: Rows) -> None:
    block = b"x" * BLOCK
    stored = keep(block for _n in range(9))
    read = hashlib.sha256()
    for part in blocks_of(stored.key):
        assert len(part) <= BLOCK
        read.update(part)
    assert read.hexdigest() == stored.checksum
    assert open_file(stored.key).size == stored.size == 9 * BLOCK


def test_text_is_shown_and_a_picture_is_drawn_and_kept_in_the_bucket(
    cast: Cast, visit: Visit, added: Add, rows: Rows, files: Path
) -> None:
    words = added("Prøver fra Voss\n".encode() * 4000, name="winter.txt")
    assert "Prøver fra Voss" in page(visit(cast.ravi), words)
    photo = added(drawings.picture(), name="mast.png")
    paint()
    key = photo.versions.get().key
    assert f"kept/{picture_of(key)}" in rows.names()
    assert not list(files.iterdir())
    assert preview(visit(cast.ravi), photo).getvalue()[8:12] == b"WEBP"


def test_withdrawing_deletes_it_from_the_bucket(
    cast: Cast, added: Add, rows: Rows, django_capture_on_commit_callbacks: object
) -> None:
    one = added(drawings.picture())
    paint()
    assert len(rows.names()) == 2
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # its type is private
        withdraw(one, by=cast.tor)
    assert rows.names() == []


def test_of_what_is_refused_nothing_stays_in_the_bucket(
    cast: Cast, visit: Visit, rows: Rows, settings: Settings
) -> None:
    settings.FILES_QUOTA = 10
    assert added_by_form(visit(cast.tor), b"x" * 11).status_code == 409
    tor = visit(cast.tor)
    url = begin(tor, 10)["Location"]
    settings.FILES_QUOTA = 5
    assert piece(tor, url, b"x" * 10, 0).status_code == 422
    assert rows.names() == []


def test_what_is_gone_from_the_bucket_is_nothing_and_no_fault(
    cast: Cast, visit: Visit, added: Add, rows: Rows
) -> None:
    one = added(b"words")
    rows.bucket.objects.all().delete()
    assert visit(cast.ravi).get(f"{LIBRARY}{one.id}/").status_code == 200
    assert visit(cast.ravi).get(f"{LIBRARY}{one.id}/files/1/").status_code == 404


@pytest.mark.usefixtures("unreachable")
def test_while_the_bucket_is_out_of_reach_a_form_says_so_and_nothing_is_lost(
    cast: Cast, visit: Visit, files: Path
) -> None:
    form = {"file": SimpleUploadedFile("a.txt", b"a"), "address": "", "title": "Winter"}
    answer = visit(cast.tor).post(f"{LIBRARY}add/", form)
    assert answer.status_code == 409
    assert "cannot be reached just now. Nothing was kept" in answer.content.decode()
    assert 'value="Winter"' in answer.content.decode()
    assert not Resource.objects.exists()
    assert not list(files.iterdir())


def test_a_file_out_of_reach_is_said_to_be_and_its_page_still_opens(
    cast: Cast, visit: Visit, added: Add, rows: Rows, request: pytest.FixtureRequest
) -> None:
    one = added(b"words")
    request.getfixturevalue("unreachable")
    assert visit(cast.ravi).get(f"{LIBRARY}{one.id}/").status_code == 200
    answer = visit(cast.ravi).get(f"{LIBRARY}{one.id}/files/1/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Please try again soon." in answer.content.decode()


def test_the_last_piece_is_asked_for_again_when_the_bucket_was_out_of_reach(
    cast: Cast, visit: Visit, rows: Rows, settings: Settings, request: pytest.FixtureRequest
) -> None:
    tor, reachable = visit(cast.tor), settings.STORAGES
    url = begin(tor, 10)["Location"]
    piece(tor, url, b"first", 0)
    request.getfixturevalue("unreachable")
    assert piece(tor, url, b"last.", 5).status_code == 503
    assert Upload.objects.get().offset == 5
    settings.STORAGES = reachable
    assert tor.head(url)["Upload-Offset"] == "5"
    assert piece(tor, url, b"last.", 5).status_code == 204
    assert b"".join(blocks_of(Version.objects.get().key)) == b"firstlast."


def test_a_picture_waits_until_the_bucket_can_be_reached(
    cast: Cast, added: Add, rows: Rows, settings: Settings, request: pytest.FixtureRequest
) -> None:
    one, reachable = added(drawings.picture()), settings.STORAGES
    painter = Painter()
    painter.turn(now())
    assert painter.easel is not None
    painter.easel.child.wait()
    request.getfixturevalue("unreachable")
    assert painter.turn(now()) is False
    assert painter.resting_until > 0
    assert one.versions.get().look == Look.WAITING
    settings.STORAGES = reachable
    paint()
    assert one.versions.get().look == Look.THERE


def test_what_could_not_be_deleted_when_it_was_withdrawn_is_deleted_by_the_clock(
    cast: Cast, added: Add, rows: Rows, settings: Settings, request: pytest.FixtureRequest
) -> None:
    one, reachable = added(b"words"), settings.STORAGES
    request.getfixturevalue("unreachable")
    withdraw(one, by=cast.tor)
    due(now())
    assert one.versions.get().key
    settings.STORAGES = reachable
    assert len(rows.names()) == 1
    due(now())
    assert rows.names() == []
    assert not one.versions.get().key


def test_the_check_finds_nothing_in_a_bucket_that_works(rows: Rows) -> None:
    assert list(bucket_weaknesses()) == []
    assert rows.names() == []


def test_the_check_names_a_bucket_that_anybody_can_read(rows: Rows) -> None:
    rows.bucket.Acl().put(ACL="public-read")
    (sentence,) = bucket_weaknesses()
    assert sentence.startswith("Anybody can read the bucket troth-files.")


@pytest.mark.usefixtures("unreachable")
def test_the_check_names_a_bucket_that_cannot_be_reached() -> None:
    (sentence,) = bucket_weaknesses()
    assert "Files cannot be kept in the bucket troth-files" in sentence
    assert "Check FILES_URL" in sentence


def test_the_check_names_a_bucket_that_is_not_there(service: str, settings: Settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        **file_storages(f"s3://k:s@nowhere?region=eu-north-1&endpoint={service}"),
    }
    (sentence,) = bucket_weaknesses()
    assert "Files cannot be kept in the bucket nowhere" in sentence


class Elsewhere(Bucket):
    """A bucket that was reached by an address in clear."""

    endpoint = "http://s3.example"


def test_the_check_names_a_way_to_the_bucket_that_others_can_read(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = bucket()
    assert there is not None
    monkeypatch.setattr("troth.site.check.bucket", lambda: Elsewhere(there.storage))
    (sentence,) = bucket_weaknesses()
    assert "anybody on the way can read the files" in sentence


def test_a_fault_of_the_service_is_a_fault_of_a_disk(rows: Rows) -> None:
    there = bucket()
    assert there is not None
    with pytest.raises(FileNotFoundError):
        there.open("nothing")
    with pytest.raises(FileNotFoundError):
        there.first("nothing", 10)
    there.forget("nothing")
    rows.bucket.objects.all().delete()
    assert issubclass(OutOfReach, OSError)
    assert Content(stored=keep([b"words"]), name="w").size == 5
