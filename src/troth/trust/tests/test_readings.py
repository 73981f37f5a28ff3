"""Readings are worked out once for each state of the record, from the newest promises, and shared."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache

from troth.commitments.actions.importing import show
from troth.commitments.models import Commitment
from troth.commitments.tests.files import KEPT, NEVER, many, read, text
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.partnerships.models import Party, Room
from troth.partnerships.testing import Cast
from troth.trust.queries import promises as looked_up
from troth.trust.queries import readings as module
from troth.trust.queries.promises import EVERYBODY, as_of, promises
from troth.trust.queries.readings import Readings
from troth.trust.rules.promises import Promise
from troth.trust.tests.conftest import DAY, Make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@contextmanager
def tellings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How often the promises of the room are told, and how many."""
    told: list[int] = []

    def counted(room: Room, *, now: datetime) -> list[Promise]:
        found = list(promises(room, now=now))
        told.append(len(found))
        return found

    with monkeypatch.context() as patched:
        patched.setattr(module, "promises", counted)
        yield told


def look(cast: Cast, at: datetime | None = None) -> Readings:
    return Readings(cast.shared, now=at or now())


def test_a_reading_is_worked_out_once_and_then_kept(
    cast: Cast, past: list[Commitment], monkeypatch: pytest.MonkeyPatch
) -> None:
    with tellings(monkeypatch) as told:
        first = look(cast).direction(cast.kaveri.id, cast.lumen.id)
        assert look(cast).direction(cast.kaveri.id, cast.lumen.id) == first
        assert told == [9]


def test_one_page_tells_the_promises_once_for_all_its_directions(
    cast: Cast, past: list[Commitment], monkeypatch: pytest.MonkeyPatch
) -> None:
    with tellings(monkeypatch) as told:
        page = look(cast)
        page.directions([(cast.kaveri.id, cast.lumen.id), (cast.lumen.id, cast.kaveri.id)])
        page.lines()
        page.quiet_words(cast.kaveri.id)
        assert told == [9]


def test_a_new_entry_makes_it_be_read_anew(
    cast: Cast, past: list[Commitment], finished: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tellings(monkeypatch) as told:
        look(cast).direction(cast.kaveri.id, cast.lumen.id)
        finished(30)
        look(cast).direction(cast.kaveri.id, cast.lumen.id)
        assert told == [9, 10]


def test_passing_time_makes_it_be_read_anew(
    cast: Cast, past: list[Commitment], monkeypatch: pytest.MonkeyPatch
) -> None:
    with tellings(monkeypatch) as told:
        look(cast).lines()
        look(cast, now() + timedelta(hours=1)).lines()
        assert len(told) == 2


def test_another_version_of_ours_does_not_read_what_this_one_kept(
    cast: Cast, past: list[Commitment], monkeypatch: pytest.MonkeyPatch
) -> None:
    look(cast).lines()
    with tellings(monkeypatch) as told:
        monkeypatch.setattr(module, "VERSION", "another")
        look(cast).lines()
        assert told == [9]


def test_what_is_kept_can_be_lost(cast: Cast, past: list[Commitment]) -> None:
    first = look(cast).lines()
    cache.clear()
    assert look(cast).lines() == first


def test_only_the_newest_promises_are_told_and_the_reading_says_so(
    cast: Cast, past: list[Commitment], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not look(cast).direction(cast.kaveri.id, None).newest_only
    cache.clear()
    monkeypatch.setattr(looked_up, "MOST", 6)
    monkeypatch.setattr(module, "MOST", 6)
    found = look(cast).direction(cast.kaveri.id, None)
    assert (found.newest_only, found.reliability.tally.finished) == (True, 6)
    told = {one.commitment for one in promises(cast.shared, now=now())}
    assert told == {one.id for one in sorted(past, key=lambda one: one.due)[-6:]}


def test_every_promiser_has_its_line_with_a_chance_only_where_there_is_enough(
    cast: Cast, past: list[Commitment], finished: Callable[..., Commitment]
) -> None:
    finished(90, by=cast.ingrid)
    found = {line.promiser: line for line in look(cast).lines()}
    assert set(found) == {cast.kaveri.id, cast.lumen.id}
    assert found[cast.kaveri.id].of_ten is not None
    assert found[cast.lumen.id].of_ten is None
    assert found[cast.lumen.id].tally.finished == 1


def test_promises_of_any_other_room_are_not_told(cast: Cast, past: list[Commitment]) -> None:
    Commitment.objects.update(room=cast.kaveri_side)
    assert promises(cast.shared, now=now()) == []
    assert promises(cast.kaveri_side, now=now()) == []


def test_a_promise_is_told_as_it_happened(cast: Cast, past: list[Commitment]) -> None:
    told = {one.commitment: one for one in promises(cast.shared, now=now())}
    moved, late, dropped = told[past[8].id], told[past[6].id], told[past[7].id]
    assert [move.due for move in moved.moves] == [past[8].first_due + 5 * DAY]
    assert (moved.due, moved.due_in_force) == (past[8].first_due, past[8].first_due + 5 * DAY)
    assert late.ended_at == past[6].proposed_at + 14 * DAY
    assert dropped.ended_at == past[7].proposed_at + DAY
    assert {one.receiver for one in told.values()} == {cast.lumen.id}


def test_what_was_not_accepted_is_not_told(cast: Cast, past: list[Commitment]) -> None:
    Commitment.objects.filter(pk=past[0].pk).update(accepted_at=None)
    assert len(promises(cast.shared, now=now())) == 8


def test_one_to_all_and_one_from_a_file_are_told_as_such(cast: Cast) -> None:
    show(read(text(KEPT, NEVER), cast.shared, by=cast.ravi), by=cast.ravi)
    Commitment.objects.filter(event_id="N1").update(receiver=None)
    kept, never = sorted(promises(cast.shared, now=now()), key=lambda one: one.promised_at)
    assert (kept.imported, kept.outcome, never.receiver) == (True, "kept", EVERYBODY)


def test_small_promises_of_one_kind_share_their_kind(cast: Cast, past: list[Commitment]) -> None:
    Commitment.objects.filter(pk=past[0].pk).update(deliverable="Report 12 of March")
    Commitment.objects.filter(pk=past[1].pk).update(deliverable="report 7 of march ")
    kinds = {one.commitment: one.kind for one in promises(cast.shared, now=now())}
    assert kinds[past[0].id] == kinds[past[1].id] == "report # of march"


def test_a_file_speaks_of_its_own_day_in_its_own_zone(cast: Cast) -> None:
    batch = read(many(60), cast.shared, as_of=date(2011, 6, 30), zone="Africa/Nairobi")
    show(batch, by=None)
    vendor = Party.objects.get(name="Vendor 1")
    found = look(cast).direction(vendor.id, None)
    assert (found.at, found.is_past) == (datetime(2011, 6, 30, 20, 59, 59, 999_999, UTC), True)


def test_with_one_promise_made_here_a_reading_speaks_of_now(
    cast: Cast, past: list[Commitment]
) -> None:
    show(read(many(60), cast.shared, as_of=date(2011, 6, 30)), by=None)
    moment = now()
    assert look(cast, moment).direction(cast.kaveri.id, None).at == moment


def test_a_file_that_names_no_day_speaks_of_now(cast: Cast) -> None:
    show(read(many(20), cast.shared, as_of=date(2011, 6, 30)), by=None)
    show(read(many(20, start=20), cast.shared), by=None)
    moment = now()
    assert as_of(cast.shared, only_imported=True, now=moment) == moment


def test_a_table_without_files_or_promises_has_no_lines(cast: Cast) -> None:
    assert look(cast).lines() == ()
    moment = now()
    assert as_of(cast.shared, only_imported=True, now=moment) == moment


def test_only_open_promises_with_a_date_to_come_have_a_quiet_word(
    cast: Cast, past: list[Commitment], made: Make
) -> None:
    coming, gone = made(2), made(30)
    found = look(cast).quiet_words(cast.kaveri.id)
    assert coming.id in found
    assert gone.id not in found
    assert look(cast).quiet_words(cast.lumen.id) == {}


def test_another_moment_of_the_example_has_its_own_readings(
    cast: Cast, past: list[Commitment]
) -> None:
    with clock.at(now() + 400 * DAY):
        assert look(cast).direction(cast.kaveri.id, None).at > now() - DAY


@pytest.mark.parametrize(
    "damage", [None, "words", 7, [[]], {"reliability": []}, [[[]]], [None, "2026-03-02", False, 1]]
)
def test_what_was_kept_in_another_shape_is_worked_out_anew(
    cast: Cast, past: list[Commitment], damage: object
) -> None:
    moment = now()
    first = look(cast, moment)
    known, lines = first.direction(cast.kaveri.id, cast.lumen.id), first.lines()
    for name in (f"{cast.kaveri.id}:{cast.lumen.id}", "lines"):
        cache.set(first.key(name), damage, 60)
    again = look(cast, moment)
    assert again.direction(cast.kaveri.id, cast.lumen.id) == known
    assert again.lines() == lines


def test_a_table_without_lines_is_told_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with tellings(monkeypatch) as told:
        assert look(cast).lines() == look(cast).lines() == ()
        assert told == [0]
