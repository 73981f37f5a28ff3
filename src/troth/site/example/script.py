"""A story told as moments and acts, in any order; it is lived through by time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.commitments.rules.reminders import reminders
from troth.notices.queries.round import hours_of
from troth.partnerships.models import Party, Room, Seat

Act = Callable[[], None]
SATURDAY = 5
# Between two acts about the same thing.
PAUSE = timedelta(minutes=40)


@dataclass
class Script:
    """Acts with their moments; `now` is the day on which the newcomer looks."""

    now: datetime
    acts: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def at(self, moment: datetime, act: Act) -> None:
        """Let something happen then, if it is not still to come."""
        if moment <= self.now:
            self.acts.append((moment, len(self.acts), act))

    def in_order(self) -> list[tuple[datetime, Act]]:
        """By time; of two at one moment the first told comes first."""
        return [(moment, act) for moment, _, act in sorted(self.acts, key=lambda one: one[:2])]

    def day(self, days: int, hour: float, zone: str) -> datetime:
        """A working day so many days from today, at this hour on that clock."""
        tz = ZoneInfo(zone)
        day = self.now.astimezone(tz).date() + timedelta(days=days)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=1 if days > 0 else -1)
        return datetime.combine(day, time(int(hour), int(hour % 1 * 60)), tz)


@dataclass
class InTurn:
    """Acts that must follow each other, whatever weekends and zones have done to their days."""

    script: Script
    last: datetime | None = None

    def at(self, moment: datetime, act: Act) -> None:
        """At this moment, or some time after the act before it."""
        self.last = max(moment, self.last + PAUSE) if self.last else moment
        self.script.at(self.last, act)


@dataclass(kw_only=True)
class Telling:
    """One promise and what came of it; times are filled in by the calls that tell it."""

    script: Script
    room: Room
    by: Seat
    to: Seat | None
    deliverable: str
    due: datetime
    made: datetime
    sure: int | None = None
    meaning: str = ""
    one: Commitment | None = None
    last: datetime = field(init=False)

    def __post_init__(self) -> None:
        receiver: Party | None = self.to.party if self.to else None
        promise = Promise(
            deliverable=self.deliverable,
            due=self.due,
            zone=self.by.person.zone,
            receiver=receiver,
            sure=self.sure,
            meaning=self.meaning,
            holder=self.by.person,
        )

        def act() -> None:
            self.one = actions.propose(promise, room=self.room, by=self.by)

        self.script.at(self.made, act)
        self.last = self.made
        for bell in self.bells():
            self.script.at(bell, silence)

    def bells(self) -> list[datetime]:
        """Moments at which only a clock has something to say: reminders, and the deadline."""
        planned = reminders(
            self.due, days_before=(3, 1), hours=hours_of(self.by.person), now=self.made
        )
        return [*(one.at for one in planned), self.due + timedelta(minutes=1)]

    @property
    def promise(self) -> Commitment:
        """The promise as it stands; it must have been made by now."""
        if self.one is None:
            raise LookupError(f"{self.deliverable} has not been promised yet")
        return Commitment.objects.with_parties().get(pk=self.one.pk)

    def then(self, at: datetime, act: Act) -> "Telling":
        """The next act; weekends may have moved it before the last one, so it waits for that."""
        self.last = max(at, self.last + PAUSE)
        self.script.at(self.last, act)
        return self

    def accepted(self, at: datetime, by: Seat, words: str = "") -> "Telling":
        """The receiver accepted it."""
        return self.then(at, lambda: void(actions.accept(self.promise, by=by, words=words)))

    def declined(self, at: datetime, by: Seat, reason: str) -> "Telling":
        """The receiver declined it."""
        return self.then(at, lambda: void(actions.decline(self.promise, by=by, reason=reason)))

    def asked(self, at: datetime, by: Seat, due: datetime, reason: str) -> "Telling":
        """Somebody asked to move it."""
        return self.then(
            at, lambda: void(actions.ask_move(self.promise, by=by, due=due, reason=reason))
        )

    def agreed(self, at: datetime, by: Seat, words: str = "") -> "Telling":
        """The other side agreed to the new date."""
        return self.then(at, lambda: void(actions.agree_move(self.promise, by=by, words=words)))

    def delivered(self, at: datetime, words: str = "") -> "Telling":
        """The promiser delivered."""
        return self.then(at, lambda: void(actions.deliver(self.promise, by=self.by, words=words)))

    def sent_back(self, at: datetime, by: Seat, missing: str) -> "Telling":
        """The receiver said what is missing."""
        return self.then(at, lambda: void(actions.send_back(self.promise, by=by, missing=missing)))

    def confirmed(self, at: datetime, by: Seat, words: str = "") -> "Telling":
        """The receiver confirmed."""
        return self.then(at, lambda: void(actions.confirm(self.promise, by=by, words=words)))


def silence() -> None:
    """Nobody acts; the clocks ring before every act anyway."""


def void(_done: object) -> None:
    """An act of a script returns nothing."""
