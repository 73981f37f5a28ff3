"""Forecasts in time order: told what happened, asked what will; bounded work for each.

The rule: a forecast for a moment uses only what was known strictly before it. A keep is known when
it happens, a miss at the deadline, an open promise is known to be open. A keep teaches the party's
own terms at once and everybody at the deadline; a miss teaches everybody at the deadline.
"""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice
from math import log

from troth.trust.rules.bank import (
    ALL,
    PARTY,
    RECEIVER,
    SHARED,
    Vector,
    View,
    unlearned,
)
from troth.trust.rules.blend import Opinion, chance_of, logit
from troth.trust.rules.happenings import (
    Happening,
    Kept,
    Moved,
    Promised,
    Withdrawn,
    in_order,
)
from troth.trust.rules.keep_times import share_by_now, shares_of_waiting
from troth.trust.rules.memory import Group, Memory, Pending, Sharing, Standing
from troth.trust.rules.waiting import AT_MOST, shifted

_TOWARD = 1.28  # standard deviations on each side of an 80 % interval
_HALF = 0.5  # how far an open promise's own waiting is believed, on the logit scale


@dataclass(frozen=True, slots=True)
class Forecast:
    """How likely a promise is kept by its deadline, with an 80 % interval: low <= chance <= high."""

    chance: float
    low: float
    high: float


@dataclass(kw_only=True, slots=True)
class Question:
    """A promise as it is known when its forecast is asked; times in days since 1970, UTC.

    Asked under the name of a promise, its outcome will show how good the answer was.
    """

    party: str
    receiver: str
    promised_at: float
    asked_at: float
    due: float
    promise: str | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """How one outcome changed the means of some terms: shape (terms, settings)."""

    promise: str
    at: float
    party: str
    receiver: str
    rows: slice
    change: Vector


@dataclass(slots=True)
class Answer:
    """A forecast with what it was made of, for those who explain it."""

    view: View
    means: Vector  # of each setting, open promises taken in
    opinion: Opinion
    chance: float


class OutOfOrder(ValueError):
    """Told or asked about a moment that has already passed."""


class Forecaster:
    """Learns from happenings in the order of time and answers questions about promises."""

    def __init__(
        self, memory: Memory | None = None, *, teach: Callable[[Lesson], None] | None = None
    ) -> None:
        self.memory = memory or Memory()
        self._teach = teach

    def learn(self, happening: Happening) -> None:
        """Take note of what happened. What concerns a promise no longer pending changes nothing."""
        self._go_on_to(happening.at)
        self.memory.told.append(happening)

    def forecast(self, question: Question) -> Forecast:
        """How likely this promise is kept, with its interval."""
        answer = self.answer(question)
        weights = self.memory.blend.settings
        middle = float(weights @ answer.means)
        spread = float(weights @ (answer.view.variance + (answer.means - middle) ** 2))
        low = chance_of(middle - _TOWARD * spread**0.5)
        high = chance_of(middle + _TOWARD * spread**0.5)
        return Forecast(answer.chance, min(low, answer.chance), max(high, answer.chance))

    def answer(self, question: Question) -> Answer:
        """The chance, and what it was made of."""
        self._go_on_to(question.asked_at)
        memory, at = self.memory, question.asked_at
        party = memory.parties.get(question.party) or Standing()
        receiver = memory.receivers.get(question.receiver) or unlearned(RECEIVER)
        view = View(at, memory.community, receiver, party.terms)
        means = self._means(view, party)
        waited = self._waited(party, question)
        pooled = logit(memory.pool.chance(party.record)) + waited
        opinion = memory.blend.opinion(means / view.root + waited, pooled)
        if question.promise is not None:
            memory.opinions[question.promise] = opinion
        return Answer(view, means, opinion, memory.blend.chance(opinion))

    def _means(self, view: View, party: Standing) -> Vector:
        """Means of the settings, with the party's open promises taken in."""
        if not party.waiting:
            return view.z
        newest = islice(reversed(party.waiting.values()), AT_MOST)
        left = [due - view.at for due in newest]
        waiting = shares_of_waiting(party.keep_times, self.memory.keep_times, left=left)
        return shifted(view, waiting)

    def _waited(self, party: Standing, question: Question) -> float:
        """What it says about a promise that it is still open at this moment, as a logit."""
        if question.asked_at <= question.promised_at:
            return 0.0
        left = question.due - question.asked_at
        share = share_by_now(party.keep_times, self.memory.keep_times, left=left)
        return _HALF * log(1 - 0.999 * share)

    def _go_on_to(self, at: float) -> None:
        """Let time pass until just before this moment."""
        memory = self.memory
        if at < memory.now:
            raise OutOfOrder(f"{at} comes after {memory.now}")
        if at == memory.now:
            return
        told, memory.told = memory.told, []
        if len(told) > 1:
            told.sort(key=in_order)
        for happening in told:
            self._take_in(happening)
        memory.now = at
        while memory.deadlines and memory.deadlines[0][0] < at:
            due, promise = heappop(memory.deadlines)
            pending = memory.pending.get(promise)
            if pending is not None and pending.due == due:
                self._fall_due(promise, pending)

    def _take_in(self, happening: Happening) -> None:
        if isinstance(happening, Promised):
            self._open(happening)
            return
        pending = self.memory.pending.get(happening.promise)
        if pending is None:  # its deadline has passed, or it was never promised
            return
        match happening:
            case Kept():
                self._done(happening, pending, kept=True)
            case Withdrawn():
                self._done(happening, pending, kept=False)
            case Moved():
                self._move(happening, pending)
            case _:
                self._close(happening.promise, pending)
                self.memory.opinions.pop(happening.promise, None)

    def _open(self, promised: Promised) -> None:
        due = max(promised.due, promised.at)
        pending = Pending(
            party=promised.party,
            receiver=promised.receiver,
            due=due,
            weight=promised.weight,
            group=self._join_group(promised) if promised.kind else None,
        )
        self.memory.pending[promised.promise] = pending
        self.memory.parties[pending.party].waiting[promised.promise] = due
        heappush(self.memory.deadlines, (due, promised.promise))

    def _join_group(self, promised: Promised) -> Group:
        memory, day = self.memory, int(promised.at // 1)
        if day > memory.day:
            memory.day = day
            memory.groups = {group: one for group, one in memory.groups.items() if one.pending}
        group = (promised.party, promised.receiver, promised.kind, day)
        sharing = memory.groups.setdefault(group, Sharing())
        sharing.made += 1
        sharing.pending += 1
        return group

    def _move(self, moved: Moved, pending: Pending) -> None:
        pending.due = max(moved.due, moved.at)
        waiting = self.memory.parties[pending.party].waiting
        if moved.promise in waiting:
            waiting[moved.promise] = pending.due
        heappush(self.memory.deadlines, (pending.due, moved.promise))

    def _done(self, happening: Happening, pending: Pending, *, kept: bool) -> None:
        """The party's part is known before the deadline: its own terms learn now."""
        if pending.done_at is not None:
            return
        pending.done_at, pending.kept = happening.at, kept
        self.memory.parties[pending.party].waiting.pop(happening.promise, None)
        self._learn(happening.promise, pending, at=happening.at, rows=PARTY)

    def _fall_due(self, promise: str, pending: Pending) -> None:
        """The deadline has passed: everybody learns what has not been learned yet."""
        memory, weight = self.memory, self._weight(pending)
        party = memory.parties[pending.party]
        rows = ALL if pending.done_at is None else SHARED
        self._learn(promise, pending, at=pending.due, rows=rows)
        if pending.kept and pending.done_at is not None:
            left = pending.due - pending.done_at
            party.keep_times.add(left)
            memory.keep_times.add(left)
        party.record.add(kept=pending.kept, weight=weight)
        memory.pool.hear(pending.party, party.record)
        opinion = memory.opinions.pop(promise, None)
        if opinion is not None:
            memory.blend.learn(opinion, kept=pending.kept, weight=weight)
        self._close(promise, pending)

    def _learn(self, promise: str, pending: Pending, *, at: float, rows: slice) -> None:
        memory = self.memory
        receiver, party = memory.receivers[pending.receiver], memory.parties[pending.party]
        view = View(at, memory.community, receiver, party.terms)
        change = view.learn(kept=pending.kept, weight=self._weight(pending), rows=rows)
        if self._teach:
            self._teach(Lesson(promise, at, pending.party, pending.receiver, rows, change))

    def _weight(self, pending: Pending) -> float:
        """What the promise teaches: its share of the unit its group has together."""
        if pending.group is None:
            return pending.weight
        return pending.weight / self.memory.groups[pending.group].made

    def _close(self, promise: str, pending: Pending) -> None:
        del self.memory.pending[promise]
        self.memory.parties[pending.party].waiting.pop(promise, None)
        if pending.group is not None:
            self.memory.groups[pending.group].pending -= 1
