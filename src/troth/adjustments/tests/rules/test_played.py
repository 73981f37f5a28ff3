"""Whatever two sides try in whatever order, an adjustment comes to one end, and both have had their say."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from troth.adjustments.rules.looking import Look, Result, result_of
from troth.adjustments.rules.states import (
    ENDED,
    OPEN,
    Act,
    Standing,
    State,
    awaits,
    possible,
    why_not,
)
from troth.foundation.facts.adjustments import Helped
from troth.foundation.kernel.ulid import Ulid

LUMEN, KAVERI, FJORD = (Ulid(letter * 26) for letter in "LKF")
BOTH = frozenset({LUMEN, KAVERI})
DAY = date(2026, 3, 10)
WAYS: dict[Act, State] = {
    Act.AGREE: State.AGREED,
    Act.DECLINE: State.DECLINED,
    Act.WITHDRAW: State.WITHDRAWN,
}
tries = st.lists(
    st.tuples(
        st.sampled_from(Act),
        st.sampled_from([LUMEN, KAVERI, FJORD, None]),
        st.sampled_from(Helped),
    ),
    max_size=30,
)


FIRST = Standing(state=State.PROPOSED, sides=BOTH, agreed=frozenset({LUMEN}))


@dataclass
class Played:
    """An adjustment that Lumen proposed, as the actions move it, without a database."""

    standing: Standing = FIRST
    version: int = 1
    round: int = 1
    recheck_on: date = DAY
    looks: list[Look] = field(default_factory=list)
    outcome: Helped | None = None
    states: list[State] = field(default_factory=lambda: [State.PROPOSED])

    def does(self, act: Act, party: Ulid | None, said: Helped) -> bool:
        """One try; whether it was possible."""
        if party is None or why_not(act, self.standing, party=party):
            return False
        if act is Act.LOOK:
            self.look(party, said)
        elif act is Act.CHANGE:
            self.version += 1
            self.standing = replace(self.standing, agreed=frozenset({party}))
        else:
            agreed = self.standing.agreed | ({party} if act is Act.AGREE else frozenset())
            self.standing = replace(self.standing, state=WAYS[act], agreed=agreed)
        self.states.append(self.standing.state)
        return True

    def look(self, party: Ulid, said: Helped) -> None:
        """A word of one side; the last one ends the round."""
        again = self.recheck_on + timedelta(days=30) if said is Helped.TOO_EARLY else None
        self.looks.append(Look(party=party, said=said, again_on=again))
        self.standing = replace(self.standing, looked=self.standing.looked | {party})
        result = result_of(self.looks, sides=BOTH)
        if result:
            self.finish(result)

    def finish(self, result: Result) -> None:
        """Another round, or the end."""
        if result.again_on:
            self.round, self.recheck_on, self.looks = self.round + 1, result.again_on, []
            self.standing = replace(self.standing, looked=frozenset())
        else:
            self.outcome = result.outcome
            self.standing = replace(self.standing, state=State.CLOSED)


def play(said: list[tuple[Act, Ulid | None, Helped]]) -> Played:
    """Try all of them in order."""
    one = Played()
    for act, party, word in said:
        one.does(act, party, word)
    return one


@given(tries)
def test_what_has_ended_never_begins_again(said: list[tuple[Act, Ulid | None, Helped]]) -> None:
    states = play(said).states
    ends = [place for place, state in enumerate(states) if state in ENDED]
    assert ends in ([], [len(states) - 1])


@given(tries)
def test_nothing_holds_that_both_have_not_agreed_to(
    said: list[tuple[Act, Ulid | None, Helped]],
) -> None:
    one = play(said)
    if State.AGREED in one.states:
        assert one.standing.agreed == BOTH
    assert LUMEN in one.standing.agreed or one.version > 1


@given(tries)
def test_it_is_closed_only_after_a_word_of_each_side(
    said: list[tuple[Act, Ulid | None, Helped]],
) -> None:
    one = play(said)
    assert (one.standing.state is State.CLOSED) is (one.outcome is not None)
    if one.outcome:
        assert one.standing.looked == BOTH
        assert one.outcome is not Helped.TOO_EARLY


@given(tries)
def test_while_it_is_open_somebody_can_go_on(
    said: list[tuple[Act, Ulid | None, Helped]],
) -> None:
    """There is no state in which both sides stand still and neither could say anything."""
    one = play(said)
    can = [possible(one.standing, party=party) for party in (LUMEN, KAVERI)]
    assert any(can) is (one.standing.state in OPEN)


@given(tries)
def test_on_its_day_it_waits_for_somebody_as_long_as_it_is_open(
    said: list[tuple[Act, Ulid | None, Helped]],
) -> None:
    one = play(said)
    waits = [awaits(one.standing, party=party, due=True) for party in (LUMEN, KAVERI)]
    assert any(waits) is (one.standing.state in OPEN)
    assert not awaits(one.standing, party=FJORD, due=True)


@given(tries)
def test_the_day_to_look_again_only_moves_on(
    said: list[tuple[Act, Ulid | None, Helped]],
) -> None:
    one = play(said)
    assert one.recheck_on == DAY + timedelta(days=30) * (one.round - 1)


@settings(max_examples=50)
@given(st.lists(st.sampled_from([LUMEN, KAVERI]), max_size=20))
def test_however_often_words_are_changed_the_other_side_answers_them(
    changes: list[Ulid],
) -> None:
    one = Played()
    for party in changes:
        assert one.does(Act.CHANGE, party, Helped.HELPED)
    last = changes[-1] if changes else LUMEN
    other = KAVERI if last == LUMEN else LUMEN
    assert not one.does(Act.AGREE, last, Helped.HELPED)
    assert one.does(Act.AGREE, other, Helped.HELPED)
    assert one.version == 1 + len(changes)


def test_the_story_as_it_is_meant() -> None:
    """Proposed, answered with other words, agreed, too early for one, and in the end it helped both."""
    one = Played()
    for act, party, said in (
        (Act.CHANGE, KAVERI, Helped.HELPED),
        (Act.AGREE, LUMEN, Helped.HELPED),
        (Act.LOOK, LUMEN, Helped.TOO_EARLY),
        (Act.LOOK, KAVERI, Helped.HELPED),
        (Act.LOOK, LUMEN, Helped.HELPED),
        (Act.LOOK, KAVERI, Helped.HELPED),
    ):
        assert one.does(act, party, said)
    assert (one.version, one.round, one.outcome) == (2, 2, Helped.HELPED)
    assert one.states[-1] is State.CLOSED
