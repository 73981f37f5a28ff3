"""What holds for every promise that two sides can make of their acts, in any order."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.acts import Ask, Standing, new_date_refusal, possible
from troth.commitments.rules.life import Delivery, Life, Move
from troth.commitments.rules.outcome import Outcome, Verdict, drop_at, missed_at, verdict
from troth.commitments.rules.states import LEADS_TO, Act, Side, State
from troth.foundation.kernel.ulid import make_ulid

KAVERI, LUMEN = make_ulid(1, bytes(10)), make_ulid(2, bytes(10))
START = datetime(2026, 3, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANSWER = 2 * DAY
RARE = 50


@dataclass
class Table:
    """Two sides who try things; only what the rules allow happens."""

    now: datetime = START
    standing: Standing = field(
        default_factory=lambda: Standing(
            state=State.PROPOSED, promiser=KAVERI, receiver=LUMEN, due=START + 10 * DAY
        )
    )
    life: Life = field(default_factory=lambda: Life(promised_at=START, due=START + 10 * DAY))

    def attempt(self, choice: int, wish: datetime) -> Act | None:
        """One of the acts that are possible for either side, if any is."""
        can = [
            (act, side)
            for side, party in ((Side.PROMISER, KAVERI), (Side.RECEIVER, LUMEN))
            for act in possible(self.standing, party=party, now=self.now)
        ]
        # Withdrawing ends a story, so it is tried less often than the rest.
        can = [each for each in can if each[0] is not Act.WITHDRAW or choice > RARE]
        if not can:
            return None
        act, side = can[choice % len(can)]
        if act in {Act.ASK_MOVE, Act.SUGGEST_DATE}:
            if new_date_refusal(wish, due=self.standing.due, now=self.now) is not None:
                return None
            self.standing = replace(self.standing, ask=Ask(by=side, due=wish))
        self.standing = replace(self.standing, state=LEADS_TO[self.standing.state][act])
        self.happen(act)
        return act

    def happen(self, act: Act) -> None:
        """Write down what the act changes."""
        if act is Act.ACCEPT:
            self.life = replace(self.life, accepted_at=self.now)
        elif act is Act.WITHDRAW:
            self.life = replace(self.life, withdrawn_at=self.now)
        elif act is Act.AGREE_MOVE and self.standing.ask:
            moved = Move(agreed_at=self.now, due=self.standing.ask.due)
            self.life = replace(self.life, moves=(*self.life.moves, moved))
            self.standing = replace(self.standing, due=moved.due, ask=None)
        elif act is Act.KEEP_DATE:
            self.standing = replace(self.standing, ask=None)
        elif act is Act.DELIVER:
            answer_by = self.now + ANSWER
            self.standing = replace(self.standing, answer_by=answer_by, ask=None)
            delivery = Delivery(at=self.now, answer_by=answer_by)
            self.life = replace(self.life, deliveries=(*self.life.deliveries, delivery))
        elif act in {Act.CONFIRM, Act.SEND_BACK}:
            name = "confirmed_at" if act is Act.CONFIRM else "disputed_at"
            *before, last = self.life.deliveries
            last = replace(last, **{name: self.now})
            self.life = replace(self.life, deliveries=(*before, last))


Step = tuple[int, int, int]
steps = st.lists(
    st.tuples(
        st.integers(0, 59),
        st.sampled_from([0, 1, 7, 24, 30, 49, 120, 241, 721]),
        st.integers(1, 30),
    ),
    min_size=1,
    max_size=20,
)


def play(steps: Sequence[Step]) -> list[tuple[Act | None, datetime, Life, Verdict | None]]:
    """The verdict before and after each attempt, with the act if one happened."""
    table = Table()
    table.standing = replace(table.standing, state=State.ACCEPTED)
    table.happen(Act.ACCEPT)
    seen: list[tuple[Act | None, datetime, Life, Verdict | None]] = []
    for choice, hours, days in steps:
        table.now += hours * HOUR
        seen.append((None, table.now, table.life, verdict(table.life, now=table.now)))
        act = table.attempt(choice, table.now + days * DAY)
        seen.append((act, table.now, table.life, verdict(table.life, now=table.now)))
    return seen


@given(steps)
def test_every_accepted_promise_has_exactly_one_outcome(steps: list[Step]) -> None:
    for _, now, life, found in play(steps):
        assert found is not None
        assert (found.since is None) == (found.outcome is Outcome.OPEN)
        assert not (found.final and found.outcome is Outcome.OPEN)
        assert verdict(replace(life, accepted_at=None), now=now) is None


@given(steps)
def test_a_final_outcome_never_changes(steps: list[Step]) -> None:
    final: Verdict | None = None
    for _, _, _, found in play(steps):
        assert final is None or found == final
        if found is not None and found.final:
            final = found


@given(steps)
def test_only_a_word_of_the_receiver_undoes_an_outcome(steps: list[Step]) -> None:
    """Late becomes open by being sent back; dropped becomes something else by being confirmed."""
    before = Outcome.OPEN
    for act, _, _, found in play(steps):
        now = found.outcome if found else Outcome.OPEN
        if now is not before and before is not Outcome.OPEN:
            undoes = {Outcome.LATE: Act.SEND_BACK, Outcome.DROPPED: Act.CONFIRM}
            assert act is undoes[before]
        before = now


@given(steps)
def test_the_moment_of_dropping_is_the_last_one_at_which_it_is_open(steps: list[Step]) -> None:
    for _, now, life, found in play(steps):
        last = drop_at(life, now=now)
        if found is None or found.outcome is not Outcome.OPEN or last is None:
            continue
        assert last >= now
        assert verdict(life, now=last) == found
        after = verdict(life, now=last + timedelta(microseconds=1))
        assert after is not None
        assert after.outcome is Outcome.DROPPED


@given(steps)
def test_only_what_is_open_and_lies_with_the_promiser_can_be_dropped_by_silence(
    steps: list[Step],
) -> None:
    for _, now, life, found in play(steps):
        waits = found is not None and found.outcome is Outcome.OPEN and not found.delivered_at
        assert (drop_at(life, now=now) is not None) == waits


@given(steps)
def test_what_is_known_at_a_moment_does_not_depend_on_what_comes_later(steps: list[Step]) -> None:
    played = play(steps)
    whole = played[-1][2]
    last_of_moment = {now: found for _, now, _, found in played}
    for now, found in last_of_moment.items():
        assert verdict(whole, now=now) == found
        assert verdict(whole.known(now), now=now) == found


@given(steps)
def test_every_agreed_move_counts_once_and_nothing_else_does(steps: list[Step]) -> None:
    played = play(steps)
    agreed = sum(act is Act.AGREE_MOVE for act, *_ in played)
    found = played[-1][3]
    assert (found.renegotiated if found else 0) == agreed


@given(steps)
def test_kept_means_delivered_by_the_date_and_late_means_after_it(steps: list[Step]) -> None:
    for _, _, _, found in play(steps):
        if found is not None and found.outcome is Outcome.KEPT:
            assert found.delivered_at is not None
            assert found.delivered_at <= found.due
        if found is not None and found.outcome is Outcome.LATE:
            assert found.delivered_at is not None
            assert found.delivered_at > found.due


@given(steps)
def test_whatever_came_late_or_never_was_missed_or_sent_back(steps: list[Step]) -> None:
    for _, now, life, found in play(steps):
        bad = found is not None and found.outcome in {Outcome.LATE, Outcome.DROPPED}
        if bad and life.known(now).withdrawn_at is None:
            sent_back = any(one.disputed_at for one in life.deliveries)
            assert missed_at(life, now=now) is not None or sent_back


hours = st.integers(0, 30 * 24).map(lambda number: number * HOUR)


@given(delivered=hours, agreed=hours, longer=hours)
def test_a_longer_time_agreed_before_the_date_never_makes_a_kept_promise_late(
    delivered: timedelta, agreed: timedelta, longer: timedelta
) -> None:
    due, now = START + 10 * DAY, START + 100 * DAY
    arrived = Delivery(at=START + delivered, answer_by=START + delivered + ANSWER)
    life = Life(promised_at=START, accepted_at=START, due=due, deliveries=(arrived,))
    moved = replace(life, moves=(Move(agreed_at=START + agreed, due=due + longer),))
    before, after = verdict(life, now=now), verdict(moved, now=now)
    assert before is not None
    assert after is not None
    if before.outcome is Outcome.KEPT:
        assert after.outcome is Outcome.KEPT
    assert after.renegotiated == (START + agreed < due)
