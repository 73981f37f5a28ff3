"""What pages, the record and letters say of an adjustment: whose word is next, and nobody's fault."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.adjustments.finding import SEARCH, touched
from troth.adjustments.models import Adjustment, Did, Step, standing_of
from troth.adjustments.rules.helpful import Known
from troth.adjustments.rules.refusals import FOR_OTHERS, NotPossible, Reason
from troth.adjustments.rules.states import State, awaits
from troth.adjustments.telling import CLOSED, LOOKED, SENTENCES, say
from troth.adjustments.views.seen import Shown
from troth.adjustments.words import (
    NAMES,
    OUTCOMES,
    SAYING,
    closed_words,
    keeper_words,
    known_words,
    recheck_words,
    state_words,
    step_words,
    way_words,
    who_acts,
    why_not,
)
from troth.foundation.facts.adjustments import AdjustmentClosed, AdjustmentRechecked, Helped
from troth.foundation.facts.fact import Actor, Fact
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import make_ulid
from troth.foundation.web import clock
from troth.foundation.web.cursors import place_of
from troth.foundation.web.offers import Names, Told
from troth.partnerships.models import Party, Seat
from troth.people.models import Person

LUMEN, KAVERI = (
    Party(id=make_ulid(1, bytes(10)), name="Lumen Sensors", called="Lumen"),
    Party(id=make_ulid(2, bytes(10)), name="Kaveri Foundation", called="Kaveri"),
)
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ROOM, KEY = make_ulid(3, bytes(10)), make_ulid(4, bytes(10))
BY = Actor(None, LUMEN.id)
NAMES_HERE = Names({LUMEN.id: "Lumen", KAVERI.id: "Kaveri"}, {})
AGREED_BY_FIVE = "Agreed in at least 5 other partnerships on this server."
HELPED_FIVE = "In at least 5 of them both sides say that it helped."
ANSWERED = (Helped.HELPED, Helped.PARTLY, Helped.NOT)


def adjustment(state: State = State.PROPOSED, **parts: object) -> Adjustment:
    """Half an answer at once, which Lumen asks of Kaveri, as the database would give it."""
    made = Adjustment(
        id=KEY,
        title="Half an answer today",
        about=KAVERI,
        towards=LUMEN,
        keeper=KAVERI,
        dimension=Dimension.OPENNESS,
        recheck_on=date(2026, 12, 10),
        state=state.value,
    )
    for name, value in parts.items():
        setattr(made, name, value)
    return made


def step(did: Did, party: Party, **parts: object) -> Step:
    """What a side did, in the first version and the first round unless it says otherwise."""
    made = Step(did=did.value, party=party, version=1, round=1, at=AT)
    for name, value in parts.items():
        setattr(made, name, value)
    return made


def state(one: Adjustment, *steps: Step) -> str:
    """The sentence about it on the twenty-second of November."""
    with clock.at(AT):
        return state_words(one, list(steps))


PROPOSED, AGREED = step(Did.PROPOSED, LUMEN), step(Did.AGREED, KAVERI)
LOOK = {"said": Helped.HELPED.value}


@pytest.mark.parametrize(("writer", "next_one"), [(LUMEN, "Kaveri"), (KAVERI, "Lumen")])
def test_a_proposal_waits_for_the_side_that_did_not_write_it(writer: Party, next_one: str) -> None:
    said = state(adjustment(), step(Did.PROPOSED, writer))
    assert said == f"Waits for a word from {next_one}."


def test_other_words_turn_round_whose_word_is_next() -> None:
    changed = step(Did.CHANGED, KAVERI, version=2)
    assert state(adjustment(version=2), PROPOSED, changed) == "Waits for a word from Lumen."


def test_agreed_it_names_the_day_and_asks_nobody_before() -> None:
    said = state(adjustment(State.AGREED), PROPOSED, AGREED)
    assert said == "Agreed. You look at it together on Thursday 10 December."


def test_on_its_day_it_asks_both_in_one_sentence() -> None:
    said = state(adjustment(State.AGREED, asked_at=AT), PROPOSED, AGREED)
    assert said == "Agreed. Now it waits for a word from Kaveri and Lumen whether it helped."


@pytest.mark.parametrize(("first", "next_one"), [(LUMEN, "Kaveri"), (KAVERI, "Lumen")])
def test_once_one_has_spoken_it_waits_for_the_other(first: Party, next_one: str) -> None:
    said = state(adjustment(State.AGREED), PROPOSED, AGREED, step(Did.LOOKED, first, **LOOK))
    assert said == f"Agreed. Now it waits for a word from {next_one} whether it helped."


def test_a_word_of_an_earlier_round_is_no_word_of_this_one() -> None:
    old = step(Did.LOOKED, LUMEN, **LOOK)
    again = adjustment(State.AGREED, round=2)
    assert state(again, PROPOSED, AGREED, old).startswith("Agreed. You look at it together on ")
    assert who_acts(again, [PROPOSED, AGREED, old]) == "Kaveri and Lumen"


def test_what_came_to_nothing_says_by_whom_and_when() -> None:
    no = state(adjustment(State.DECLINED, ended_at=AT), PROPOSED, step(Did.DECLINED, KAVERI))
    assert no == "Kaveri declined it on 22 November."
    gone = state(adjustment(State.WITHDRAWN, ended_at=AT), PROPOSED, step(Did.WITHDRAWN, LUMEN))
    assert gone == "Lumen took it back on 22 November."


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Helped.HELPED, "Both sides say that it helped, on 22 November."),
        (Helped.PARTLY, "Taken together, it helped in part, on 22 November."),
        (Helped.NOT, "Both sides say that it did not help, on 22 November."),
    ],
)
def test_what_came_of_it_is_said_by_both_together(outcome: Helped, words: str) -> None:
    one = adjustment(State.CLOSED, ended_at=AT, outcome=outcome.value)
    with clock.at(AT):
        assert closed_words(one) == words
    assert state(one) == words


steps = st.lists(
    st.builds(
        step,
        st.sampled_from([Did.CHANGED, Did.AGREED, Did.LOOKED]),
        st.sampled_from([LUMEN, KAVERI]),
        said=st.just(Helped.HELPED.value),
        version=st.integers(1, 2),
        round=st.integers(1, 2),
    ),
    max_size=5,
)


@given(steps, st.sampled_from([State.PROPOSED, State.AGREED]), st.integers(1, 2))
def test_the_sentence_names_exactly_those_for_whom_it_waits(
    found: list[Step], stands: State, turn: int
) -> None:
    one = adjustment(stands, version=turn, round=turn, asked_at=AT)
    # Nobody looks at what is only proposed.
    found = [each for each in found if each.did != Did.LOOKED or stands is State.AGREED]
    standing = standing_of(one, found)
    named = who_acts(one, found)
    for party in (LUMEN, KAVERI):
        assert (party.short in named) == awaits(standing, party=party.id, due=True)


@pytest.mark.parametrize(
    ("did", "words"),
    [
        (Did.PROPOSED, "Ingrid proposed it."),
        (Did.CHANGED, "Ingrid proposed other words; they stand above."),
        (Did.AGREED, "Ingrid agreed."),
        (Did.DECLINED, "Ingrid declined it:"),
        (Did.WITHDRAWN, "Ingrid took it back."),
    ],
)
def test_every_step_is_a_sentence_with_a_name(did: Did, words: str) -> None:
    assert step_words(step(did, LUMEN)) % {"who": "Ingrid"} == words


@pytest.mark.parametrize(
    ("said", "again_on", "words"),
    [
        (Helped.HELPED, None, "Ingrid says that it helped."),
        (Helped.PARTLY, None, "Ingrid says that it helped in part."),
        (Helped.NOT, None, "Ingrid says that it did not help."),
        (
            Helped.TOO_EARLY,
            date(2027, 1, 9),
            "Ingrid says that it is too early, and would look again on 9 January 2027.",
        ),
    ],
)
def test_every_word_at_a_look_is_a_sentence_with_a_name(
    said: Helped, again_on: date | None, words: str
) -> None:
    one = step(Did.LOOKED, LUMEN, said=said.value, again_on=again_on)
    with clock.at(AT):
        assert step_words(one) % {"who": "Ingrid"} == words


def test_a_direction_is_said_as_people_would_say_it() -> None:
    assert way_words(adjustment()) == "Lumen about Kaveri: open communication"
    turned = adjustment(about=LUMEN, towards=KAVERI, dimension=Dimension.CARE)
    assert way_words(turned) == "Kaveri about Lumen: care"


def test_who_sees_to_it_is_a_side_by_its_whole_name_or_somebody_of_it() -> None:
    assert keeper_words(adjustment()) == "Kaveri Foundation"
    ravi = Seat(person=Person(name="Ravi Menon"), party=KAVERI)
    assert keeper_words(adjustment(person=ravi)) == "Ravi Menon of Kaveri"


def test_a_day_of_the_next_year_is_said_with_its_year() -> None:
    with clock.at(AT):
        assert recheck_words(adjustment()) == "Thursday 10 December"
        later = adjustment(recheck_on=date(2027, 2, 1))
        assert recheck_words(later) == "Monday 1 February 2027"


def test_every_dimension_and_every_word_of_a_look_has_its_name_in_every_list() -> None:
    assert set(NAMES) == set(Dimension)
    assert set(SAYING) == set(LOOKED) == set(Helped)
    assert set(OUTCOMES) == set(CLOSED) == set(ANSWERED)


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_is_a_sentence_that_blames_nobody(reason: Reason) -> None:
    words = why_not(NotPossible(reason))
    assert words.endswith(".")
    assert not any(part in words.lower() for part in ("error", "invalid", "fault", "forbidden"))


@pytest.mark.parametrize("reason", Reason)
def test_what_somebody_else_could_do_is_known_as_such(reason: Reason) -> None:
    refused = NotPossible(reason, about=KEY)
    assert refused.is_for_others == (reason in FOR_OTHERS)
    assert (str(refused), refused.about) == (reason.value, KEY)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (None, ""),
        (Known(0, 0), ""),
        (Known(5, 0), AGREED_BY_FIVE),
        (
            Known(10, 5),
            f"{AGREED_BY_FIVE.replace('5', '10')} {HELPED_FIVE}",
        ),
    ],
)
def test_what_others_found_is_said_in_counts_alone(known: Known | None, words: str) -> None:
    assert known_words(known) == words


def rechecked(said: Helped) -> AdjustmentRechecked:
    """Lumen said how it went."""
    again = date(2027, 1, 9) if said is Helped.TOO_EARLY else None
    return AdjustmentRechecked(room=ROOM, by=BY, adjustment=KEY, round=1, said=said, again_on=again)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Helped.HELPED, "Lumen says that “Half an answer today” helped"),
        (Helped.PARTLY, "Lumen says that “Half an answer today” helped in part"),
        (Helped.NOT, "Lumen says that “Half an answer today” did not help"),
        (Helped.TOO_EARLY, "Lumen says that it is too early to tell of “Half an answer today”"),
    ],
)
def test_the_record_says_what_a_side_said(said: Helped, words: str) -> None:
    told = say(rechecked(said), NAMES_HERE, one=adjustment())
    assert told == Told(words, "adjustments.one", {"pk": str(KEY)})


@pytest.mark.parametrize("outcome", ANSWERED)
def test_the_record_says_what_came_of_it_without_saying_who_thought_what(outcome: Helped) -> None:
    fact = AdjustmentClosed(room=ROOM, by=BY, adjustment=KEY, outcome=outcome)
    said = say(fact, NAMES_HERE, one=adjustment()).sentence
    assert said.startswith("Both sides have said how it went: “Half an answer today”")
    assert "Lumen" not in said
    assert "Kaveri" not in said


def test_of_what_is_not_there_any_more_only_the_kind_is_told() -> None:
    fact: Fact = rechecked(Helped.HELPED)
    assert say(fact, NAMES_HERE, one=None) == Told(fact.kind)


def test_no_sentence_of_the_record_stumbles_over_a_percent_sign() -> None:
    odd = adjustment(title="90 % of %(who)s")
    for sentence, who in product((*SENTENCES.values(), *LOOKED.values()), ("Lumen", "100 %")):
        assert "90 % of %(who)s" in str(sentence) % {"who": who, "what": odd.title}


def test_a_fact_touches_the_adjustment_it_is_about_and_nothing_else() -> None:
    assert touched(rechecked(Helped.NOT)) == [str(KEY)]
    assert touched(Fact(room=ROOM, by=BY)) == []


def test_every_state_in_which_it_is_found_has_its_word() -> None:
    assert set(SEARCH.states) == {one.value for one in State} - {State.WITHDRAWN.value}
    assert {words() for words in SEARCH.states.values()} == {
        "proposed",
        "agreed",
        "looked at again",
        "declined",
    }


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_cursor_survives_an_address_that_turned_its_plus_into_a_blank(moment: datetime) -> None:
    cursor = f"{moment.isoformat()},{KEY}"
    assert place_of(cursor) == place_of(cursor.replace("+", " ")) == (moment, KEY)


def shown(one: Adjustment) -> Shown:
    """What a page says of it, as far as it follows from the row alone."""
    return Shown(
        one=one,
        way="",
        state="",
        sign="",
        keeper="",
        recheck="",
        outcome="",
        look="",
        steps=(),
        acts=frozenset(),
        waits=False,
        url="",
    )


@pytest.mark.parametrize("stands", State)
def test_only_what_is_open_takes_another_word(stands: State) -> None:
    assert shown(adjustment(stands)).is_open == (stands in {State.PROPOSED, State.AGREED})


def test_an_answer_is_to_the_words_and_a_look_to_its_round() -> None:
    parts = {"version": 3, "round": 2}
    assert shown(adjustment(State.PROPOSED, **parts)).seen == 3
    assert shown(adjustment(State.AGREED, **parts)).seen == 2
