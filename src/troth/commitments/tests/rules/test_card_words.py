"""What a card says of a promise: where it stands, on both clocks, without blame and without a wrong day."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.incoming_words import (
    note_words,
    problem_words,
    refusal_words,
    write_table,
)
from troth.commitments.models import Batch, Commitment, WrongRow
from troth.commitments.rules.incoming.problems import FileReason, Reason
from troth.commitments.rules.incoming.rows import Note
from troth.commitments.rules.outcome import Outcome, Verdict
from troth.commitments.rules.states import Act, Side, State
from troth.commitments.rules.tokens import Token
from troth.commitments.telling import say
from troth.commitments.views.cards import (
    PERMISSIONS,
    Card,
    acts_for,
    clock_change,
    due_words,
    imported_lines,
    imported_token,
    lines,
    live_token,
    other_clock,
    prepared_words,
    who_promised,
)
from troth.commitments.views.importing import brought_in
from troth.commitments.views.next_steps import Next, next_of, waiting_words
from troth.foundation.facts.commitments import CommitmentMoveAsked, CommitmentProposed
from troth.foundation.facts.fact import Actor
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import make_ulid
from troth.foundation.web import clock
from troth.foundation.web.offers import Names, Told
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.people.models import Person

BERGEN, BENGALURU = "Europe/Oslo", "Asia/Kolkata"
LUMEN = Party(id=make_ulid(1, bytes(10)), name="Lumen", zone=BERGEN, place="Bergen", called="Lumen")
KAVERI = Party(
    id=make_ulid(2, bytes(10)), name="Kaveri", zone=BENGALURU, place="Bengaluru", called="Kaveri"
)
KEY, ROOM = make_ulid(3, bytes(10)), make_ulid(4, bytes(10))
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
DUE = datetime(2026, 3, 20, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SHARED, SIDE = Room(kind=RoomKind.SHARED.value), Room(kind=RoomKind.SIDE.value)
NAMES = Names({LUMEN.id: "Lumen", KAVERI.id: "Kaveri"}, {})


def promise(state: State = State.ACCEPTED, **parts: Any) -> Commitment:
    """Twenty units that Kaveri promised Lumen on its own clock, as the database would give it."""
    made = Commitment(
        id=KEY,
        promiser=KAVERI,
        receiver=LUMEN,
        room=SHARED,
        deliverable="20 calibrated units",
        due=DUE,
        first_due=DUE,
        zone=BENGALURU,
        state=state.value,
        proposed_at=NOW - DAY,
    )
    for name, value in parts.items():
        setattr(made, name, value)
    return made


def came(outcome: Outcome, **parts: Any) -> Verdict:
    """What came of it."""
    usual: dict[str, Any] = {"outcome": outcome, "due": DUE, "renegotiated": 0}
    return Verdict(**usual | parts)


def said(one: Commitment, verdict: Verdict | None = None, *, now: datetime = NOW) -> list[str]:
    """The quiet lines under it."""
    with clock.at(now):
        return lines(one, verdict, now=now)


def card(one: Commitment, waits: Side | None = None, **parts: Any) -> Card:
    """Its card, with what a test is not about left empty."""
    empty = {"sign": "", "sign_words": "", "due": "Friday", "due_also": "", "lines": ()}
    return Card(**{"commitment": one, "acts": (), "waits": waits, "said": None, **empty, **parts})


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (State.PROPOSED, "proposed yesterday; Lumen has not answered yet"),
        (State.ACCEPTED, "accepted by Lumen"),
        (State.DELIVERED, "delivered; Lumen has not confirmed yet"),
        (State.DISPUTED, "sent back; waits for Kaveri"),
        (State.DECLINED, "declined by Lumen"),
        (State.WITHDRAWN, "withdrawn before it was accepted"),
    ],
)
def test_each_state_is_one_clause_that_names_whose_turn_it_is(state: State, line: str) -> None:
    assert said(promise(state), came(Outcome.OPEN))[0] == line


def test_what_is_promised_to_all_is_accepted_by_nobody_in_particular() -> None:
    assert said(promise(receiver=None))[0] == "accepted"
    assert said(promise(State.DELIVERED, receiver=None))[0].startswith("delivered; everybody")


MISSED = "The date came and nothing has arrived. "


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({}, f"{MISSED}Kaveri can say what happened and what comes next."),
        ({"owned_at": NOW}, f"{MISSED}Kaveri has said what happened and what comes next."),
        (
            {"owned_at": NOW, "repaired_at": NOW},
            "The date came and nothing had arrived. Kaveri has made it good.",
        ),
    ],
)
def test_of_a_miss_is_said_what_can_be_done_and_what_was(parts: dict[str, Any], line: str) -> None:
    assert said(promise(missed_at=DUE, **parts), came(Outcome.OPEN), now=DUE + DAY)[0] == line


@pytest.mark.parametrize(
    ("verdict", "state", "line"),
    [
        (came(Outcome.KEPT, delivered_at=DUE - DAY), State.CONFIRMED, "kept 19 March"),
        (
            came(Outcome.KEPT, delivered_at=DUE, renegotiated=1),
            State.CONFIRMED,
            "moved by agreement from 20 March, kept 20 March",
        ),
        (
            came(Outcome.LATE, delivered_at=DUE + 2 * DAY),
            State.CONFIRMED,
            "delivered 22 March, after it was due",
        ),
        (
            came(Outcome.DROPPED, since=DUE + 30 * DAY),
            State.ACCEPTED,
            "nothing came; dropped 19 April",
        ),
        (came(Outcome.DROPPED, since=DUE - DAY), State.WITHDRAWN, "withdrawn 19 March"),
    ],
)
def test_what_came_of_it_is_said_with_its_day(verdict: Verdict, state: State, line: str) -> None:
    assert said(promise(state), verdict) == [line]


def test_the_day_it_came_is_the_one_on_the_clock_of_the_promise() -> None:
    late = came(Outcome.KEPT, delivered_at=datetime(2026, 3, 18, 20, 0, tzinfo=UTC))
    assert said(promise(State.CONFIRMED), late) == ["kept 19 March"]
    assert said(promise(State.CONFIRMED, zone=BERGEN), late)[0] == "kept 18 March"


def test_a_wish_to_move_names_who_asks_and_for_when_until_the_day_has_come() -> None:
    asked = promise(ask_by=Side.PROMISER.value, ask_due=DUE + 7 * DAY)
    assert said(asked)[0] == "Kaveri asks for Friday 27 March 17:00 Bengaluru"
    assert said(promise(ask_by=Side.RECEIVER.value, ask_due=DUE + DAY))[0].startswith("Lumen asks")
    assert said(asked, now=DUE)[0] == "accepted by Lumen"


def test_how_sure_somebody_is_stands_beside_their_first_name() -> None:
    ravi = Person(name="Ravi Menon")
    assert said(promise(sure=80, holder=ravi))[1] == "Ravi is 80 % sure"
    assert said(promise(sure=0))[1] == "Kaveri is 0 % sure"
    assert len(said(promise())) == 1
    assert who_promised(promise()) == "Kaveri"


def test_where_clocks_change_before_the_day_that_is_said() -> None:
    in_april = promise(zone=BERGEN, due=datetime(2026, 4, 3, 10, 0, tzinfo=UTC))
    assert said(in_april)[-1] == "Clocks change on 29 March there."
    assert clock_change(promise(zone=BERGEN), now=NOW) == ""
    assert clock_change(promise(due=in_april.due), now=NOW) == "", "in Bengaluru none changes"
    assert clock_change(in_april, now=in_april.due) == ""
    whole = promise(zone=BERGEN, due=in_april.due, whole_day=True)
    assert clock_change(whole, now=NOW) == ""


def test_the_day_it_is_due_is_said_on_its_own_clock_and_on_the_other_one() -> None:
    with clock.at(NOW):
        assert due_words(promise(), now=NOW) == "Friday 20 March 17:00 Bengaluru"
    assert other_clock(promise()) == "12:30 Bergen"
    assert other_clock(promise(zone=BERGEN)) == "17:00 Bengaluru"
    assert other_clock(promise(receiver=None)) == ""
    assert other_clock(promise(), DUE + timedelta(hours=9)) == "Friday 21:30 Bergen"


def test_a_day_without_an_hour_has_one_clock_and_no_hour() -> None:
    whole = promise(whole_day=True)
    with clock.at(NOW):
        assert due_words(whole, now=NOW) == "Friday 20 March"
        assert due_words(whole, now=DUE - DAY) == "tomorrow, Friday"
    assert other_clock(whole) == ""


@pytest.mark.parametrize(
    ("parts", "verdict", "now", "shape"),
    [
        ({}, None, NOW, Token.PROPOSED),
        ({}, came(Outcome.OPEN), DUE, Token.ACCEPTED),
        ({}, came(Outcome.OPEN), DUE + DAY, Token.MISSED),
        ({"missed_at": DUE}, came(Outcome.OPEN), DUE, Token.MISSED),
        ({"ask_by": "promiser"}, came(Outcome.OPEN), NOW, Token.ASKED_TO_MOVE),
        ({"ask_by": "promiser"}, came(Outcome.OPEN), DUE + DAY, Token.MISSED),
        ({"repaired_at": DUE}, came(Outcome.OPEN), NOW, Token.ACCEPTED),
        ({"repaired_at": DUE}, came(Outcome.LATE), DUE + DAY, Token.REPAIRED),
        ({"repaired_at": DUE}, came(Outcome.KEPT), DUE + DAY, Token.KEPT),
        ({}, came(Outcome.KEPT, renegotiated=2), DUE + DAY, Token.MOVED_AND_KEPT),
    ],
)
def test_the_sign_of_a_promise_is_what_came_of_it(
    parts: dict[str, Any], verdict: Verdict | None, now: datetime, shape: Token
) -> None:
    assert live_token(promise(**parts), verdict, now=now) is shape


@pytest.mark.parametrize(
    ("outcome", "shape", "words"),
    [
        ("kept", Token.KEPT, "kept 20 March"),
        ("late", Token.LATE, "delivered 20 March, after it was due"),
        ("dropped", Token.DROPPED, "nothing came"),
        ("", Token.ACCEPTED, "open when the file was written"),
    ],
)
def test_a_promise_from_a_file_says_what_the_file_says_and_on_which_line(
    outcome: str, shape: Token, words: str
) -> None:
    kept_at = DUE if outcome in {"kept", "late"} else None
    one = promise(batch_id=KEY, line=12, outcome=outcome, kept_at=kept_at)
    assert imported_token(one) is shape
    with clock.at(NOW):
        assert imported_lines(one) == ["Kaveri to Lumen", f"{words} · imported, line 12"]


def test_a_promise_from_a_file_without_a_name_is_called_by_its_number_there() -> None:
    assert card(promise(deliverable="", event_id="E-7")).title == "Imported promise E-7"
    assert card(promise()).title == "20 calibrated units"
    assert card(promise()).between == "Kaveri to Lumen"
    assert card(promise(batch_id=KEY)).between == ""


def test_on_its_own_page_nothing_is_said_twice() -> None:
    two = ("accepted by Lumen", "Ravi is 80 % sure")
    assert card(promise(), lines=two).page_lines == two[1:]
    assert card(promise(), lines=two, sign="missed").page_lines == two
    assert card(promise(ask_by="promiser"), lines=two).page_lines == two
    assert card(promise(), lines=two, said=came(Outcome.KEPT)).page_lines == two
    assert card(promise(batch_id=KEY), lines=two).page_lines == two[1:]


def seat(party: Party | None, role: Role = Role.MEMBER) -> Seat:
    """Somebody who sits for a side, or for none."""
    return Seat(party=party, role=role.value)


def test_each_act_asks_for_a_permission() -> None:
    assert set(PERMISSIONS) == set(Act)


def test_what_can_be_done_is_offered_to_whom_it_is_for() -> None:
    assert Act.DELIVER in acts_for(promise(), seat(KAVERI), now=NOW)
    assert Act.DELIVER not in acts_for(promise(), seat(LUMEN), now=NOW)
    assert acts_for(promise(State.PROPOSED), seat(LUMEN), now=NOW)[:2] == (Act.ACCEPT, Act.DECLINE)
    for one in (promise(batch_id=KEY), promise(room=SIDE)):
        assert acts_for(one, seat(KAVERI), now=NOW) == ()
    assert acts_for(promise(), seat(None, Role.FACILITATOR), now=NOW) == ()


def test_what_is_prepared_in_the_own_room_says_only_that() -> None:
    assert said(promise(room=SIDE)) == ["Being prepared"]
    assert prepared_words(promise(room=SIDE, shared_from=True)) == "Shared with the others"
    assert prepared_words(promise()) == prepared_words(promise(room=SIDE, batch_id=KEY)) == ""


def test_whose_turn_it_is_reads_the_button_and_the_other_what_happens() -> None:
    acts = (Act.ACCEPT, Act.DECLINE)
    ours = next_of(card(promise(State.PROPOSED), Side.RECEIVER, acts=acts), seat(LUMEN))
    theirs = next_of(card(promise(State.PROPOSED), Side.RECEIVER), seat(KAVERI))
    assert isinstance(ours, Next)
    assert isinstance(theirs, Next)
    assert ours.heading == theirs.heading == "Now it waits for Lumen."
    assert ours.main is not None
    assert (ours.ours, ours.main.act, ours.main.at_once) == (True, Act.ACCEPT, True)
    assert [one.act for one in ours.others] == [Act.DECLINE]
    assert (theirs.ours, theirs.main) == (False, None)
    assert theirs.means == "It counts once it is accepted."


def test_where_nothing_waits_nothing_comes_next() -> None:
    assert next_of(card(promise(State.CONFIRMED)), seat(LUMEN)) is None
    assert next_of(card(promise(room=SIDE), Side.PROMISER), seat(KAVERI)) is None


@pytest.mark.parametrize(
    ("state", "waits", "part"),
    [
        (State.ACCEPTED, Side.PROMISER, "Due Friday. Once it is delivered, Lumen confirms it"),
        (State.DELIVERED, Side.RECEIVER, "Lumen confirms that it has arrived"),
        (State.DISPUTED, Side.PROMISER, "Kaveri delivers what is missing"),
    ],
)
def test_whoever_waits_reads_what_the_other_side_will_do(
    state: State, waits: Side, part: str
) -> None:
    assert waiting_words(card(promise(state), waits)).startswith(part)


def test_a_wish_waits_for_the_side_that_did_not_ask() -> None:
    asked = promise(ask_by=Side.PROMISER.value, ask_due=DUE + DAY)
    assert waiting_words(card(asked, Side.RECEIVER)).startswith("Lumen can agree to the new day")
    assert waiting_words(card(asked, Side.PROMISER)).startswith("Due Friday.")


@pytest.mark.parametrize("reason", Reason)
def test_every_wrong_row_is_said_in_a_whole_sentence(reason: Reason) -> None:
    row = WrongRow(line=3, reason=reason.value, column="due", shown="100 %(x)s", other=7)
    words = problem_words(row)
    assert words.endswith(".")
    assert "%(column)" not in words
    assert "%(shown)" not in words


def test_a_count_is_a_number_and_what_stands_in_the_file_is_quoted() -> None:
    count = WrongRow(line=3, reason=Reason.COLUMN_COUNT.value, shown="3", other=7)
    assert problem_words(count).startswith("This line has 3 values, but the first line names 7 ")
    named = WrongRow(line=3, reason=Reason.REPEATED.value, column="id", shown="3", other=2)
    assert problem_words(named) == "id “3” stands on line 2 already."


@pytest.mark.parametrize("reason", FileReason)
def test_every_file_that_cannot_be_read_says_why(reason: FileReason) -> None:
    told = {"reason": reason.value, "shown": "50 % off", "line": 9}
    assert refusal_words(Batch(refusal=told)).endswith(".")
    assert refusal_words(Batch()) == ""


@pytest.mark.parametrize("note", Note)
def test_a_note_counts_one_as_one(note: Note) -> None:
    one, many = note_words(note.value, 1), note_words(note.value, 1234)
    assert one != many
    assert "1234" in many


cells = st.text(max_size=9).map(lambda text: text.replace("\r", ""))


@given(st.lists(st.tuples(st.integers(1, 10**6), cells, cells), max_size=5))
def test_nothing_of_a_wrong_file_is_calculated_by_a_spreadsheet(
    rows: list[tuple[int, str, str]],
) -> None:
    target = StringIO()
    write_table(target, [(line, f"={column}", f"+{words}") for line, column, words in rows])
    first, *read_back = csv.reader(StringIO(target.getvalue(), newline=""))
    assert first == ["line", "column", "what is wrong"]
    assert read_back == [[str(n), f"'={column}", f"'+{words}"] for n, column, words in rows]


@pytest.mark.parametrize("words", ["Units\r=1+1", "Units\r\n=1+1", "Units\n=1+1"])
def test_no_row_is_smuggled_in_behind_a_carriage_return(words: str) -> None:
    target = StringIO()
    write_table(target, [(3, "due", words)])
    assert list(csv.reader(StringIO(target.getvalue(), newline="")))[1:] == [
        ["3", "due", "Units\n=1+1"]
    ]


def test_what_became_visible_is_counted_in_words() -> None:
    assert brought_in(Batch(rows=1, file_name="a.csv")) == "One promise from a.csv is visible now."
    words = "12,000 promises from 90 %.csv are visible now."
    assert brought_in(Batch(rows=12000, file_name="90 %.csv")) == words


def test_the_record_says_the_day_on_the_clock_of_the_promise() -> None:
    by = Actor(None, KAVERI.id)
    made = CommitmentProposed(
        room=ROOM,
        by=by,
        commitment=KEY,
        promising_party=KAVERI.id,
        receiving_party=LUMEN.id,
        due=DUE,
        zone=BENGALURU,
        deliverable=None,
    )
    asked = CommitmentMoveAsked(room=ROOM, by=by, commitment=KEY, was=DUE, due=DUE + DAY, reason="")
    with clock.at(NOW):
        first, second = (say(fact, NAMES, one=promise()) for fact in (made, asked))
        abroad = say(made, NAMES, one=promise(zone=BERGEN))
    due = "Friday 20 March 17:00 Bengaluru"
    assert first.sentence == f"Kaveri promised Lumen “20 calibrated units” for {due}"
    moved = "Kaveri asked to move “20 calibrated units” to Saturday 21 March 17:00 Bengaluru"
    assert second == Told(moved, "commitments.one", {"pk": KEY})
    assert abroad.sentence.endswith("for Friday 20 March 12:30 Oslo")
    assert say(made, NAMES, one=None) == Told("commitment:proposed")
