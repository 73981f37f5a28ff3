"""A file comes in hidden and is shown by one act; whatever breaks off leaves nothing doubled or half."""

import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from troth.commitments.actions import adding
from troth.commitments.actions.adding import add
from troth.commitments.actions.importing import Source, begin, discard, finish_reading, show
from troth.commitments.incoming import chunks, file_hash, read_all
from troth.commitments.models import Batch, Commitment, Reading, WrongRow
from troth.commitments.queries.lists import open_ones, tallies
from troth.commitments.rules.incoming.stamps import DateOrder
from troth.commitments.tests.files import HEADER, KEPT, LATE, NEVER, many, read, text
from troth.foundation.facts.commitments import CommitmentsImported
from troth.foundation.facts.fact import CLOCK
from troth.ledger.queries import facts_at, head
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.models import Party
from troth.partnerships.models.seats import Standing
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def outcomes(batch: Batch) -> dict[str, tuple[str, str]]:
    rows = Commitment.objects.filter(batch=batch).order_by("line")
    return {row.event_id: (row.state, row.outcome) for row in rows}


def named() -> set[str]:
    rows = Party.objects.filter(standing=Standing.NAMED)
    return set(rows.values_list("name", flat=True))


def test_every_row_says_what_came_of_it(cast: Cast) -> None:
    batch = read(text(KEPT, LATE, NEVER), cast.shared)
    assert (batch.state, batch.rows, batch.problem_count) == (Reading.READ, 3, 0)
    assert outcomes(batch) == {
        "K1": ("confirmed", "kept"),
        "L1": ("confirmed", "late"),
        "N1": ("accepted", "dropped"),
    }


def test_a_row_keeps_its_days_in_the_zone_of_the_file(cast: Cast) -> None:
    batch = read(text(KEPT), cast.shared, zone="Africa/Nairobi")
    one = Commitment.objects.get(batch=batch)
    assert (one.zone, one.whole_day, one.line) == ("Africa/Nairobi", True, 2)
    assert one.due == datetime(2011, 2, 1, 20, 59, 59, 999_999, tzinfo=UTC)
    assert one.kept_at == datetime(2011, 1, 29, 21, tzinfo=UTC)


def test_a_name_at_the_table_is_that_organisation_and_any_other_is_only_named(cast: Cast) -> None:
    read(text(KEPT, "N2,KAVERI  analytics,Kenya,2011-01-05,2011-03-01,"), cast.shared)
    assert Commitment.objects.get(event_id="N2").promiser == cast.kaveri
    assert named() == {"Mylab", "Kenya"}
    assert Party.objects.get(name="Kenya").organisation is None


def test_one_that_has_left_is_still_meant_by_its_name(cast: Cast) -> None:
    party_leaves(by=cast.ravi)
    read(text(NEVER), cast.shared)
    assert Commitment.objects.get(event_id="N1").promiser == cast.kaveri
    assert named() == {"Kenya"}


def test_nobody_sees_a_row_before_the_one_act_that_shows_all(cast: Cast) -> None:
    batch = read(many(1200), cast.shared, by=cast.ingrid)
    rooms, size = [cast.shared.id], head(cast.shared.id)
    assert not open_ones(rooms).exists()
    assert tallies(cast.shared.id) == []
    assert show(batch, by=cast.ingrid)
    assert sum(tally.finished for tally in tallies(cast.shared.id)) == 1200
    assert head(cast.shared.id) == size + 1


def test_showing_records_one_fact_and_does_so_once(cast: Cast) -> None:
    batch = read(text(KEPT, LATE), cast.shared, by=cast.ingrid, as_of=date(2011, 12, 31))
    size = head(cast.shared.id)
    assert [show(batch, by=cast.ingrid), show(batch, by=cast.ingrid)] == [True, False]
    ((idx, fact),) = facts_at(cast.shared.id, [size])
    assert head(cast.shared.id) == size + 1
    assert isinstance(fact, CommitmentsImported)
    assert (fact.rows, fact.left_out, fact.as_of) == (2, 0, date(2011, 12, 31))
    assert (fact.file_name, fact.file_hash) == ("old.csv", batch.file_hash)
    assert (batch.idx, fact.by) == (idx, cast.ingrid.actor)


def test_what_the_command_brings_in_is_recorded_as_nobodys_act(cast: Cast) -> None:
    batch = read(text(KEPT), cast.shared)
    show(batch, by=None)
    ((_, fact),) = facts_at(cast.shared.id, [batch.idx or 0])
    assert fact is not None
    assert fact.by == CLOCK


def test_the_same_file_again_doubles_nothing(cast: Cast) -> None:
    first = read(text(KEPT, LATE), cast.shared)
    show(first, by=None)
    again = read(text(KEPT, LATE), cast.shared)
    assert again == first
    assert not show(again, by=None)
    assert Commitment.objects.count() == 2


def test_a_newer_file_brings_only_what_is_new(cast: Cast) -> None:
    show(read(text(KEPT, LATE), cast.shared), by=None)
    newer = read(text(KEPT, LATE, NEVER), cast.shared)
    assert (newer.rows, newer.here_already) == (1, 2)
    assert set(outcomes(newer)) == {"N1"}


def test_of_two_files_read_at_the_same_time_the_second_brings_no_row_twice(cast: Cast) -> None:
    first, second = read(text(KEPT, LATE), cast.shared), read(text(LATE, NEVER), cast.shared)
    show(first, by=None)
    assert show(second, by=None)
    assert (second.rows, second.here_already) == (1, 1)
    assert Commitment.objects.filter(event_id="L1").count() == 1


def test_the_same_ids_in_another_table_are_other_promises(cast: Cast) -> None:
    show(read(text(KEPT), cast.shared), by=None)
    elsewhere = read(text(KEPT), cast.neighbour.partnership.rooms.get(kind="shared"))
    assert elsewhere.rows == 1


def test_an_id_that_stands_twice_in_a_file_is_a_problem_with_both_lines(cast: Cast) -> None:
    rows = [*many(700).decode().splitlines()[1:], KEPT.replace("K1", "M3")]
    batch = read(text(*rows), cast.shared)
    problem = batch.wrong_rows.get()
    assert (batch.rows, batch.problem_count) == (700, 1)
    assert (problem.reason, problem.line, problem.other) == ("repeated", 702, 5)


def test_a_reading_that_stopped_goes_on_where_it_stood(cast: Cast) -> None:
    data = many(1700)
    source = Source(name="m.csv", hash=file_hash(io.BytesIO(data)), size=len(data))
    batch = begin(source, room=cast.shared, by=None)
    add(batch, next(chunks(io.BytesIO(data), batch)))
    assert Commitment.objects.filter(batch=batch).count() == 500
    again = begin(source, room=cast.shared, by=None)
    assert (again, again.last_line) == (batch, 501)
    read_all(io.BytesIO(data), again)
    assert (again.rows, again.problem_count) == (1700, 0)
    assert Commitment.objects.filter(batch=batch).count() == 1700


def test_two_who_read_one_file_at_once_bring_each_row_once(cast: Cast) -> None:
    data = many(1600)
    one = begin(Source(name="m.csv", hash="h", size=len(data)), room=cast.shared, by=None)
    other = Batch.objects.select_related("room").get(pk=one.pk)
    theirs = chunks(io.BytesIO(data), other)
    assert add(other, next(theirs))
    assert not add(one, next(chunks(io.BytesIO(data), one)))
    assert add(other, next(theirs))
    read_all(io.BytesIO(data), one)
    assert (one.state, one.rows, one.problem_count) == (Reading.READ, 1600, 0)
    assert not add(other, next(theirs))
    assert Commitment.objects.filter(batch=one).count() == 1600


def test_a_chunk_that_the_database_does_not_take_leaves_nothing_of_it(cast: Cast) -> None:
    data = many(600)
    batch = begin(Source(name="m.csv", hash="h", size=len(data)), room=cast.shared, by=None)

    def refuse(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if "commitments_commitment" in sql and sql.startswith("insert"):
            raise RuntimeError("the power went")
        return execute(sql, params, many, context)  # type: ignore[operator]  # Django's wrapper

    with connection.execute_wrapper(refuse), pytest.raises(RuntimeError):
        read_all(io.BytesIO(data), batch)
    kept = Batch.objects.get(pk=batch.pk)
    assert (kept.last_line, kept.rows, named()) == (0, 0, set())
    read_all(io.BytesIO(data), kept)
    assert kept.rows == 600


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (text(), "empty"),
        (b"PK\x03\x04something", "spreadsheet"),
        (text(KEPT).decode().encode("utf-16-le"), "unmarked-utf-16"),
        (text(KEPT, header=HEADER.replace("due_at", "deadline")), "missing-columns"),
        ((text(KEPT).decode() * 400).encode("utf-16") + b"\x00\xd8", "broken-utf-16"),
    ],
)
def test_a_file_that_is_none_leaves_no_row_and_no_name(
    cast: Cast, data: bytes, reason: str
) -> None:
    batch = read(data, cast.shared)
    assert (batch.state, batch.refusal["reason"]) == (Reading.REFUSED, reason)
    assert (Commitment.objects.count(), named()) == (0, set())


def test_of_more_wrong_rows_than_there_is_room_for_all_are_counted(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "WRONG_KEPT", 700)
    wrong = [f"X{n},Mylab,Kenya,2011-01-03,soon," for n in range(1200)]
    batch = read(text(*wrong, KEPT), cast.shared)
    assert (batch.rows, batch.problem_count, batch.wrong_rows.count()) == (1, 1200, 700)
    last = batch.wrong_rows.last()
    assert last is not None
    assert last.line == 701


def test_a_batch_that_is_thrown_away_takes_its_wrong_rows_with_it(cast: Cast) -> None:
    batch = read(text(KEPT, "X1,Mylab,Kenya,2011-01-03,soon,"), cast.shared)
    assert WrongRow.objects.count() == 1
    discard(batch)
    assert WrongRow.objects.count() == 0


def test_a_file_that_breaks_off_leaves_no_wrong_rows(cast: Cast) -> None:
    rows = "\n".join([HEADER, *[f"X{n},Mylab,Kenya,2011-01-03,soon," for n in range(600)]])
    broken = rows.encode("utf-16") + b"\x00\xd8"
    batch = read(broken, cast.shared)
    assert batch.state == Reading.REFUSED
    assert WrongRow.objects.count() == 0


def test_after_a_refusal_the_mended_file_and_even_the_same_one_are_read_anew(cast: Cast) -> None:
    refused = read(text(), cast.shared)
    assert read(text(), cast.shared) != refused


def test_every_wrong_row_is_told_by_its_line(cast: Cast) -> None:
    wrong = ["X1,,Kenya,2011-01-03,2011-02-01,", "X2,Mylab,Kenya,03/04/2011,2011-02-01,"]
    batch = read(text(KEPT, *wrong, LATE), cast.shared)
    assert list(batch.wrong_rows.values_list("line", "reason")) == [
        (3, "missing"),
        (4, "date-order"),
    ]
    assert (batch.rows, batch.problem_count) == (2, 2)


def test_thrown_away_nothing_is_left_of_it(cast: Cast) -> None:
    batch = read(many(1300), cast.shared, by=cast.ingrid)
    assert discard(batch)
    assert (Batch.objects.count(), Commitment.objects.count(), named()) == (0, 0, set())


def test_a_name_that_a_visible_file_uses_too_stays(cast: Cast) -> None:
    show(read(text(KEPT), cast.shared), by=None)
    discard(read(text(LATE, NEVER), cast.shared))
    assert named() == {"Mylab", "Kenya"}


def test_what_is_visible_cannot_be_thrown_away(cast: Cast) -> None:
    batch = read(text(KEPT), cast.shared)
    show(batch, by=None)
    assert not discard(batch)
    assert Commitment.objects.count() == 1


def test_what_is_still_being_read_cannot_be_shown(cast: Cast) -> None:
    batch = begin(Source(name="m.csv", hash="h"), room=cast.shared, by=None)
    assert not show(batch, by=None)
    finish_reading(batch)
    assert show(batch, by=None)


def test_as_of_a_day_nothing_later_is_known(cast: Cast) -> None:
    batch = read(text(KEPT, LATE, NEVER), cast.shared, as_of=date(2011, 2, 5))
    assert outcomes(batch) == {
        "K1": ("confirmed", "kept"),
        "L1": ("accepted", "open"),
        "N1": ("accepted", "open"),
    }
    early = read(text(KEPT, LATE, NEVER), cast.shared, as_of=date(2011, 1, 4))
    assert (early.left_out, set(outcomes(early))) == (1, {"K1", "L1"})


def test_columns_under_other_names_and_dates_in_another_order(cast: Cast) -> None:
    data = text(
        "K1,Mylab,Kenya,03/01/2011,01/02/2011,", header=HEADER.replace("party,c", "Vendor,c")
    )
    batch = read(data, cast.shared, renames={"party": "Vendor"}, order=DateOrder.DAY_FIRST)
    assert Commitment.objects.get(batch=batch).due.date() == date(2011, 2, 1)


def test_the_same_file_read_in_another_way_is_another_reading(cast: Cast) -> None:
    row = "K1,Mylab,Kenya,03/01/2011,04/02/2011,"
    first = read(text(row), cast.shared, order=DateOrder.DAY_FIRST)
    other = read(text(row), cast.shared, order=DateOrder.MONTH_FIRST)
    assert first != other
    assert first == read(text(row), cast.shared, order=DateOrder.DAY_FIRST)


def test_what_the_other_side_has_not_shown_yet_is_not_taken_up(cast: Cast) -> None:
    theirs = read(text(KEPT), cast.shared, by=cast.ravi)
    own = read(text(KEPT), cast.shared, by=cast.ingrid)
    assert own != theirs
    show(theirs, by=cast.ravi)
    assert read(text(KEPT), cast.shared, by=cast.ingrid) == theirs


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", "found"), ("cp1252", "windows-1252"), ("utf-16", "found")]
)
def test_letters_arrive_as_they_were_meant(cast: Cast, encoding: str, said: str) -> None:
    data = text(KEPT.replace("Kenya", "Côte d’Ivoire")).decode().encode(encoding)
    read(data, cast.shared, encoding=said)
    assert "Côte d’Ivoire" in named()


def test_formulas_stay_words_and_invisible_characters_are_refused(cast: Cast) -> None:
    formula, invisible = KEPT.replace("Mylab", "=cmd|' /C calc'!A0"), LATE.replace("lab", "l\x07ab")
    batch = read(text(formula, invisible), cast.shared)
    assert batch.notes == {"formula": 1}
    assert batch.wrong_rows.get().reason == "control-character"
    assert "=cmd|' /C calc'!A0" in named()


def test_notes_are_counted_over_the_whole_file(cast: Cast) -> None:
    early = [KEPT.replace("K1", f"E{n}").replace("2011-01-30", "2011-01-02") for n in range(900)]
    batch = read(text(*early, "=K2" + KEPT[2:]), cast.shared)
    assert batch.notes == {"kept-early": 900, "formula": 1}


cell = st.text(max_size=12) | st.sampled_from(["2011-01-03", "2011-02-30", "Kaveri Analytics"])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(cell, min_size=4, max_size=7), max_size=12))
def test_whatever_is_in_a_file_each_row_is_taken_or_told(cast: Cast, rows: list[list[str]]) -> None:
    data = "\n".join([HEADER, *(",".join(row) for row in rows)]).encode("utf-8", "surrogatepass")
    batch = read(data, cast.shared)
    assert batch.state in {Reading.READ, Reading.REFUSED}
    assert Commitment.objects.filter(batch=batch).count() == batch.rows
    discard(batch)
    assert (Commitment.objects.count(), named()) == (0, set())
