"""Whatever is changed in the record, its tables or its files, is found: one by one, so that each is known to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

import pytest
from django.db import transaction

from troth.foundation.facts.fact import Actor, Fact
from troth.foundation.kernel.ulid import Ulid
from troth.ledger import highwater
from troth.ledger.actions import record
from troth.ledger.checkpoints import sign_now
from troth.ledger.follower import TreeFollower, run_pass
from troth.ledger.models import (
    Checkpoint,
    Cosig,
    Cursor,
    Entry,
    Epoch,
    Head,
    Node,
    Part,
)
from troth.ledger.queries import inclusion, standing
from troth.ledger.rules.checkpoint import Checkpoint as Said
from troth.ledger.signing import load_key
from troth.ledger.stops import Stop
from troth.ledger.testing import LUMEN, light
from troth.ledger.tests.whole import AT, TABLES, found
from troth.ledger.verification import Finding, sizes, verify, walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Role(StrEnum):
    """Parts of a lamp's fact."""

    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class Erased(Fact):
    """A part was erased: the fact that the erasing action will record."""

    kind: ClassVar[str] = "record:erased"
    target: int
    part: Role


def test_an_untouched_record_has_nothing_wrong(world: list[Ulid]) -> None:
    assert found() == []


def test_nothing_is_wrong_with_nothing() -> None:
    assert found() == []


def test_a_log_that_was_never_signed_is_in_order(room: Ulid) -> None:
    light(room, 3)
    assert found() == []


def test_one_log_can_be_checked_alone(world: list[Ulid]) -> None:
    Entry.objects.filter(log=world[0], idx=4).update(entry_bytes=b"{}")
    assert list(verify([world[1]])) == []
    assert list(verify([world[0]])) != []


def test_the_first_wrong_place_is_named(world: list[Ulid]) -> None:
    Entry.objects.filter(log=world[0], idx=4).update(entry_bytes=b"{}")
    first = next(verify())
    assert (first.log, first.idx) == (world[0], 4)
    assert str(first).startswith(f"log {world[0]}, entry 4: its bytes are not")


def test_progress_tells_how_far_it_is(world: list[Ulid], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "CHUNK", 5)
    said: list[tuple[str, int, int]] = []
    assert list(verify([world[1]], progress=lambda *words: said.append(words))) == []
    assert said == [(world[1], at, 13) for at in (5, 10, 13)]


def test_the_same_is_found_in_chunks(world: list[Ulid], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "CHUNK", 4)
    assert found() == []
    Node.objects.filter(log=world[1], level=2, idx=1).update(hash=bytes(32))
    assert [finding.idx for finding in found()] == [7]


def test_a_changed_key_is_said_of_all_logs(world: list[Ulid], state: Path) -> None:
    (state / "ledger" / "key").unlink()
    finding = found()[0]
    assert (finding.log, str(finding)[:10]) == (None, "all logs: ")


def test_files_of_a_log_that_is_gone_are_found(room: Ulid, unguarded: None) -> None:
    light(room)
    sign_now(room)
    for table in TABLES:
        table._default_manager.all().delete()
    assert [finding.log for finding in found()] == [room]


def test_an_act_recorded_twice_is_found(room: Ulid, monkeypatch: pytest.MonkeyPatch) -> None:
    light(room)
    monkeypatch.setattr("secrets.token_bytes", bytes)
    light(room, 3)
    assert [(finding.idx, finding.what) for finding in found()] == [
        (2, "its act was recorded before"),
        (3, "its act was recorded before"),
    ]


def test_erased_words_need_an_entry_that_says_so(world: list[Ulid]) -> None:
    here = Part.objects.filter(log=world[0], idx=4, part="note")
    here.update(salt=None, value=None, erased_at=AT)
    assert [finding.idx for finding in found()] == [4]
    light_erasure(world[0], target=4)
    assert found() == []


def light_erasure(log: Ulid, *, target: int) -> None:
    """An entry as the erasing action writes it."""
    with transaction.atomic():
        record(Erased(room=log, by=Actor(None, None), target=target, part=Role.NOTE))


def test_a_part_is_gone_only_with_a_date(world: list[Ulid]) -> None:
    Part.objects.filter(log=world[0], idx=4, part="note").update(salt=None, value=None)
    assert next(finding.what for finding in found()).endswith("without a date of erasure")


def test_many_missing_entries_are_one_finding(
    world: list[Ulid], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "CHUNK", 3)
    Entry.objects.filter(log=world[0], idx__range=(2, 8)).delete()
    first = found()[0]
    assert (first.idx, first.what) == (2, "entries are missing from here on")


def test_a_signed_size_beyond_the_log_is_found(world: list[Ulid], state: Path) -> None:
    later = highwater.path_of(world[0]).read_bytes()
    rewind(world[0], to=9)
    assert [finding.log for finding in found()] == [world[0]]
    highwater.path_of(world[0]).write_bytes(later.replace(b"\n11\n", b"\n12\n"))
    assert [finding.log for finding in found()] == [world[0]]


def rewind(log: Ulid, *, to: int) -> None:
    """Put a log back to an earlier signed size, as if nothing had come after."""
    for table in (Entry, Part):
        table._default_manager.filter(log=log, idx__gte=to).delete()
    for row in Node.objects.filter(log=log):
        if (row.idx + 1) << row.level > to:
            row.delete()
    Cursor.objects.filter(log=log).update(at=to)
    Checkpoint.objects.filter(log=log, size__gt=to).delete()
    last = Checkpoint.objects.get(log=log, size=to)
    t = Entry.objects.get(log=log, idx=to - 1).t
    Head.objects.filter(log=log).update(size=to, frontier=last.frontier, signed=to, t=t)


def test_a_new_epoch_goes_on_above_what_was_lost(room: Ulid) -> None:
    light(room, 3)
    origin = f"troth.example/ledger/{room}/2"
    Epoch.objects.create(log=room, epoch=2, first=8, origin=origin)
    Head.objects.filter(log=room).update(epoch=2, size=8, frontier=b"", signed=0)
    lit = light(room, 2)
    run_pass([TreeFollower()], now=AT)
    assert [entry.idx for entry in lit] == [8, 9]
    assert found() == []
    assert sign_now(room) is not None
    proof = inclusion(room, 9)
    assert proof is not None
    assert (proof.index, proof.size, standing(room).signed) == (1, 2, 10)
    assert found() == []


def test_memory_stays_bounded(world: list[Ulid], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "CHUNK", 2)
    seen: list[int] = []
    original = walk.wrong_nodes

    def watched(here: walk.Walk, **more: int) -> Iterator[Finding]:
        seen.append(len(here.made))
        return original(here, **more)

    monkeypatch.setattr(walk, "wrong_nodes", watched)
    assert found() == []
    assert max(seen) <= 4


@pytest.mark.parametrize("reason", [Stop.CHANGED.value, "a word of tomorrow"])
def test_a_stopped_log_is_said_to_have_stopped(world: list[Ulid], reason: str) -> None:
    Head.objects.filter(log=world[0]).update(stopped=reason)
    assert [finding.what[:11] for finding in found()] == ["it stopped:"]


def test_each_wrong_word_of_the_head_is_found(world: list[Ulid]) -> None:
    here = Head.objects.filter(log=world[0])
    here.update(size=20, frontier=bytes(96), t=AT, signed=3, epoch=2)
    assert [finding.what for finding in found()] == [
        "the head says 20 entries",
        "the head’s edge is not what the entries make",
        "the head’s time is not the last entry’s",
        "the head says 3 are signed",
    ]
    here.delete()
    assert [finding.what for finding in found()] == ["it has no head"]


def test_each_wrong_word_of_a_checkpoint_is_found(world: list[Ulid]) -> None:
    here = Checkpoint.objects.filter(log=world[1], size=3)
    here.update(root=bytes(32), frontier=bytes(64), note="no note")
    assert [(finding.idx, finding.what) for finding in found()] == [
        (2, "checkpoint 3: its root is not what the entries make"),
        (2, "checkpoint 3: its edge is not what the entries make"),
        (2, "checkpoint 3: its note is not signed by this server over these entries"),
    ]


def test_checkpoints_are_read_in_pages(world: list[Ulid], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "PAGE", 1)
    assert found() == []
    Checkpoint.objects.filter(log=world[1], size=9).update(root=bytes(32))
    assert [finding.idx for finding in found()] == [8]


@pytest.mark.parametrize(
    ("salt", "value", "what"),
    [
        (bytes(32), '"words"', "it is not what the entry commits to"),
        (bytes(31), '"words"', "its salt has not 32 bytes"),
        (None, '"words"', "its salt has not 32 bytes"),
        (bytes(32), None, "it is not what the entry commits to"),
    ],
)
def test_each_wrong_word_of_a_part_is_found(
    world: list[Ulid], salt: bytes | None, value: str | None, what: str
) -> None:
    Part.objects.filter(log=world[0], idx=4, part="note").update(salt=salt, value=value)
    assert [finding.what for finding in found()] == [f"part “note”: {what}"]


def test_parts_that_no_entry_knows_are_found(world: list[Ulid]) -> None:
    Part.objects.filter(log=world[0], idx=4, part="note").update(part="other")
    Part.objects.filter(log=world[0], idx=5, part="by").update(concerns=LUMEN)
    Part.objects.filter(log=world[0], idx=6, part="note").update(idx=99)
    assert [(finding.idx, finding.what) for finding in found()] == [
        (4, "the entry knows of no part “other”"),
        (4, "part “note”: it is missing"),
        (5, "the author’s part is kept under another person"),
        (6, "part “note”: it is missing"),
        (99, "a row in ledger_part has no place in the log"),
    ]


def test_entries_at_another_place_are_found(world: list[Ulid]) -> None:
    three, four = (Entry.objects.get(log=world[0], idx=idx) for idx in (3, 4))
    Entry.objects.filter(log=world[0], idx=4).update(
        entry_bytes=three.entry_bytes, leaf_hash=three.leaf_hash, kind="test-lamp:broken"
    )
    whats = [finding.what for finding in found() if finding.idx == 4]
    assert whats[:2] == [
        "it belongs to another place or log",
        "its kind or time in the table is another",
    ]
    assert "its act was recorded before" in whats
    Entry.objects.filter(log=world[0], idx=4).update(entry_bytes=four.entry_bytes, kind=four.kind)
    Entry.objects.filter(log=world[0], idx=4).update(leaf_hash=four.leaf_hash)
    assert found() == []


def test_nodes_and_epochs_that_belong_nowhere_are_found(world: list[Ulid]) -> None:
    Node.objects.create(log=world[0], epoch=1, level=9, idx=0, hash=bytes(32))
    Node.objects.create(log=world[0], epoch=7, level=1, idx=0, hash=bytes(32))
    Epoch.objects.filter(log=world[1]).update(origin="elsewhere")
    whats = [finding.what for finding in found()]
    assert "a row in ledger_node belongs to no subtree" in whats
    assert "a row in ledger_node belongs to no epoch" in whats
    assert "epoch 1 is not as it was begun" in whats


def test_a_cursor_ahead_of_its_log_is_found(world: list[Ulid]) -> None:
    Cursor.objects.filter(log=world[1]).update(at=99)
    assert [finding.what for finding in found()] == ["follower tree is at 99 of 13"]


def test_a_missing_node_is_found(world: list[Ulid]) -> None:
    Node.objects.filter(log=world[1], level=1, idx=3).delete()
    assert [(finding.idx, finding.what) for finding in found()] == [
        (7, "node 3 of level 1 is missing")
    ]


@pytest.mark.parametrize("column", ["key", "line"])
def test_a_witness_cannot_be_made_up(world: list[Ulid], column: str) -> None:
    one, other = Cosig.objects.order_by("key")
    Cosig.objects.filter(key=one.key).update(**{column: getattr(other, column) + "x"})
    assert [finding.what for finding in found()] == ["checkpoint 9: a witness’s signature is wrong"]


def test_entries_that_cannot_be_read_do_not_hide_repeated_acts(
    room: Ulid, monkeypatch: pytest.MonkeyPatch, unguarded: None
) -> None:
    monkeypatch.setattr("secrets.token_bytes", bytes)
    light(room, 3)
    Entry.objects.filter(log=room, idx=0).update(entry_bytes=b"{}")
    assert [finding.idx for finding in found() if "before" in finding.what] == [2]


def test_a_remembered_root_that_is_another_is_found(world: list[Ulid]) -> None:
    key, log = load_key(), world[0]
    origin = f"troth.example/ledger/{log}/1"
    highwater.write(log, str(key.sign(Said(origin, 11, bytes(32)))))
    assert [(finding.idx, finding.what) for finding in found()] == [
        (10, "the root remembered outside the database is another")
    ]


def test_an_erasure_of_other_words_is_not_this_one(world: list[Ulid]) -> None:
    Part.objects.filter(log=world[0], idx=4, part="note").update(
        salt=None, value=None, erased_at=AT
    )
    light_erasure(world[0], target=5)
    assert [finding.idx for finding in found()] == [4]
