"""What Lumen and Kaveri have agreed to do differently: one that helped, one that holds, one that waits for a yes."""

from dataclasses import dataclass
from datetime import date, datetime

from troth.adjustments import actions
from troth.adjustments.actions import Draft, Word, Words
from troth.adjustments.models import Adjustment
from troth.adjustments.rules.catalogue import CATALOGUE
from troth.adjustments.rules.proposing import Way
from troth.foundation.facts.adjustments import Helped, Idea
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Room, Seat
from troth.site.example.beta import BENGALURU, BERGEN, BetaTable
from troth.site.example.script import InTurn, Script
from troth.site.example.slips import party_of


@dataclass
class Agreed:
    """One adjustment as it is told: each step some time after the one before."""

    turn: InTurn
    room: Room
    pk: str = ""

    @property
    def one(self) -> Adjustment:
        """The adjustment as it stands; it must have been proposed by now."""
        return Adjustment.objects.get(pk=self.pk)

    def proposed(self, at: datetime, by: Seat, draft: Draft) -> "Agreed":
        """One side proposed it."""

        def act() -> None:
            self.pk = actions.propose(draft, room=self.room, by=by).id

        self.turn.at(at, act)
        return self

    def agreed(self, at: datetime, by: Seat) -> "Agreed":
        """The other side agreed."""
        self.turn.at(at, lambda: void(actions.agree(self.one, by=by, seen=self.one.version)))
        return self

    def looked(self, at: datetime, by: Seat, words: str) -> "Agreed":
        """A side says that it helped."""
        word = Word(said=Helped.HELPED, words=words)
        self.turn.at(at, lambda: void(actions.look(self.one, word, by=by, seen=self.one.round)))
        return self


def void(_done: object) -> None:
    """Acts of a script give nothing back."""


def adjustments(script: Script, table: BetaTable) -> None:
    """Lists of assumptions, which helped; a demo in the middle of the week, agreed; late calls, proposed."""
    we_take_it_that(script, table)
    midweek_demo(script, table)
    awkward_hours(script, table)


def we_take_it_that(script: Script, table: BetaTable) -> None:
    """Two things had been clear to each side and not to the other; both say that the lists have helped."""
    day = script.day(-10, 10, BERGEN).date()
    words = Words(
        title="We take it that …",
        change=(
            "Before anything new begins, each side writes five lines that begin with “we take it that”. "
            "Arjun and Siri read both lists aloud, and what differs is settled first."
        ),
        keeper=side(table.ravi),
        person=table.seats["Arjun"],
        recheck_on=day,
    )
    draft = drafted(table.ravi, table.ingrid, idea=Idea.ASSUMPTIONS_TOGETHER, words=words)
    Agreed(InTurn(script), table.shared).proposed(
        script.day(-26, 11, BENGALURU), table.ravi, draft
    ).agreed(script.day(-25, 9, BERGEN), table.ingrid).looked(
        script.day(-9, 16, BENGALURU),
        table.ravi,
        "Two surprises fewer. We had taken the time stamps for local ones.",
    ).looked(
        script.day(-8, 9.5, BERGEN),
        table.ingrid,
        "Yes. Ten minutes each time, and nobody was wrong about anything big since.",
    )


def midweek_demo(script: Script, table: BetaTable) -> None:
    """Kaveri waits for whole answers; Lumen now shows each Wednesday what is there."""
    words = Words(
        title="Mid-week demo",
        change=(
            "Every Wednesday Lumen shows for a quarter of an hour what is there, finished or not. "
            "Kaveri asks what it needs to know, and nobody prepares slides."
        ),
        keeper=side(table.ingrid),
        recheck_on=in_weeks(script, 4),
    )
    draft = drafted(table.ingrid, table.ravi, idea=Idea.WEEKLY_QUARTER_HOUR, words=words)
    Agreed(InTurn(script), table.shared).proposed(
        script.day(-6, 12, BENGALURU), table.seats["Meera"], draft
    ).agreed(script.day(-5, 9, BERGEN), table.ingrid)


def awkward_hours(script: Script, table: BetaTable) -> None:
    """Lumen proposes it of its own accord; Kaveri has not answered yet."""
    words = Words(
        title="The late call goes round",
        change=(
            "Every second call is at nine in Bergen, and nobody is asked for anything on the other side’s holidays."
        ),
        keeper=side(table.ingrid),
        person=table.seats["Tor"],
        recheck_on=in_weeks(script, 12),
    )
    draft = drafted(table.ingrid, table.ravi, idea=Idea.KIND_HOURS, words=words)
    Agreed(InTurn(script), table.shared).proposed(
        script.day(-2, 15, BERGEN), table.seats["Tor"], draft
    )


def drafted(about: Seat, towards: Seat, *, idea: Idea, words: Words) -> Draft:
    """What the one side can count on from the other, done differently."""
    way = Way(about=side(about), towards=side(towards), dimension=CATALOGUE[idea].dimension)
    return Draft(way=way, words=words, idea=idea)


def side(seat: Seat) -> Ulid:
    """The side a seat is for."""
    return Ulid(party_of(seat).id)


def in_weeks(script: Script, weeks: int) -> date:
    """A day to look again."""
    return script.day(7 * weeks, 10, BERGEN).date()
