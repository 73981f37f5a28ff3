"""A checkpoint is signed only over what was signed before; else the log stops and says why."""

import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger import checkpoints, clock, highwater
from troth.ledger.checkpoints import check_high_water, sign_now
from troth.ledger.models import Checkpoint as Row
from troth.ledger.models import Entry, Epoch, Head, Once
from troth.ledger.queries import (
    consistency,
    entry_at,
    inclusion,
    latest_checkpoint,
    standing,
)
from troth.ledger.rules.checkpoint import Checkpoint, parse_checkpoint
from troth.ledger.rules.note import Note, open_note, signature_of
from troth.ledger.rules.tree import EMPTY, root, verify_consistency, verify_inclusion
from troth.ledger.signing import load_key, make_key
from troth.ledger.stops import Stop
from troth.ledger.testing import light

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 16, tzinfo=UTC)


def origin(room: Ulid) -> str:
    return f"troth.example/ledger/{room}/1"


def test_a_signed_size_is_a_note_that_anybody_can_check(room: Ulid) -> None:
    lit = light(room, 3)
    row = sign_now(room)
    assert row is not None
    note, (signature,) = open_note(row.note.encode(), [load_key().verifier(origin(room))])
    checkpoint = parse_checkpoint(note.text)
    assert (checkpoint.origin, checkpoint.size) == (origin(room), 3)
    assert checkpoint.root == root(bytes(entry.leaf_hash) for entry in lit)
    assert signature.name == origin(room)
    assert standing(room).signed == 3


def test_the_same_checkpoint_is_remembered_outside_the_database(room: Ulid, state: Path) -> None:
    light(room)
    row = sign_now(room)
    assert row is not None
    assert (state / "ledger" / f"{room}.hw").read_text() == row.note


def test_key_and_memory_are_for_the_owner_alone(room: Ulid, state: Path) -> None:
    light(room)
    sign_now(room)
    for path in ("key", f"{room}.hw"):
        assert stat.S_IMODE((state / "ledger" / path).stat().st_mode) == 0o600
    assert stat.S_IMODE((state / "ledger").stat().st_mode) == 0o700


def test_a_log_that_grew_is_signed_again_and_consistently(room: Ulid) -> None:
    for times in (3, 4, 1):
        light(room, times)
        sign_now(room)
    roots = {row.size: bytes(row.root) for row in Row.objects.filter(log=room)}
    assert sorted(roots) == [3, 7, 8]
    for old, new in ((3, 7), (7, 8), (3, 8)):
        proof = consistency(room, epoch=1, old=old, new=new)
        assert verify_consistency(old, new, old_root=roots[old], new_root=roots[new], proof=proof)


def test_a_log_that_did_not_grow_is_not_signed_again(room: Ulid) -> None:
    light(room)
    assert sign_now(room) == sign_now(room)
    assert Row.objects.count() == 1


def test_a_log_without_entries_is_not_signed(room: Ulid) -> None:
    assert sign_now(room) is None


@pytest.mark.django_db(transaction=True)
def test_inside_an_action_nothing_is_signed(room: Ulid) -> None:
    light(room)
    with pytest.raises(RuntimeError), transaction.atomic():
        sign_now(room)
    with transaction.atomic():
        transaction.on_commit(partial(sign_now, room))
    assert standing(room).signed == 1


def test_the_whole_new_part_is_read_in_chunks(room: Ulid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "CHUNK", 2)
    light(room, 5)
    row = sign_now(room)
    assert row is not None
    assert row.size == 5


def test_every_signed_entry_can_be_proven(room: Ulid) -> None:
    light(room, 11)
    row = sign_now(room)
    light(room)
    assert row is not None
    for idx in range(11):
        proof = inclusion(room, idx)
        assert proof is not None
        assert proof.note == row.note
        assert verify_inclusion(idx, 11, leaf=proof.leaf, proof=proof.hashes, root=bytes(row.root))


def test_what_is_not_signed_yet_has_no_proof(room: Ulid) -> None:
    light(room)
    assert inclusion(room, 0) is None
    sign_now(room)
    light(room)
    assert inclusion(room, 1) is None
    assert inclusion(room, 2) is None


def stopped_by(room: Ulid) -> Stop | None:
    """Let the log grow where it still may, sign, and see why it stopped."""
    size = Row.objects.count()
    assert sign_now(room) is None
    assert Row.objects.count() == size
    return standing(room).stop


@pytest.fixture
def signed(room: Ulid, unguarded: None) -> Ulid:
    """A log with five signed entries and two more."""
    light(room, 3)
    sign_now(room)
    light(room, 2)
    sign_now(room)
    light(room, 2)
    return room


def test_changed_bytes_stop_the_log(signed: Ulid) -> None:
    Entry.objects.filter(log=signed, idx=6).update(entry_bytes=b"{}")
    assert stopped_by(signed) is Stop.CHANGED


def test_bytes_changed_together_with_their_hash_stop_the_log(signed: Ulid) -> None:
    other = entry_at(signed, 5)
    assert other is not None
    Entry.objects.filter(log=signed, idx=6).update(
        entry_bytes=other.entry_bytes, leaf_hash=other.leaf_hash
    )
    assert stopped_by(signed) is Stop.CHANGED


def test_a_missing_entry_stops_the_log(signed: Ulid) -> None:
    Entry.objects.filter(log=signed, idx=5).delete()
    assert stopped_by(signed) is Stop.CHANGED


def test_a_head_that_is_not_what_the_entries_make_stops_the_log(signed: Ulid) -> None:
    Head.objects.filter(log=signed).update(frontier=bytes(96))
    assert stopped_by(signed) is Stop.CHANGED


@pytest.mark.parametrize("column", ["root", "frontier"])
def test_a_changed_checkpoint_stops_the_log(signed: Ulid, column: str) -> None:
    Row.objects.filter(log=signed, size=5).update(**{column: bytes(32)})
    assert stopped_by(signed) is Stop.CHANGED


def test_a_checkpoint_signed_by_another_stops_the_log(signed: Ulid) -> None:
    row = Row.objects.get(log=signed, size=5)
    Row.objects.filter(log=signed, size=5).update(note=row.note[:-4] + "AA==\n"[-5:])
    assert stopped_by(signed) is Stop.CHANGED


def test_another_signed_note_in_a_checkpoint_stops_the_log(signed: Ulid) -> None:
    three = Row.objects.get(log=signed, size=3)
    Row.objects.filter(log=signed, size=5).update(note=three.note)
    assert stopped_by(signed) is Stop.CHANGED


def test_a_database_from_an_old_copy_is_not_signed(signed: Ulid) -> None:
    Entry.objects.filter(log=signed, idx__gte=3).delete()
    Row.objects.filter(log=signed, size=5).delete()
    three = Row.objects.get(log=signed)
    Head.objects.filter(log=signed).update(size=3, frontier=three.frontier, signed=3)
    assert stopped_by(signed) is Stop.BEHIND


def test_an_old_copy_is_found_before_anybody_records(signed: Ulid) -> None:
    assert check_high_water() == []
    Head.objects.filter(log=signed).update(size=4)
    assert check_high_water() == [signed]
    assert standing(signed).stop is Stop.BEHIND
    assert check_high_water() == []


def test_files_of_logs_that_are_not_here_are_left_alone(signed: Ulid, state: Path) -> None:
    highwater.write(new_ulid(), "a note\n")
    (state / "ledger" / "notes.hw").write_text("not a log")
    (state / "ledger" / f"{signed}.hw").write_text("spoilt")
    assert check_high_water() == []


def test_an_old_copy_that_grew_again_is_not_signed(signed: Ulid) -> None:
    """The worst restore: as many entries as before, but others."""
    Entry.objects.filter(log=signed, idx__gte=3).delete()
    Row.objects.filter(log=signed, size=5).delete()
    three = Row.objects.get(log=signed)
    Head.objects.filter(log=signed).update(size=3, frontier=three.frontier, signed=3)
    light(signed, 4)
    assert stopped_by(signed) is Stop.CHANGED


def test_two_signed_roots_of_one_size_stop_the_log(signed: Ulid) -> None:
    said = Checkpoint(origin(signed), 5, bytes(32))
    highwater.write(signed, str(load_key().sign(said)))
    assert stopped_by(signed) is Stop.CHANGED


def test_missing_entries_at_the_end_stop_the_log(signed: Ulid) -> None:
    Entry.objects.filter(log=signed, idx__gte=5).delete()
    assert stopped_by(signed) is Stop.CHANGED


def test_a_lost_memory_stops_the_log(signed: Ulid, state: Path) -> None:
    (state / "ledger" / f"{signed}.hw").unlink()
    assert stopped_by(signed) is Stop.LOST


@pytest.mark.parametrize("spoilt", ["", "spoilt\n", "spoilt\n\n\u2014 somebody AAAAAAAA\n"])
def test_a_spoilt_memory_stops_the_log(signed: Ulid, state: Path, spoilt: str) -> None:
    (state / "ledger" / f"{signed}.hw").write_text(spoilt)
    assert stopped_by(signed) is Stop.UNREADABLE


def test_the_memory_of_another_log_stops_the_log(signed: Ulid, state: Path) -> None:
    other = new_ulid()
    light(other)
    sign_now(other)
    theirs = (state / "ledger" / f"{other}.hw").read_text()
    (state / "ledger" / f"{signed}.hw").write_text(theirs)
    assert stopped_by(signed) is Stop.UNREADABLE


def test_the_memory_of_another_text_stops_the_log(signed: Ulid) -> None:
    key = load_key()
    text = Checkpoint(origin(new_ulid()), 5, EMPTY).text()
    note = Note(text, (signature_of(text, key.named(origin(signed)), key.private.sign),))
    highwater.write(signed, str(note))
    assert stopped_by(signed) is Stop.UNREADABLE


def test_a_memory_older_than_the_table_is_caught_up(signed: Ulid, state: Path) -> None:
    """The server stopped between commit and file."""
    three = Row.objects.get(log=signed, size=3)
    highwater.write(signed, three.note)
    row = sign_now(signed)
    assert row is not None
    assert (state / "ledger" / f"{signed}.hw").read_text() == row.note


def test_a_memory_older_than_the_table_still_has_to_agree(signed: Ulid) -> None:
    three = Row.objects.get(log=signed, size=3)
    highwater.write(signed, three.note)
    one, two = entry_at(signed, 1), entry_at(signed, 2)
    assert one
    assert two
    Entry.objects.filter(log=signed, idx=1).update(
        entry_bytes=two.entry_bytes, leaf_hash=two.leaf_hash
    )
    assert stopped_by(signed) is Stop.CHANGED


def test_a_key_that_is_gone_is_not_made_anew(signed: Ulid, state: Path) -> None:
    (state / "ledger" / "key").unlink()
    assert stopped_by(signed) is Stop.KEY_LOST
    assert not (state / "ledger" / "key").exists()
    other = new_ulid()
    light(other)
    assert sign_now(other) is None


def test_another_key_does_not_go_on_signing(signed: Ulid) -> None:
    make_key()
    assert stopped_by(signed) is Stop.UNREADABLE


@pytest.mark.parametrize(
    "change", [lambda text: text.swapcase(), lambda text: text[:-2], lambda text: "\u00e9" + text]
)
def test_a_spoilt_key_signs_nothing(
    signed: Ulid, state: Path, change: Callable[[str], str]
) -> None:
    path = state / "ledger" / "key"
    path.write_text(change(path.read_text()))
    assert stopped_by(signed) is Stop.KEY_LOST


def test_a_key_with_another_name_or_id_signs_nothing(signed: Ulid, state: Path) -> None:
    path = state / "ledger" / "key"
    path.write_text(path.read_text().replace("+troth+", "+trust+"))
    assert stopped_by(signed) is Stop.KEY_LOST


def test_a_log_goes_on_when_all_is_found_in_order_again(signed: Ulid, state: Path) -> None:
    path = state / "ledger" / f"{signed}.hw"
    kept = path.read_text()
    path.unlink()
    assert stopped_by(signed) is Stop.LOST
    path.write_text(kept)
    assert sign_now(signed) is not None
    assert standing(signed).stop is None
    light(signed)


def test_the_empty_tree_is_remembered_before_the_first_signature(room: Ulid) -> None:
    light(room)
    make_key()
    epoch = Epoch.objects.get(log=room)
    mark = checkpoints.high_water(epoch, key=load_key(), anything_signed=False)
    assert (mark.size, mark.root) == (0, EMPTY)
    assert sign_now(room) is not None


def test_the_clock_signs_what_grew(room: Ulid) -> None:
    other = new_ulid()
    light(room, 2)
    light(other)
    assert set(clock.due(AT)) == {room, other}
    assert clock.ring(AT) == 2
    assert clock.due(AT) == []
    light(room)
    assert clock.due(AT) == [room]


def test_the_clock_leaves_stopped_logs_alone(signed: Ulid, state: Path) -> None:
    (state / "ledger" / f"{signed}.hw").unlink()
    assert clock.ring(AT) == 0
    assert clock.due(AT) == []


def test_a_fault_in_one_log_does_not_keep_others_unsigned(
    room: Ulid, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_ulid()
    light(room)
    light(other)

    def faulty(log: Ulid) -> object:
        if log == room:
            raise OSError("no space left")
        return sign_now(log)

    monkeypatch.setattr(clock, "sign_now", faulty)
    assert clock.ring(AT) == 1
    assert latest_checkpoint(other) is not None


def test_the_clock_forgets_old_keys_of_forms(room: Ulid) -> None:
    for days in (29, 31):
        Once.objects.create(key=str(days), log=room, idx=0, at=AT - timedelta(days=days))
    clock.ring(AT)
    assert [row.key for row in Once.objects.all()] == ["29"]
