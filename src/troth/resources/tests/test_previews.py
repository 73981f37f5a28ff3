"""What a file looks like, on its page: drawn after it came, behind the same door, gone with the file."""

import os
import time
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.ledger.models import Entry
from troth.partnerships.testing import Cast
from troth.resources import painter as painting
from troth.resources.actions.adding import Content, NotPossible, add_version, withdraw
from troth.resources.actions.files import keep, path_of, picture_of
from troth.resources.actions.looks import settle
from troth.resources.models import Resource, Version
from troth.resources.painter import Painter
from troth.resources.queries.room import left
from troth.resources.rules.looks import LARGEST_SHOWN, SENTENCES, Look, first_look
from troth.resources.rules.media import Media
from troth.resources.tests import drawings
from troth.resources.tests.conftest import Add

pytestmark = pytest.mark.django_db
LIBRARY = "/p/lumen-kaveri/talk/library/"
WAITS = "A picture of it is being made"


def paint() -> None:
    """Let the painter go on until nothing waits any more."""
    painter = Painter()
    for _turn in range(2000):
        painter.turn(now())
        if painter.easel is None and not Version.objects.filter(look=Look.WAITING).exists():
            return
        time.sleep(0.01)
    raise AssertionError("the painter did not come to an end")


def page(client: Client, resource: Resource) -> str:
    """What the page of a file says."""
    return client.get(f"{LIBRARY}{resource.id}/").content.decode()


def preview(client: Client, resource: Resource, number: int = 1) -> HttpResponse:
    """Ask for the picture of a file."""
    return client.get(f"{LIBRARY}{resource.id}/files/{number}/preview/")  # type: ignore[return-value]  # the client's kind of answer


def test_a_picture_is_shown_once_it_was_drawn_and_the_page_waits_for_it(
    cast: Cast, visit: Visit, added: Add
) -> None:
    one = added(drawings.picture(), name="mast.png")
    ravi = visit(cast.ravi)
    said = page(ravi, one)
    assert WAITS in said
    assert "every 2s" in said
    assert preview(ravi, one).status_code == 404
    paint()
    said = page(ravi, one)
    assert WAITS not in said
    assert "every 2s" not in said
    assert f'src="{LIBRARY}{one.id}/files/1/preview/" width="60" height="40"' in said
    assert preview(ravi, one).getvalue()[8:12] == b"WEBP"


def test_the_first_page_of_a_document_is_shown_and_called_that(
    cast: Cast, visit: Visit, added: Add
) -> None:
    one = added(drawings.document(), name="customs.pdf")
    paint()
    said = page(visit(cast.ravi), one)
    assert "The first page of “customs.pdf”" in said
    assert preview(visit(cast.ravi), one).status_code == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\nbut then nothing", "Troth could not read it"),
        (drawings.only_a_head(10_000, 10_000), "too large to be drawn here"),
        (b"%PDF-1.7\nbroken off", "Troth could not read it"),
        (drawings.document(locked=True), "opens with a password only"),
    ],
)
def test_where_no_picture_can_be_made_the_page_says_why(
    cast: Cast, visit: Visit, added: Add, content: bytes, words: str
) -> None:
    one = added(content)
    paint()
    said = page(visit(cast.ravi), one)
    assert words in said
    assert "<figure" not in said
    assert preview(visit(cast.ravi), one).status_code == 404
    assert visit(cast.ravi).get(f"{LIBRARY}{one.id}/files/1/").getvalue() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", b"PK\x03\x04 a zip that is called photo.png"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("readings.bin", bytes(range(256))),
    ],
)
def test_what_only_pretends_has_no_picture_and_is_only_taken_along(
    cast: Cast, visit: Visit, added: Add, name: str, content: bytes
) -> None:
    one = added(content, name=name)
    paint()
    assert "<figure" not in page(visit(cast.ravi), one)
    assert preview(visit(cast.ravi), one).status_code == 404
    taken = visit(cast.ravi).get(f"{LIBRARY}{one.id}/files/1/")
    assert taken["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_the_first_lines_of_a_text_are_shown_whatever_letters_it_is_written_in(
    cast: Cast, visit: Visit, added: Add, encoding: str
) -> None:
    words = "Prøver <b>fra</b> Ål\nog Ås\n"
    said = page(visit(cast.ravi), added(words.encode(encoding), name="prøver.txt"))
    assert "Prøver &lt;b&gt;fra&lt;/b&gt; Ål\nog Ås" in said
    assert "<figure" not in said


def test_a_picture_can_do_nothing_wherever_it_is_opened(
    cast: Cast, visit: Visit, added: Add
) -> None:
    one = added(drawings.picture("GIF") + b"/*<script>alert(1)</script>*/", name="polyglot.gif")
    paint()
    answer = preview(visit(cast.ravi), one)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in answer["Cache-Control"]
    assert b"script" not in answer.getvalue()


def test_the_picture_stands_behind_the_door_of_the_file(
    cast: Cast, visit: Visit, added: Add
) -> None:
    ours = added(drawings.picture(), room=cast.lumen_side)
    paint()
    side = f"/p/lumen-kaveri/side/talk/library/{ours.id}/files/1/preview/"
    assert visit(cast.ingrid).get(side).status_code == 200
    assert visit(cast.ravi).get(side).status_code == 404
    assert preview(visit(cast.ingrid), ours).status_code == 404
    for who in (cast.ravi, cast.guest, cast.stranger):
        assert preview(visit(who), ours).status_code == 404, who


def test_each_version_has_its_own_picture_and_the_newest_is_shown(
    cast: Cast, visit: Visit, added: Add
) -> None:
    one = added(drawings.picture(), name="mast.png")
    wider = Content(stored=keep([drawings.picture(size=(90, 40))]), name="mast.png")
    add_version(one, wider, by=cast.tor)
    paint()
    assert 'files/2/preview/" width="90"' in page(visit(cast.ravi), one)
    assert preview(visit(cast.ravi), one, 1).status_code == 200
    assert preview(visit(cast.ravi), one, 3).status_code == 404


def test_withdrawing_deletes_the_picture_with_the_file(
    cast: Cast, visit: Visit, added: Add, files: Path, django_capture_on_commit_callbacks: object
) -> None:
    one = added(drawings.picture())
    paint()
    assert len(list(files.iterdir())) == 2
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # its type is private
        withdraw(one, by=cast.tor)
    assert not list(files.iterdir())
    assert preview(visit(cast.ravi), one).status_code == 404
    assert "<figure" not in page(visit(cast.ravi), one)


def test_of_a_file_withdrawn_while_it_was_drawn_no_picture_stays(
    cast: Cast, added: Add, files: Path
) -> None:
    one = added(drawings.picture())
    version = one.versions.get()
    withdraw(one, by=cast.tor)
    settle(version, b"there 1 1\nRIFF    WEBP")
    assert not (files / picture_of(version.key)).exists()
    version.refresh_from_db()
    assert version.look == Look.WAITING


def test_a_withdrawn_file_is_not_drawn_any_more(cast: Cast, added: Add) -> None:
    withdraw(added(drawings.picture()), by=cast.tor)
    painter = Painter()
    painter.turn(now())
    assert painter.easel is None


def test_a_picture_stands_in_no_record_and_takes_nobodys_room(cast: Cast, added: Add) -> None:
    added(drawings.picture())
    before = (Entry.objects.count(), left(cast.tor))
    paint()
    assert (Entry.objects.count(), left(cast.tor)) == before


def test_a_file_that_is_gone_from_the_disk_is_said_to_be_unreadable(added: Add) -> None:
    version = added(drawings.picture()).versions.get()
    path_of(version.key).unlink()
    paint()
    version.refresh_from_db()
    assert version.look == Look.BROKEN


def test_files_that_cannot_be_reached_are_drawn_later_and_hold_up_nothing(
    added: Add, files: Path
) -> None:
    version = added(drawings.picture()).versions.get()
    path = path_of(version.key)
    path.rename(files / "elsewhere")
    path.mkdir()
    painter = Painter()
    assert painter.turn(now()) is False
    path.rmdir()
    (files / "elsewhere").rename(path)
    painter.turn(now())
    assert painter.easel is None
    paint()
    version.refresh_from_db()
    assert version.look == Look.THERE


def test_a_drawing_that_takes_too_long_is_stopped_and_said_so(
    cast: Cast, visit: Visit, added: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(painting, "DRAWING", slow)
    one = added(drawings.picture())
    painter = Painter()
    painter.turn(now())
    assert painter.turn(now()) is False
    assert painter.easel is not None
    child = painter.easel.child
    painter.easel.until = 0.0
    painter.turn(now())
    assert child.returncode == -9
    assert "more than Troth spends on one file" in page(visit(cast.ravi), one)


def test_a_drawing_process_that_dies_counts_as_not_drawn_and_the_next_file_is_drawn(
    added: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (added(drawings.picture(size=size)) for size in ((5, 5), (6, 6)))
    dies = tmp_path / "dies.py"
    dies.write_text("import os\nprint('there 1 1', flush=True)\nos.abort()\n")
    with monkeypatch.context() as while_it_dies:
        while_it_dies.setattr(painting, "DRAWING", dies)
        painter = Painter()
        painter.turn(now())
        assert painter.easel is not None
        painter.easel.child.wait()
        painter.turn(now())
    paint()
    assert first.versions.get().look == Look.HARD
    assert second.versions.get().look == Look.THERE


def test_the_drawing_process_knows_no_setting_and_no_secret(
    added: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret of ours")
    tells = tmp_path / "tells.py"
    tells.write_text("import os\nprint(sorted(os.environ))\n")
    monkeypatch.setattr(painting, "DRAWING", tells)
    added(drawings.picture())
    painter = Painter()
    painter.turn(now())
    assert painter.easel is not None
    painter.easel.child.wait()
    assert painter.easel.answer().strip() in {b"['LANG', 'PATH']", b"['LANG', 'LC_CTYPE', 'PATH']"}
    assert os.environ["SECRET_KEY"] == "a secret of ours"


def test_what_is_larger_than_we_look_at_is_not_drawn_at_all() -> None:
    assert first_look(Media.IMAGE, LARGEST_SHOWN) is Look.WAITING
    assert first_look(Media.PDF, LARGEST_SHOWN + 1) is Look.LARGE
    assert first_look(Media.ARCHIVE, 5) is Look.NONE


def test_every_reason_for_no_picture_has_its_words() -> None:
    assert set(SENTENCES) == set(Look) - {Look.NONE, Look.THERE}


def test_nothing_of_a_refused_file_waits_to_be_drawn(cast: Cast, added: Add) -> None:
    added(drawings.picture())
    with pytest.raises(NotPossible):
        added(drawings.picture())
    assert Version.objects.filter(look=Look.WAITING).count() == 1
