"""Newer versions stand beside the earlier ones; what is withdrawn is gone, and the record says it was here."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from troth.conftest import Visit
from troth.ledger.models import Entry
from troth.partnerships.models import Room
from troth.partnerships.testing import Cast
from troth.resources.actions.adding import Content, NotPossible, add, add_version, withdraw
from troth.resources.actions.files import keep
from troth.resources.models import Resource, Version
from troth.resources.queries.room import left
from troth.resources.rules.refusals import Refusal
from troth.resources.tests.conftest import Add
from troth.resources.tests.test_library import CSV, LIBRARY, page, text_of

pytestmark = pytest.mark.django_db


def test_a_newer_version_stands_first_and_the_earlier_one_stays(
    cast: Cast, visit: Visit, added: Add
) -> None:
    one = added(CSV)
    answer = visit(cast.meera).post(
        page(one, "version/"), {"file": SimpleUploadedFile("new.csv", b"b"), "note": "Odda, too"}
    )
    assert answer.status_code == 302
    said = text_of(visit(cast.tor), page(one))
    assert said.index("Odda, too") < said.index("Version 1")
    assert visit(cast.tor).get(page(one, "files/1/")).getvalue() == CSV
    assert visit(cast.tor).get(page(one, "files/2/")).getvalue() == b"b"


def test_two_versions_at_once_are_both_kept(cast: Cast, added: Add) -> None:
    one = added(CSV)
    stale = Resource.objects.get(pk=one.pk)
    add_version(one, Content(stored=keep([b"Tor"]), name="t"), by=cast.tor)
    add_version(stale, Content(stored=keep([b"Meera"]), name="m"), by=cast.meera)
    kept = Version.objects.filter(resource=one).order_by("number")
    assert list(kept.values_list("number", "name")) == [(1, "winter.csv"), (2, "t"), (3, "m")]


def test_the_same_version_again_is_none(cast: Cast, visit: Visit, added: Add, files: Path) -> None:
    one = added(CSV)
    answer = visit(cast.tor).post(page(one, "version/"), {"file": SimpleUploadedFile("x", CSV)})
    assert answer.status_code == 409
    assert "to the last byte" in answer.content.decode()
    one.refresh_from_db()
    assert one.latest == 1
    assert len(list(files.iterdir())) == 1


def test_a_link_is_no_version_of_a_file(cast: Cast, added: Add) -> None:
    with pytest.RaisesExc(NotPossible, check=lambda e: e.reason is Refusal.OTHER_KIND):
        add_version(added(), Content(address="https://example.org/"), by=cast.tor)


def test_what_was_withdrawn_is_deleted_and_the_record_keeps_that_it_was_there(
    cast: Cast,
    visit: Visit,
    added: Add,
    files: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    one = added(CSV)
    with django_capture_on_commit_callbacks(execute=True):
        answer = visit(cast.ingrid).post(page(one, "withdraw/"))
    assert answer.status_code == 302
    assert list(files.iterdir()) == []
    assert "Withdrawn by Ingrid" in text_of(visit(cast.ravi), page(one))
    assert visit(cast.ravi).get(page(one, "files/1/")).status_code == 404
    assert "winter.csv" not in text_of(visit(cast.ravi), LIBRARY)
    kinds = Entry.objects.filter(log=cast.shared.id, kind__startswith="resource:")
    assert list(kinds.order_by("idx").values_list("kind", flat=True)) == [
        "resource:added",
        "resource:withdrawn",
    ]


def test_only_its_own_side_withdraws_it(cast: Cast, visit: Visit, added: Add) -> None:
    one = added()
    answer = visit(cast.ravi).post(page(one, "withdraw/"))
    assert answer.status_code == 409
    assert "This belongs to Lumen" in answer.content.decode()
    assert Resource.objects.filter(withdrawn_at__isnull=True).exists()


def test_withdrawing_twice_is_told_and_nothing_is_added_afterwards(cast: Cast, added: Add) -> None:
    one = added()
    stale = Resource.objects.get(pk=one.pk)
    withdraw(one, by=cast.tor)
    with pytest.RaisesExc(NotPossible, check=lambda e: e.reason is Refusal.WITHDRAWN):
        withdraw(stale, by=cast.tor)
    with pytest.RaisesExc(NotPossible, check=lambda e: e.reason is Refusal.WITHDRAWN):
        add_version(stale, Content(stored=keep([b"new"]), name="n"), by=cast.tor)


def test_what_a_guest_added_is_the_guests_to_withdraw(cast: Cast, visit: Visit, added: Add) -> None:
    one = added(b"c", by=cast.contributor)
    assert visit(cast.ingrid).post(page(one, "withdraw/")).status_code == 409
    assert visit(cast.facilitator).post(page(one, "withdraw/")).status_code == 409
    assert visit(cast.contributor).post(page(one, "withdraw/")).status_code == 302


def test_withdrawing_makes_room(cast: Cast, added: Add, settings: Settings) -> None:
    settings.FILES_QUOTA = 100
    withdraw(added(b"x" * 100), by=cast.tor)
    assert left(cast.tor) == 100


@pytest.mark.parametrize("number", [0, 2, 10**9, 10**30])
def test_a_version_that_is_not_there_is_nothing(
    cast: Cast, visit: Visit, added: Add, number: int
) -> None:
    assert visit(cast.ravi).get(page(added(), f"files/{number}/")).status_code == 404


def test_the_list_of_versions_ends(cast: Cast, visit: Visit) -> None:
    shared: Room = cast.shared
    one = add("link", Content(address="https://example.org/0"), room=shared, by=cast.tor)
    for n in range(1, 54):
        add_version(one, Content(address=f"https://example.org/{n}"), by=cast.tor)
    said = text_of(visit(cast.ravi), page(one))
    assert 'href="?below=5"' in said
    assert "Version 4<" not in said
    assert "Version 4<" in text_of(visit(cast.ravi), page(one) + "?below=5")
