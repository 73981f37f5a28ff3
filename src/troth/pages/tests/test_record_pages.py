"""The record: every entry in words and to the bit, with a proof that needs nobody's word."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.conftest import Visit
from troth.foundation.kernel import b64
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.checkpoints import sign_now
from troth.ledger.models import Entry, Head
from troth.ledger.queries import epoch_at, head
from troth.ledger.rules.checkpoint import parse_checkpoint
from troth.ledger.rules.note import open_note
from troth.ledger.rules.tree import leaf_hash, verify_inclusion
from troth.ledger.signing import load_key
from troth.ledger.stops import Stop
from troth.pages.views import record as views
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
RECORD = "/p/lumen-kaveri/record/"


@pytest.fixture(autouse=True)
def state(settings: Settings, tmp_path: Path) -> None:
    """A ledger key of its own."""
    settings.TROTH_STATE = tmp_path


def promise(cast: Cast, what: str = "A report") -> int:
    """Make a promise; where it stands in the record."""
    said = Promise(deliverable=what, due=now() + timedelta(days=5), zone="UTC", receiver=cast.lumen)
    actions.propose(said, room=cast.shared, by=cast.ravi)
    return head(cast.shared.id) - 1


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_newest_stands_first_under_its_day(cast: Cast, visit: Visit) -> None:
    promise(cast, "Earlier on")
    promise(cast, "Later on")
    page = words(visit(cast.ingrid), RECORD)
    assert page.index("Later on") < page.index("Earlier on") < page.index("sat down")
    assert "oday" in page


def test_before_the_first_seal_it_says_so_and_afterwards_how_far_it_reaches(
    cast: Cast, visit: Visit
) -> None:
    idx, client = promise(cast), visit(cast.ingrid)
    before, entry = words(client, RECORD), words(client, f"{RECORD}{idx}/")
    assert "Nothing is sealed yet." in before
    assert "Keep its proof" not in entry
    sign_now(cast.shared.id)
    assert "Sealed up to entry" in words(client, RECORD)
    assert f"{RECORD}{idx}/proof/" in words(client, f"{RECORD}{idx}/")


def test_a_record_that_stopped_says_so_before_anything_else(cast: Cast, visit: Visit) -> None:
    Head.objects.filter(log=cast.shared.id).update(stopped=Stop.BEHIND.value)
    assert "The record is not consistent." in words(visit(cast.ingrid), RECORD)


def test_an_entry_shows_its_bytes_and_its_fingerprint(cast: Cast, visit: Visit) -> None:
    idx = promise(cast, "A secret plan")
    page = words(visit(cast.ingrid), f"{RECORD}{idx}/")
    stored = Entry.objects.get(log=cast.shared.id, idx=idx)
    assert bytes(stored.leaf_hash).hex(" ", 2) in page
    assert "Kaveri promised Lumen “A secret plan”" in page
    written = page.partition("The entry as it is written")[2]
    assert "commitment:proposed" in written
    assert "secret plan" not in written


def test_an_entry_leads_to_what_it_is_about(cast: Cast, visit: Visit) -> None:
    idx = promise(cast)
    page = words(visit(cast.ingrid), f"{RECORD}{idx}/")
    assert re.search(r'href="/p/lumen-kaveri/commitments/\w{26}/"[^>]*>[^<]*Go to what', page)


def test_a_proof_file_holds_all_that_is_needed_to_check_it(cast: Cast, visit: Visit) -> None:
    idx = promise(cast)
    promise(cast)
    sign_now(cast.shared.id)
    answer = visit(cast.ravi).get(f"{RECORD}{idx}/proof/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="entry-{idx}.tlog-proof"'
    proof, _, note = answer.content.decode().partition("\n\n")
    _header, extra, index, *hashes = proof.split("\n")
    assert index == f"index {idx}"
    key = load_key().verifier(epoch_at(cast.shared.id, idx).origin)
    signed = parse_checkpoint(open_note(note.encode(), [key])[0].text)
    assert verify_inclusion(
        idx,
        signed.size,
        leaf=leaf_hash(b64.decode(extra.removeprefix("extra "))),
        proof=[b64.decode(one) for one in hashes],
        root=signed.root,
    )


def test_the_signed_root_can_be_kept(cast: Cast, visit: Visit) -> None:
    promise(cast)
    client = visit(cast.ingrid)
    assert client.get(f"{RECORD}checkpoint/").status_code == 404
    sign_now(cast.shared.id)
    answer = client.get(f"{RECORD}checkpoint/")
    key = load_key().verifier(epoch_at(cast.shared.id, 0).origin)
    note, _signatures = open_note(answer.content, [key])
    assert parse_checkpoint(note.text).size == head(cast.shared.id)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("place", ["999/", "999/proof/", "99999999999999999999/"])
def test_an_entry_that_is_not_there_is_nothing(cast: Cast, visit: Visit, place: str) -> None:
    assert visit(cast.ingrid).get(f"{RECORD}{place}").status_code == 404


def test_an_entry_that_is_not_signed_yet_has_no_proof(cast: Cast, visit: Visit) -> None:
    assert visit(cast.ingrid).get(f"{RECORD}{promise(cast)}/proof/").status_code == 404


def test_a_side_rooms_record_is_its_own(cast: Cast, visit: Visit) -> None:
    said = Promise(
        deliverable="A price list", due=now() + timedelta(days=5), zone="UTC", receiver=cast.lumen
    )
    actions.propose(said, room=cast.kaveri_side, by=cast.ravi)
    idx = head(cast.kaveri_side.id) - 1
    side = "/p/lumen-kaveri/side/record/"
    assert "A price list" in words(visit(cast.meera), side)
    assert "A price list" in words(visit(cast.meera), f"{side}{idx}/")
    for path in (side, RECORD):
        assert "A price list" not in words(visit(cast.ingrid), path)
    assert "A price list" not in visit(cast.ingrid).get(f"{side}{idx}/").content.decode()


def test_older_entries_are_a_page_away_and_each_stands_once(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 4)
    for n in range(7):
        promise(cast, f"Number {n}")
    client, path, seen = visit(cast.ingrid), RECORD, []
    for _ in range(20):
        page = words(client, path)
        seen += [int(idx) for idx in re.findall(rf'href="{RECORD}(\d+)/"', page)]
        older = re.search(r'href="(\?before=\d+)"', page)
        if older is None:
            break
        path = f"{RECORD}{older[1]}"
    assert seen == list(range(head(cast.shared.id) - 1, -1, -1))


@pytest.mark.parametrize("before", ["x", "-3", "0", "99999999999999999999", "²"])
def test_a_place_that_nobody_gave_out_is_no_fault(cast: Cast, visit: Visit, before: str) -> None:
    assert visit(cast.ingrid).get(RECORD, {"before": before}).status_code == 200


def test_times_are_on_the_readers_own_clock(cast: Cast, visit: Visit) -> None:
    with clock.at(now().replace(hour=12, minute=0)):
        idx = promise(cast)
    assert "Bergen" in words(visit(cast.ingrid), f"{RECORD}{idx}/")
    assert "17:30 Bengaluru" in words(visit(cast.ravi), f"{RECORD}{idx}/")


def test_an_entry_of_a_kind_that_this_version_does_not_know_is_named_as_it_is(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    idx = promise(cast)
    monkeypatch.setattr(views, "known_fact", lambda _entry: None)
    page = words(visit(cast.ingrid), f"{RECORD}{idx}/")
    assert "commitment:proposed" in page
    assert "Go to what it is about" not in page
