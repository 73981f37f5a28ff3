"""Large files in pieces: what has arrived is kept, the rest comes later, and nothing comes twice."""

import base64
from hashlib import sha256
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import pytest
from django.http import HttpResponse, UnreadablePostError
from django.test import Client

from troth.conftest import Visit
from troth.partnerships.testing import Cast
from troth.resources.actions.sending import HeldElsewhere, WrongPlace, alone, receive
from troth.resources.models import Resource, Upload, Version
from troth.resources.tests.conftest import Add
from troth.resources.views.uploads import PIECES, metadata

pytestmark = pytest.mark.django_db
UPLOADS = "/p/lumen-kaveri/talk/library/uploads/"
LIBRARY = "/p/lumen-kaveri/talk/library/"


def begin(
    client: Client, size: int, name: str = "film.mp4", *, onto: str = "", note: str = ""
) -> HttpResponse:
    """Say that a file comes."""
    said = {"name": name, "size": str(size), "onto": onto, "note": note}
    return client.post(UPLOADS, said)  # type: ignore[return-value]  # the client's own kind of answer


def piece(
    client: Client, url: str, content: bytes, at: int | str, *, kind: str = PIECES
) -> HttpResponse:
    """Send a piece."""
    headers = {"Upload-Offset": str(at), "Tus-Resumable": "1.0.0"}
    return client.patch(url, content, content_type=kind, headers=headers)  # type: ignore[return-value]  # as above


def test_a_file_in_three_pieces_becomes_one_of_the_library(cast: Cast, visit: Visit) -> None:
    tor = visit(cast.tor)
    began = begin(tor, 11)
    assert began.status_code == 201
    url = began["Location"]
    for at, part in ((0, b"hello"), (5, b" "), (6, b"there")):
        answer = piece(tor, url, part, at)
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(at + len(part)))
    made = Resource.objects.get()
    assert answer["Content-Location"] == f"{LIBRARY}{made.id}/"
    assert made.title == "film.mp4"
    kept = visit(cast.ravi).get(f"{LIBRARY}{made.id}/files/1/").getvalue()
    assert kept == b"hello there"
    assert Version.objects.get().checksum.startswith("12998c017066eb0d")


def test_whoever_comes_back_is_told_where_to_go_on(cast: Cast, visit: Visit) -> None:
    url = begin(visit(cast.tor), 10)["Location"]
    piece(visit(cast.tor), url, b"half.", 0)
    later = visit(cast.tor).head(url)
    assert (later["Upload-Offset"], later["Upload-Length"]) == ("5", "10")
    assert later["Tus-Resumable"] == "1.0.0"
    assert "no-store" in later["Cache-Control"]


def test_what_arrived_before_the_line_broke_is_kept(cast: Cast, visit: Visit) -> None:
    url = begin(visit(cast.tor), 10)["Location"]
    upload = Upload.objects.get()

    class Breaking:
        """A body whose sender is gone after four bytes."""

        def __init__(self) -> None:
            self.parts = [b"four"]

        def read(self, _size: int = -1) -> bytes:
            if self.parts:
                return self.parts.pop()
            raise OSError("the line broke")

        readline = read

    client = visit(cast.tor)
    torn = {"wsgi.input": Breaking(), "CONTENT_LENGTH": "10", "HTTP_UPLOAD_OFFSET": "0"}
    answer = client.generic("PATCH", url, b"four", PIECES, **torn)  # type: ignore[arg-type]  # as WSGI names it
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "4")
    assert piece(client, url, b"teen..", 4).status_code == 204
    upload.refresh_from_db()
    assert upload.made is not None
    assert client.get(f"{LIBRARY}{upload.made.id}/files/1/").getvalue() == b"fourteen.."


def test_bytes_whose_end_was_never_noted_are_written_anew(cast: Cast, visit: Visit) -> None:
    url = begin(visit(cast.tor), 4)["Location"]
    upload = Upload.objects.get()
    with alone(upload) as file:
        file.write(b"torn and more")
    assert piece(visit(cast.tor), url, b"well", 0).status_code == 204
    made = Resource.objects.get()
    assert visit(cast.tor).get(f"{LIBRARY}{made.id}/files/1/").getvalue() == b"well"


def test_a_line_that_breaks_is_no_fault_of_the_stream() -> None:
    assert issubclass(UnreadablePostError, OSError)


@pytest.mark.parametrize("at", ["4", "6", "-1", "", "five", "9" * 30])
def test_a_piece_from_elsewhere_is_refused_with_the_right_place(
    cast: Cast, visit: Visit, at: str
) -> None:
    url = begin(visit(cast.tor), 10)["Location"]
    piece(visit(cast.tor), url, b"12345", 0)
    answer = piece(visit(cast.tor), url, b"67890", at)
    assert (answer.status_code, answer["Upload-Offset"]) == (409, "5")


def test_the_same_piece_twice_counts_once(cast: Cast, visit: Visit) -> None:
    tor = visit(cast.tor)
    url = begin(tor, 6)["Location"]
    assert piece(tor, url, b"abc", 0).status_code == 204
    assert piece(tor, url, b"abc", 0).status_code == 409
    assert piece(tor, url, b"def", 3).status_code == 204
    again = piece(tor, url, b"def", 3)
    assert again.status_code == 409
    assert again["Content-Location"] == f"{LIBRARY}{Resource.objects.get().id}/"


def test_of_two_pieces_at_once_one_waits_outside(cast: Cast, visit: Visit) -> None:
    url = begin(visit(cast.tor), 6)["Location"]
    upload = Upload.objects.get()
    with alone(upload):
        assert piece(visit(cast.tor), url, b"abc", 0).status_code == 423
        with pytest.raises(HeldElsewhere):
            receive(upload, [b"abc"], at=0)
    stale = Upload.objects.get()
    receive(upload, [b"abc"], at=0)
    with pytest.raises(WrongPlace):
        receive(stale, [b"xyz"], at=0)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"1", "application/json", 415),
        (b"", PIECES, 411),
        (b"12345678901", PIECES, 413),
    ],
)
def test_a_piece_that_cannot_be_one_is_not_read(
    cast: Cast, visit: Visit, content: bytes, kind: str, status: int
) -> None:
    url = begin(visit(cast.tor), 10)["Location"]
    assert piece(visit(cast.tor), url, content, 0, kind=kind).status_code == status
    assert Upload.objects.get().offset == 0


def test_another_version_of_the_protocol_is_told_ours(cast: Cast, visit: Visit) -> None:
    url = begin(visit(cast.tor), 10)["Location"]
    answer = visit(cast.tor).head(url, headers={"Tus-Resumable": "0.2.2"})
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


def test_the_protocols_own_headers_begin_a_file_too(cast: Cast, visit: Visit) -> None:
    name = base64.b64encode("../Skisse ø\u202e.txt".encode()).decode()
    said = {"Upload-Length": "5", "Upload-Metadata": f"filename {name},is_odd"}
    answer = visit(cast.tor).post(UPLOADS, headers=said)
    assert answer.status_code == 201
    assert Upload.objects.get().name == "Skisse ø.txt"


def test_a_large_file_may_have_a_title_of_its_own(cast: Cast, visit: Visit) -> None:
    tor = visit(cast.tor)
    began = tor.post(UPLOADS, {"name": "film.mp4", "size": "3", "title": "The field in winter"})
    assert piece(tor, began["Location"], b"abc", 0).status_code == 204
    made = Resource.objects.get()
    assert (made.title, made.versions.get().name) == ("The field in winter", "film.mp4")


def test_metadata_that_cannot_be_read_is_left_out() -> None:
    assert metadata("filename dw==,note !!!,bad /w==, ,x") == {"filename": "w", "": "", "x": ""}


def test_what_is_there_already_is_not_kept_twice(
    cast: Cast, visit: Visit, added: Add, files: Path
) -> None:
    added(b"the same", name="first.bin")
    url = begin(visit(cast.ravi), 8)["Location"]
    answer = piece(visit(cast.ravi), url, b"the same", 0)
    assert answer.status_code == 422
    assert "as “first.bin”" in answer.content.decode()
    assert len(list(files.iterdir())) == 1


def test_a_newer_version_may_come_in_pieces(cast: Cast, visit: Visit, added: Add) -> None:
    one = added()
    url = begin(visit(cast.meera), 3, onto=one.id, note="Again")["Location"]
    assert piece(visit(cast.meera), url, b"new", 0).status_code == 204
    newest = Version.objects.get(resource=one, number=2)
    assert (newest.note, newest.size) == ("Again", 3)
    assert begin(visit(cast.meera), 3, onto="01J00000000000000000000000").status_code == 404


def test_only_its_sender_knows_of_it(cast: Cast, visit: Visit) -> None:
    url = begin(visit(cast.tor), 10)["Location"]
    for other in (cast.ravi, cast.siri, cast.contributor):
        assert visit(other).head(url).status_code == 404
        assert piece(visit(other), url, b"x", 0).status_code == 404
        assert visit(other).delete(url).status_code == 404
    assert visit(cast.guest).head(url).status_code == 403


def test_a_forged_piece_is_refused(cast: Cast, visit: Visit) -> None:
    url = begin(visit(cast.tor), 10)["Location"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.tor.person)
    assert piece(strict, url, b"x", 0).status_code == 403
    assert strict.delete(url).status_code == 403
    assert Upload.objects.get().offset == 0


def test_opening_its_address_leads_to_what_it_became(cast: Cast, visit: Visit) -> None:
    tor = visit(cast.tor)
    url = begin(tor, 3)["Location"]
    assert tor.get(url)["Location"] == LIBRARY
    piece(tor, url, b"abc", 0)
    assert tor.get(url)["Location"] == f"{LIBRARY}{Resource.objects.get().id}/"


GIGABYTE, PIECE = 1024**3, 8 * 1024**2


@pytest.mark.long
@pytest.mark.slow
def test_a_gigabyte_arrives_whole_though_the_line_broke_in_the_middle(
    cast: Cast, visit: Visit
) -> None:
    url, whole = begin(visit(cast.tor), GIGABYTE)["Location"], sha256()
    before = getrusage(RUSAGE_SELF).ru_maxrss
    for number in range(GIGABYTE // PIECE):
        content = bytes([number]) * PIECE
        whole.update(content)
        if number == 64:
            # Half of a piece, and nobody knows whether it came: whoever comes back asks.
            half = piece(visit(cast.tor), url, content[: PIECE // 2], number * PIECE)
            assert half.status_code == 204
            place = int(visit(cast.tor).head(url)["Upload-Offset"])
            assert place == number * PIECE + PIECE // 2
            answer = piece(visit(cast.tor), url, content[PIECE // 2 :], place)
        else:
            answer = piece(visit(cast.tor), url, content, number * PIECE)
        assert answer.status_code == 204
    version = Version.objects.get()
    assert (version.size, version.checksum) == (GIGABYTE, whole.hexdigest())
    # Some pieces at once, with the copies of the test's own client, and never the whole file; in KiB.
    assert getrusage(RUSAGE_SELF).ru_maxrss - before < 400 * 1024
