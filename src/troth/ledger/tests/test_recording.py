"""A fact enters its room's log together with what it tells, or not at all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import ANY

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from troth.foundation.facts.fact import Actor
from troth.foundation.kernel import b64
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import clock
from troth.foundation.web.ids import new_ulid
from troth.ledger import actions, highwater
from troth.ledger.actions import hold, record
from troth.ledger.models import Entry, Epoch, Head, Part, Wake
from troth.ledger.queries import (
    entries,
    entry_at,
    fact_of,
    facts_at,
    head,
    heads,
    standing,
    stopped,
)
from troth.ledger.rules.entry import EntryTooLarge
from troth.ledger.rules.reading import parse_entry
from troth.ledger.rules.tree import Frontier, leaf_hash, root
from troth.ledger.rules.values import NotForTheRecord
from troth.ledger.stops import ReadOnly, Stop
from troth.ledger.testing import INGRID, LAMP, LUMEN, RAVI, LampLit, lamp_lit, light

AT = datetime(2026, 11, 21, 16, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused(room: Ulid) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(lamp_lit(room))
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_facts_take_the_places_of_their_rooms_log_one_by_one(room: Ulid) -> None:
    other, quiet = new_ulid(), new_ulid()
    assert [entry.idx for entry in light(room, 3)] == [0, 1, 2]
    assert [entry.idx for entry in light(other)] == [0]
    assert heads([room, other, quiet]) == {room: 3, other: 1, quiet: 0}
    assert head(room) == 3


@pytest.mark.django_db
def test_an_entry_tells_its_place_and_its_fact(room: Ulid) -> None:
    with clock.at(AT + timedelta(microseconds=7)):
        (entry,) = light(room, by=Actor(INGRID, LUMEN), note="a secret")
    assert json.loads(bytes(entry.entry_bytes)) == {
        "v": 1,
        "origin": f"troth.example/ledger/{room}/1",
        "idx": 0,
        "t": "2026-11-21T16:00:00Z",
        "act": {
            "kind": "test-lamp:lit",
            "nonce": ANY,
            "party": LUMEN,
            "by": ANY,
            "data": {"lamp": LAMP, "due": "2026-11-27", "others": []},
            "parts": [{"r": "note", "c": ANY}],
        },
    }
    assert (entry.kind, entry.t) == ("test-lamp:lit", AT)
    assert bytes(entry.leaf_hash) == leaf_hash(bytes(entry.entry_bytes))


@pytest.mark.django_db
def test_what_is_personal_stands_beside_the_entry(room: Ulid) -> None:
    fact = LampLit(
        room=room, by=Actor(INGRID, LUMEN), lamp=LAMP, due=AT.date(), note="a secret", reader=RAVI
    )
    with transaction.atomic():
        data = bytes(record(fact).entry_bytes)
    parts = {part.part: part for part in Part.objects.all()}
    assert {role: (part.value, part.concerns) for role, part in parts.items()} == {
        "by": (f'"{INGRID}"', INGRID),
        "note": ('"a secret"', INGRID),
        "reader": (f'"{RAVI}"', RAVI),
    }
    assert len({bytes(part.salt or b"") for part in parts.values()}) == 3
    assert not [word for word in (INGRID, RAVI, "secret") if word.encode() in data]


@pytest.mark.django_db
def test_every_entry_has_a_nonce_of_its_own(room: Ulid) -> None:
    nonces = {parse_entry(bytes(entry.entry_bytes)).act.nonce for entry in light(room, 20)}
    assert len(nonces) == 20
    assert all(len(b64.decode(nonce)) == 16 for nonce in nonces)


@pytest.mark.django_db
def test_a_fact_is_read_back_with_its_words(room: Ulid) -> None:
    light(room, by=Actor(INGRID, LUMEN), note="Ærlig talt: “ja”\n")
    entry = entry_at(room, 0)
    assert entry is not None
    assert fact_of(entry) == lamp_lit(room, by=Actor(INGRID, LUMEN), note="Ærlig talt: “ja”\n")


@pytest.mark.django_db
def test_erased_words_are_read_back_as_none(room: Ulid) -> None:
    light(room, by=Actor(INGRID, LUMEN), note="a secret")
    Part.objects.update(salt=None, value=None, erased_at=AT)
    assert facts_at(room, [0]) == [(0, lamp_lit(room, by=Actor(None, LUMEN)))]


@pytest.mark.django_db
def test_facts_of_an_unknown_kind_are_none(room: Ulid, monkeypatch: pytest.MonkeyPatch) -> None:
    light(room, 2)
    monkeypatch.setattr(LampLit, "kind", "test-lamp:not-known-here")
    light(room)
    found = facts_at(room, [2, 0, 7])
    assert [(idx, fact is None) for idx, fact in found] == [(0, False), (2, True)]


@pytest.mark.django_db
def test_entries_are_listed_from_a_place_on(room: Ulid) -> None:
    light(room, 5, note="x")
    assert [entry.idx for entry in entries(room, since=2, limit=2)] == [2, 3]
    assert entries(new_ulid()) == []
    assert entry_at(room, 5) is None


@pytest.mark.django_db
def test_listed_entries_bring_their_words_in_two_queries(
    room: Ulid, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    light(room, 9, by=Actor(INGRID, LUMEN), note="x")
    with django_assert_num_queries(2):
        facts = [fact_of(entry) for entry in entries(room)]
    assert facts == [lamp_lit(room, by=Actor(INGRID, LUMEN), note="x")] * 9


@pytest.mark.django_db
def test_the_head_knows_the_edge_of_the_tree(room: Ulid) -> None:
    leaves = [bytes(entry.leaf_hash) for entry in light(room, 7)]
    row = Head.objects.get(log=room)
    assert Frontier.from_bytes(row.size, bytes(row.frontier)).root() == root(leaves)
    assert Epoch.objects.get(log=room).first == 0


@pytest.mark.django_db
def test_a_log_wakes_with_its_newest_size_and_its_oldest_moment(room: Ulid) -> None:
    light(room)
    since = Wake.objects.get(log=room).since
    light(room, 2)
    row = Wake.objects.get(log=room)
    assert (row.size, row.since) == (3, since)


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_nothing(room: Ulid) -> None:
    light(room)
    with transaction.atomic():
        record(lamp_lit(room, note="x"))
        transaction.set_rollback(True)
    assert (head(room), Entry.objects.count(), Part.objects.count()) == (1, 1, 0)
    assert [entry.idx for entry in light(room)] == [1]


@pytest.mark.django_db
def test_a_hint_follows_the_commit(
    room: Ulid,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    said: list[tuple[object, ...]] = []
    monkeypatch.setattr(actions, "hint", lambda *words: said.append(words))
    with django_capture_on_commit_callbacks(execute=True):
        light(room)
        assert said == []
    assert said == [(room, 0, "test-lamp:lit")]


@pytest.mark.django_db
def test_a_clock_that_went_back_is_said_and_stops_nobody(room: Ulid) -> None:
    with clock.at(AT):
        light(room)
    with clock.at(AT - timedelta(minutes=6)):
        (late,) = light(room)
    with clock.at(AT - timedelta(minutes=8)):
        (later,) = light(room)
    assert parse_entry(bytes(late.entry_bytes)).stepped
    assert not parse_entry(bytes(later.entry_bytes)).stepped


@pytest.mark.django_db
def test_a_fact_that_is_too_large_is_refused(room: Ulid) -> None:
    fact = LampLit(
        room=room, by=Actor(None, None), lamp=LAMP, due=AT.date(), note=None, others=(LAMP,) * 300
    )
    with pytest.raises(EntryTooLarge), transaction.atomic():
        record(fact)
    assert head(room) == 0


@pytest.mark.django_db
def test_long_words_do_not_make_an_entry_large(room: Ulid) -> None:
    (entry,) = light(room, note="word " * 10_000)
    assert len(bytes(entry.entry_bytes)) < 500


@pytest.mark.django_db
def test_a_persons_id_among_plain_fields_is_refused(room: Ulid) -> None:
    fact = LampLit(
        room=room, by=Actor(INGRID, None), lamp=LAMP, due=AT.date(), note=None, others=(INGRID,)
    )
    with pytest.raises(NotForTheRecord), transaction.atomic():
        record(fact)


@pytest.mark.django_db
@pytest.mark.parametrize("room", ["", "Lumen’s room", "01ARYZ6S41000000000000000"])
def test_a_room_without_a_proper_id_is_refused(room: Ulid) -> None:
    with pytest.raises(ValueError, match="ULID"), transaction.atomic():
        record(lamp_lit(room))


@pytest.mark.django_db
def test_a_stopped_log_takes_nothing_and_says_why(room: Ulid) -> None:
    light(room)
    Head.objects.filter(log=room).update(stopped=Stop.CHANGED)
    with pytest.raises(ReadOnly, match="not what it was") as refused, transaction.atomic():
        record(lamp_lit(room))
    assert refused.value.reason is Stop.CHANGED
    assert (standing(room).stop, head(room)) == (Stop.CHANGED, 1)
    assert stopped() == [(room, Stop.CHANGED)]


@pytest.mark.django_db
def test_a_log_that_was_signed_before_does_not_begin_anew(room: Ulid) -> None:
    highwater.write(room, "whatever was signed\n")
    with pytest.raises(ReadOnly, match="old copy"), transaction.atomic():
        record(lamp_lit(room))
    assert standing(room) == standing(new_ulid())


@pytest.mark.django_db
def test_several_logs_can_be_held_for_one_action(room: Ulid) -> None:
    light(room)
    with transaction.atomic():
        hold([room, new_ulid()])
        assert record(lamp_lit(room)).idx == 1


class Broken(Exception):
    """What the database might raise at any statement."""


class BreakAt:
    """Raises after the n-th statement of an action; beginning and ending are Django's."""

    def __init__(self, statement: int) -> None:
        self.left = statement

    def __call__(self, execute: Callable[..., object], sql: str, *more: Any) -> object:
        result = execute(sql, *more)
        self.left -= not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK"))
        if self.left == 0:
            raise Broken(sql)
        return result


def act(room: Ulid) -> None:
    """An action with a row of its own beside its fact."""
    with transaction.atomic():
        Part.objects.create(log=room, idx=10**6, part="row", value="1")
        record(lamp_lit(room, by=Actor(INGRID, LUMEN), note="x"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("begun", [False, True])
def test_an_error_after_any_statement_leaves_neither_fact_nor_row(room: Ulid, begun: bool) -> None:
    if begun:
        light(room, 3)
    before = (head(room), Entry.objects.count(), Part.objects.count(), Wake.objects.count())
    for statement in range(1, 100):
        try:
            with connection.execute_wrapper(BreakAt(statement)):
                act(room)
        except Broken:
            now = (head(room), Entry.objects.count(), Part.objects.count(), Wake.objects.count())
            assert now == before, statement
        else:
            break
    assert statement > 6
    assert (head(room), Entry.objects.count()) == (before[0] + 1, before[1] + 1)
