"""Followers see every entry of every log once and in order, whatever breaks in between."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger.actions import record
from troth.ledger.checkpoints import sign_now
from troth.ledger.follower import BATCH, TreeFollower, catch_up, passing, run_pass, self_check
from troth.ledger.models import Cursor, Entry, Epoch, Head, Node, Once, Retry, Wake
from troth.ledger.queries import consistency, head, inclusion, nodes
from troth.ledger.rules.tree import root, verify_consistency
from troth.ledger.testing import lamp_lit, light
from troth.ledger.verification import verify

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 16, tzinfo=UTC)


class Scribe:
    """Writes a row for each entry; a second row for the same entry is an error."""

    def __init__(self, name: str = "scribe", stumbles: Callable[[], bool] = lambda: False) -> None:
        self.name = name
        self.stumbles = stumbles
        self.kept: list[tuple[str, int]] = []

    def handle(self, entry: Entry) -> None:
        key = f"{self.name}{entry.log}{entry.idx:09}"
        Once.objects.create(key=key, log=entry.log, idx=entry.idx, at=AT)
        if self.stumbles():
            raise OSError("no line to the mail server")

    def seen(self, log: str) -> list[int]:
        rows = Once.objects.filter(key__startswith=f"{self.name}{log}").order_by("key")
        return list(rows.values_list("idx", flat=True))


def test_a_follower_reads_in_order_and_where_it_stopped(room: Ulid) -> None:
    scribe = Scribe()
    light(room, 3)
    assert catch_up(scribe, room, limit=2) == 2
    assert catch_up(scribe, room) == 3
    light(room)
    assert catch_up(scribe, room) == 4
    assert scribe.seen(room) == [0, 1, 2, 3]


def test_effects_and_cursor_move_together(room: Ulid) -> None:
    falls = iter([False, True])
    scribe = Scribe(stumbles=lambda: next(falls, False))
    light(room, 4)
    with pytest.raises(OSError, match="mail"), transaction.atomic():
        catch_up(scribe, room)
    assert scribe.seen(room) == []
    assert catch_up(scribe, room) == 4
    assert scribe.seen(room) == [0, 1, 2, 3]


def test_a_batch_is_bounded(room: Ulid) -> None:
    light(room, BATCH + 1)
    assert catch_up(Scribe(), room) == BATCH


def test_a_gap_in_a_log_is_not_stepped_over(room: Ulid, unguarded: None) -> None:
    light(room, 2)
    Cursor.objects.create(follower="scribe", log=room, at=0)
    Entry.objects.filter(log=room, idx=0).delete()
    with pytest.raises(LookupError), transaction.atomic():
        catch_up(Scribe(), room)


def test_the_places_that_a_new_epoch_leaves_out_are(room: Ulid, unguarded: None) -> None:
    light(room, 3)
    Epoch.objects.create(log=room, epoch=2, first=2, origin="")
    Entry.objects.filter(log=room, idx=1).delete()
    assert catch_up(Scribe(), room) == 3


def test_a_pass_brings_all_followers_to_all_logs(room: Ulid) -> None:
    others, scribes = [new_ulid() for _ in range(4)], [Scribe("one"), Scribe("two")]
    for log in (room, *others):
        light(log, 2)
    run_pass(scribes, now=AT)
    assert [scribe.seen(log) for scribe in scribes for log in (room, *others)] == [[0, 1]] * 10
    assert not Wake.objects.exists()


def test_a_pass_over_sleeping_logs_does_nothing(room: Ulid) -> None:
    light(room)
    assert not run_pass([Scribe()], now=AT)
    assert not run_pass([Scribe()], now=AT)


def test_a_log_stays_awake_when_an_entry_came_meanwhile(room: Ulid) -> None:
    light(room)
    late = iter([True])

    def come_late() -> bool:
        if next(late, False):
            Wake.objects.update(size=2)
        return False

    run_pass([Scribe(stumbles=come_late)], now=AT)
    assert Wake.objects.get().size == 2


def test_a_long_log_is_read_in_several_passes(room: Ulid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "MOST_BATCHES", 2)
    light(room, 2 * BATCH + 1)
    scribe = Scribe()
    assert run_pass([scribe], now=AT)
    assert Wake.objects.exists()
    assert not run_pass([scribe], now=AT)
    assert len(scribe.seen(room)) == 2 * BATCH + 1


def test_more_logs_than_a_pass_takes_are_taken_by_the_next(
    room: Ulid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "MOST_LOGS", 2)
    for log in (room, new_ulid(), new_ulid()):
        light(log)
    scribe = Scribe()
    assert run_pass([scribe], now=AT)
    assert not run_pass([scribe], now=AT)
    assert Once.objects.count() == 3


def test_who_stumbles_waits_longer_each_time_and_holds_nobody_up(room: Ulid) -> None:
    stuck, other = Scribe("stuck", stumbles=lambda: True), Scribe("other")
    light(room, 2)
    now, waits = AT, []
    for _ in range(14):
        run_pass([stuck, other], now=now)
        row = Retry.objects.get()
        waits.append((row.not_before - now).total_seconds())
        now = row.not_before
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == timedelta(hours=1).total_seconds()
    assert (row.follower, row.tries, row.said) == ("stuck", 14, "OSError")
    assert (other.seen(room), stuck.seen(room)) == ([0, 1], [])
    assert not Wake.objects.exists()


def test_who_stumbled_is_not_asked_before_its_time(room: Ulid) -> None:
    stuck = Scribe(stumbles=lambda: True)
    light(room)
    run_pass([stuck], now=AT)
    light(room)
    run_pass([stuck], now=AT + timedelta(seconds=1))
    assert Retry.objects.get().tries == 1


def test_who_stumbled_reads_on_when_it_can(room: Ulid) -> None:
    falls = iter([True])
    scribe = Scribe(stumbles=lambda: next(falls, False))
    light(room, 2 * BATCH + 1)
    run_pass([scribe], now=AT)
    light(room)
    assert run_pass([scribe], now=AT + timedelta(seconds=3))
    run_pass([scribe], now=AT + timedelta(seconds=3))
    assert scribe.seen(room) == list(range(2 * BATCH + 2))
    assert not Retry.objects.exists()
    assert not Wake.objects.exists()


def test_a_follower_that_is_gone_is_not_tried_again(room: Ulid) -> None:
    light(room)
    run_pass([Scribe("gone", stumbles=lambda: True)], now=AT)
    assert not run_pass([Scribe()], now=AT + timedelta(days=1))
    assert Retry.objects.get().follower == "gone"


def test_what_another_process_holds_is_left_to_it(
    room: Ulid, monkeypatch: pytest.MonkeyPatch
) -> None:
    light(room)
    monkeypatch.setattr(passing, "catch_up", lambda *words, **more: None)
    assert not run_pass([Scribe()], now=AT)
    assert Wake.objects.exists()
    Retry.objects.create(follower="scribe", log=room, not_before=AT, tries=1, said="OSError")
    assert not run_pass([Scribe()], now=AT)
    assert Retry.objects.exists()


def test_a_new_follower_begins_at_the_beginning(room: Ulid) -> None:
    light(room, 3)
    run_pass([Scribe("old")], now=AT)
    new = Scribe("new")
    assert self_check([Scribe("old"), new]) == 1
    run_pass([Scribe("old"), new], now=AT)
    assert new.seen(room) == [0, 1, 2]
    assert self_check([Scribe("old"), new]) == 0


def test_logs_that_will_wake_anyway_are_no_defect(room: Ulid) -> None:
    stuck = Scribe(stumbles=lambda: True)
    light(room)
    assert self_check([stuck]) == 0
    run_pass([stuck], now=AT)
    assert self_check([stuck]) == 0


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_skipped_or_doubled_whatever_breaks(seed: int) -> None:
    """Writers that give up, followers that stumble anywhere, passes in between."""
    chance = Random(seed)
    logs = [new_ulid() for _ in range(12)]
    scribes = [
        Scribe("one", stumbles=lambda: chance.random() < 0.1),
        Scribe("two", stumbles=lambda: chance.random() < 0.02),
        Scribe("three"),
    ]
    now = AT
    for _ in range(150):
        log = chance.choice(logs)
        with transaction.atomic():
            for _ in range(chance.randrange(4)):
                record(lamp_lit(log))
            transaction.set_rollback(chance.random() < 0.1)
        if chance.random() < 0.3:
            now += timedelta(seconds=chance.randrange(5))
            run_pass(scribes, now=now)
    for scribe in scribes:
        scribe.stumbles = lambda: False
    while run_pass(scribes, now=now + timedelta(days=1)) or Wake.objects.exists():
        pass
    for log in logs:
        assert [scribe.seen(log) for scribe in scribes] == [list(range(head(log)))] * 3


def test_the_tree_follower_keeps_every_perfect_subtree(room: Ulid) -> None:
    leaves = [bytes(entry.leaf_hash) for entry in light(room, 13)]
    catch_up(TreeFollower(), room)
    kept = {(row.level, row.idx): bytes(row.hash) for row in Node.objects.filter(log=room)}
    assert kept == {
        (level, idx): root(leaves[idx << level : (idx + 1) << level])
        for level in (1, 2, 3)
        for idx in range(13 >> level)
    }


def test_the_tree_of_a_new_epoch_begins_at_its_first_entry(room: Ulid) -> None:
    light(room, 3)
    Epoch.objects.create(log=room, epoch=2, first=3, origin=f"troth.example/ledger/{room}/2")
    Head.objects.filter(log=room).update(epoch=2, frontier=b"")
    leaves = [bytes(entry.leaf_hash) for entry in light(room, 2)]
    catch_up(TreeFollower(), room)
    row = Node.objects.get(log=room, epoch=2)
    assert (row.level, row.idx, bytes(row.hash)) == (1, 0, root(leaves))


def test_the_tree_follower_reads_anew_after_a_rollback(room: Ulid) -> None:
    tree, other = TreeFollower(), new_ulid()
    light(room, 7)
    light(other, 2)
    catch_up(tree, room, limit=3)
    with transaction.atomic():
        catch_up(tree, room)
        transaction.set_rollback(True)
    catch_up(tree, other)
    catch_up(tree, room)
    assert Node.objects.filter(log=room).count() == 3 + 1
    sign_now(room)
    assert list(verify()) == []


def test_proofs_do_not_wait_for_the_tree_follower(room: Ulid) -> None:
    leaves = [bytes(entry.leaf_hash) for entry in light(room, 9)]
    epoch = Epoch.objects.get(log=room)
    asked = {(3, 0), (1, 2), (0, 8)}
    before = nodes(epoch, asked)
    catch_up(TreeFollower(), room, limit=5)
    assert nodes(epoch, asked) == before
    assert before[3, 0] == root(leaves[:8])
    proof = consistency(room, epoch=1, old=5, new=9)
    assert verify_consistency(5, 9, old_root=root(leaves[:5]), new_root=root(leaves), proof=proof)


def test_a_proof_takes_few_queries(
    room: Ulid, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    light(room, 40)
    catch_up(TreeFollower(), room)
    sign_now(room)
    with django_assert_max_num_queries(6):
        assert inclusion(room, 21) is not None
