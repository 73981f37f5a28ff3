"""Many at once on PostgreSQL: writers, late commits, two follow processes, two signers."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger.actions import hold, record
from troth.ledger.checkpoints import sign_now
from troth.ledger.follower import TreeFollower, catch_up, run_pass
from troth.ledger.models import Checkpoint, Entry, Node, Once, Wake
from troth.ledger.once import AlreadyDone, once
from troth.ledger.queries import head
from troth.ledger.testing import lamp_lit, light
from troth.ledger.verification import verify

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


class Scribe:
    """Writes a row for each entry; the place of the row tells the order."""

    name = "scribe"

    def handle(self, entry: Entry) -> None:
        Once.objects.create(
            key=f"{entry.log}{entry.idx:09}", log=entry.log, idx=entry.idx, at=timezone.now()
        )


@contextmanager
def beside(*works: Callable[[], object]) -> Iterator[None]:
    """Run these in threads with connections of their own, and show what went wrong there."""
    wrong: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # shown below
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join(60)
    assert wrong == []


def writer(logs: list[Ulid], seed: int) -> Callable[[], None]:
    """Records in random logs, gives up sometimes, and commits late sometimes."""
    chance = Random(seed)

    def write() -> None:
        for _ in range(25):
            with transaction.atomic():
                record(lamp_lit(chance.choice(logs), note="x"))
                time.sleep(chance.choice([0, 0, 0.02]))
                transaction.set_rollback(chance.random() < 0.1)

    return write


def test_late_commits_are_neither_skipped_nor_doubled() -> None:
    logs, done = [new_ulid() for _ in range(5)], Event()

    def follow() -> None:
        while not done.is_set() or Wake.objects.exists():
            run_pass([Scribe(), TreeFollower()])

    with beside(follow, follow):
        try:
            with beside(*[writer(logs, seed) for seed in range(6)]):
                pass
        finally:
            done.set()
    for log in logs:
        seen = Once.objects.filter(log=log).order_by("at", "key").values_list("idx", flat=True)
        assert list(seen) == list(range(head(log)))
        assert Node.objects.filter(log=log, level=1).count() == head(log) // 2
        sign_now(log)
    assert list(verify()) == []


def test_a_log_that_another_process_reads_is_left_to_it(room: Ulid) -> None:
    light(room, 3)
    inside, go = Event(), Event()

    class Slow(Scribe):
        def handle(self, entry: Entry) -> None:
            inside.set()
            go.wait(10)
            super().handle(entry)

    with beside(lambda: catch_up(Slow(), room)):
        inside.wait(10)
        assert catch_up(Scribe(), room) is None
        go.set()
    assert Once.objects.count() == 3


def test_one_form_sent_many_times_at_once_has_one_effect(room: Ulid) -> None:
    refused = []

    def send() -> None:
        with once("key"):
            try:
                light(room)
            except AlreadyDone:
                refused.append(1)

    with beside(*[send] * 12):
        pass
    assert (head(room), len(refused)) == (1, 11)


def test_two_signers_sign_one_size_once(room: Ulid) -> None:
    light(room, 3)
    with beside(*[lambda: sign_now(room)] * 4):
        pass
    assert [row.size for row in Checkpoint.objects.all()] == [3]


def test_actions_in_the_same_two_rooms_do_not_lock_up() -> None:
    one, two = new_ulid(), new_ulid()
    for log in (one, two):
        light(log)

    def both(*logs: Ulid) -> Callable[[], None]:
        def act() -> None:
            for _ in range(20):
                with transaction.atomic():
                    hold(logs)
                    for log in logs:
                        record(lamp_lit(log))

        return act

    with beside(both(one, two), both(two, one)):
        pass
    assert (head(one), head(two)) == (41, 41)


def test_the_signers_lock_is_let_go(room: Ulid) -> None:
    light(room)
    sign_now(room)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where locktype = 'advisory'")
        assert cursor.fetchone() == (0,)
