"""One row of a file: what is wrong with it, and what came of the promise in it."""

import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from troth.commitments.rules.incoming.batches import Batch, known_until, read_batches
from troth.commitments.rules.incoming.cells import Reading, visible
from troth.commitments.rules.incoming.problems import Reason
from troth.commitments.rules.incoming.rows import NOTE_SENTENCES, ImportRow, Note, outcome_life
from troth.commitments.rules.incoming.stamps import DateOrder
from troth.commitments.rules.outcome import Outcome, verdict
from troth.commitments.rules.spreadsheet import for_spreadsheet, looks_like_formula

NAMES = ("event_id", "party", "counterparty", "promised_at", "due_at", "kept_at", "deliverable")
BERGEN = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 21, tzinfo=UTC)
READING = Reading(zone=BERGEN, now=NOW)
PROMISE = {
    "event_id": "S1",
    "party": "Kaveri",
    "counterparty": "Lumen",
    "promised_at": "2026-01-02",
    "due_at": "2026-02-01",
    "kept_at": "2026-02-01",
    "deliverable": "API v1",
}


def read(reading: Reading = READING, **changed: str) -> Batch:
    promise = PROMISE | changed
    row = ",".join('"' + promise[name].replace('"', '""') + '"' for name in NAMES)
    data = f"{','.join(NAMES)}\n{row}\n".encode()
    (batch,) = read_batches(io.BytesIO(data), reading)
    return batch


def row(reading: Reading = READING, **changed: str) -> ImportRow:
    (found,) = read(reading, **changed).rows
    return found


def wrong(**changed: str) -> list[tuple[str | None, Reason, str]]:
    return [(one.column, one.reason, one.shown) for one in read(READING, **changed).problems]


@pytest.mark.parametrize("name", ["event_id", "party", "counterparty", "promised_at", "due_at"])
def test_a_promise_needs_its_two_sides_its_dates_and_its_id(name: str) -> None:
    assert wrong(**{name: " \u00a0"}) == [(name, Reason.MISSING, "")]


def test_what_is_promised_may_be_unsaid() -> None:
    assert row(deliverable="").deliverable == ""


def test_everything_that_is_wrong_with_a_row_is_said_at_once() -> None:
    found = wrong(party="", promised_at="2.1.2026", kept_at="soon")
    assert found == [
        ("party", Reason.MISSING, ""),
        ("promised_at", Reason.DATE_ORDER, "2.1.2026"),
        ("kept_at", Reason.DATE_FORM, "soon"),
    ]


@pytest.mark.parametrize("other", ["Kaveri", "KAVERI ", " kaveri"])
def test_nobody_promises_to_themselves(other: str) -> None:
    assert wrong(counterparty=other) == [("counterparty", Reason.SAME_PARTY, other.strip())]


def test_a_deadline_does_not_lie_before_the_promise() -> None:
    shown = "2026-01-01 < 2026-01-02"
    assert wrong(due_at="2026-01-01", kept_at="") == [("due_at", Reason.DUE_BEFORE_PROMISE, shown)]
    assert row(due_at="2026-01-02", kept_at="").due.day == date(2026, 1, 2)


def test_kept_before_the_promise_was_written_down_is_kept_and_noted() -> None:
    early = row(kept_at="2026-01-01 23:59")
    assert early.notes == {Note.KEPT_EARLY}
    assert came_to(early) is Outcome.KEPT
    assert row(kept_at="2026-01-02 00:00").notes == frozenset()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kav\x00eri", "U+0000"),
        ("Kav\neri", "U+000A"),
        ("Kav\x1b[31meri", "U+001B"),
        ("Kav\u202eeri", "U+202E"),
        ("Kav\u2028eri", "U+2028"),
    ],
)
def test_letters_that_nobody_can_see_are_named(text: str, shown: str) -> None:
    assert wrong(party=text) == [("party", Reason.CONTROL_CHARACTER, shown)]


def test_letters_that_some_scripts_need_are_taken() -> None:
    assert row(party="می\u200cخواهم").party == "می\u200cخواهم"


def test_names_are_written_one_way() -> None:
    assert row(party="Ka\u00a0 veri").party == "Ka veri"
    assert row(party="Co\u0302te").party == "C\u00f4te"


def test_a_very_long_value_is_named_and_shown_by_its_beginning() -> None:
    ((column, reason, shown),) = wrong(party="K" * 201)
    assert (column, reason, shown) == ("party", Reason.TOO_LONG, "K" * 60 + "…")
    assert row(party="K" * 200).party == "K" * 200
    assert visible("K" * 60) == "K" * 60
    assert visible("a\x00b") == "aU+0000b"


@pytest.mark.parametrize("text", ["=1+1", "+47 55", "-", "@SUM(A1)", "＝1+1", "＠SUM(A1)"])
def test_formulas_stay_text_and_are_noted(text: str) -> None:
    found = row(party=text)
    assert (found.party, set(found.notes)) == (text, {Note.FORMULA})
    assert for_spreadsheet(found.party) == f"'{text}"


def test_plain_text_goes_to_a_spreadsheet_as_it_is() -> None:
    assert row().notes == frozenset()
    assert for_spreadsheet("Kaveri = partner") == "Kaveri = partner"
    assert looks_like_formula("\t=1")


def test_a_time_on_a_night_of_change_is_noted_and_a_deadline_gets_the_later_one() -> None:
    twice = "2026-10-25 02:30"
    found = row(due_at=twice, kept_at=twice)
    assert found.notes == {Note.CLOCKS_CHANGE}
    assert found.kept is not None
    assert (found.kept.at.hour, found.due.at.hour) == (0, 1)


def test_another_order_of_dates_is_read_when_named() -> None:
    reading = Reading(zone=BERGEN, now=NOW, order=DateOrder.DAY_FIRST)
    assert row(reading, promised_at="03/01/2026").promised.day == date(2026, 1, 3)


def test_without_a_day_of_the_file_nothing_lies_in_the_future() -> None:
    later = "2026-12-24"
    assert wrong(kept_at=later) == [("kept_at", Reason.IN_THE_FUTURE, later)]
    assert row(due_at=later, kept_at="").due.day == date(2026, 12, 24)
    made_later = wrong(promised_at=later, due_at=later, kept_at="")
    assert made_later == [("promised_at", Reason.IN_THE_FUTURE, later)]


def as_of(day: date) -> Reading:
    return Reading(zone=BERGEN, now=NOW, until=known_until(day, BERGEN))


def test_a_file_as_of_a_day_knows_that_day_and_nothing_after() -> None:
    assert row(as_of(date(2026, 2, 1))).kept is not None
    assert row(as_of(date(2026, 1, 31))).kept is None
    assert row(as_of(date(2026, 1, 2))).promised.day == date(2026, 1, 2)
    before = read(as_of(date(2026, 1, 1)))
    assert (before.rows, before.problems, before.left_out) == ((), (), 1)


def test_the_last_instant_of_which_a_file_knows_is_known() -> None:
    noon = datetime(2026, 2, 1, 12, tzinfo=UTC)
    reading = Reading(zone=BERGEN, now=NOW, until=noon)
    at_noon = row(reading, promised_at="2026-02-01 13:00", due_at="2026-02-01 13:00", kept_at="")
    assert at_noon.promised.at == at_noon.due.at == noon
    assert row(reading, kept_at="2026-02-01 13:00").kept
    assert row(Reading(zone=BERGEN, now=noon), kept_at="2026-02-01 13:00").kept


def test_a_file_as_of_a_day_may_go_on_after_it() -> None:
    found = row(as_of(date(2026, 1, 31)), due_at="2027-01-01", kept_at="2027-01-01")
    assert found.kept is None


def came_to(found: ImportRow, now: datetime = NOW) -> Outcome | None:
    said = verdict(outcome_life(found), now=now)
    return said.outcome if said else None


@pytest.mark.parametrize(
    ("kept_at", "outcome"),
    [
        ("2026-01-20", Outcome.KEPT),
        ("2026-02-01", Outcome.KEPT),
        ("2026-02-01 23:59", Outcome.KEPT),
        ("2026-02-02", Outcome.LATE),
        ("2026-03-03", Outcome.LATE),
        ("2026-03-04", Outcome.DROPPED),
        ("", Outcome.DROPPED),
    ],
)
def test_imported_promises_come_to_the_same_outcomes(kept_at: str, outcome: Outcome) -> None:
    assert came_to(row(kept_at=kept_at)) is outcome


def test_kept_on_the_day_it_was_due_at_some_hour_is_in_time() -> None:
    assert came_to(row(due_at="2026-02-01 12:00", kept_at="2026-02-01")) is Outcome.KEPT
    assert came_to(row(due_at="2026-02-01 12:00", kept_at="2026-02-01 12:01")) is Outcome.LATE


def test_every_note_has_its_sentence() -> None:
    assert set(NOTE_SENTENCES) == set(Note)
    assert all(
        (said % {"count": 3}).endswith(".") for both in NOTE_SENTENCES.values() for said in both
    )


def test_what_is_not_known_yet_is_open() -> None:
    reading = as_of(date(2026, 2, 10))
    assert reading.until is not None
    assert came_to(row(reading, kept_at=""), reading.until) is Outcome.OPEN
