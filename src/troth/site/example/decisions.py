"""What Lumen and Kaveri have decided, refused, put in better words, and what waits for Lumen's vote now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.decisions import actions
from troth.decisions.actions.raising import Proposal
from troth.decisions.actions.voting import Said
from troth.decisions.models import Decision
from troth.decisions.queries.looks import look
from troth.decisions.queries.rolls import parties_in
from troth.decisions.queries.usual import calendars_of
from troth.decisions.rules.deadline import closing, next_common
from troth.foundation.facts.decisions import Choice, Method
from troth.partnerships.models import Room, Seat
from troth.site.example.beta import BENGALURU, BERGEN, BetaTable
from troth.site.example.script import InTurn, Script

YES, OBJECT, ASIDE = Choice.YES, Choice.OBJECT, Choice.ASIDE


@dataclass
class Question:
    """One question as it is told: each act some time after the one before."""

    turn: InTurn
    room: Room
    pk: str = ""

    @property
    def one(self) -> Decision:
        """The question as it stands; it must have been put by now."""
        return Decision.objects.select_related("room").get(pk=self.pk)

    def put(self, at: datetime, by: Seat, proposal: Proposal) -> "Question":
        """Somebody put it to the vote."""

        def act() -> None:
            self.pk = actions.put(proposal, room=self.room, by=by).id

        self.turn.at(at, act)
        return self

    def said(self, at: datetime, by: Seat, choice: Choice, why: str = "") -> "Question":
        """Somebody spoke the voice that is theirs."""
        self.turn.at(at, lambda: speak(self.one, by, choice=choice, why=why))
        return self

    def again(self, at: datetime, by: Seat, proposal: Proposal, why: str) -> "Question":
        """The side that put it found other words."""

        def act() -> None:
            one = self.one
            actions.revise(one, proposal, why=why, seen=one.version, by=by)

        self.turn.at(at, act)
        return self


def speak(one: Decision, by: Seat, *, choice: Choice, why: str) -> None:
    """Speak one's own voice on words that are still open."""
    for place in look([one], by)[0].mine[:1]:
        said = Said(
            place=place.id, choice=choice, version=one.version, seen=place.turn, argument=why
        )
        actions.vote(one, said, by=by)


def decisions(script: Script, table: BetaTable) -> None:
    """Four questions: better words after an objection, one of organisations, one of people, one still open."""
    call_day(script, table)
    test_station(script, table)
    forty_minutes(script, table)
    more_pilots(script, table)


def asked(script: Script, table: BetaTable) -> Question:
    """A question in the shared room."""
    return Question(InTurn(script), table.shared)


def call_day(script: Script, table: BetaTable) -> None:
    """Refused by an objection, then carried in other words."""
    ingrid, ravi = table.ingrid, table.ravi
    first = Proposal(
        question="Shall the weekly call move to Monday mornings?",
        words="Every Monday, 9:00 Bergen, half an hour, instead of Thursdays.",
        method=Method.CONSENT,
    )
    better = Proposal(
        question="Shall the weekly call move to Tuesday mornings?",
        words="Every Tuesday, 9:00 Bergen, half an hour. A public holiday on either side moves it by a day.",
    )
    asked(script, table).put(script.day(-31, 10, BERGEN), ingrid, first).said(
        script.day(-31, 11, BERGEN), ingrid, YES, "After the weekend we know what is new."
    ).said(
        script.day(-30, 12, BENGALURU),
        ravi,
        OBJECT,
        "Monday is the day on which our build goes out. Arjun and Meera would sit there with half an ear.",
    ).again(
        script.day(-29, 10, BERGEN), ingrid, better, "Tuesday leaves Kaveri its release day."
    ).said(script.day(-29, 11, BERGEN), ingrid, YES).said(
        script.day(-28, 12, BENGALURU), ravi, YES, "Tuesday is good. Thank you for asking twice."
    )


def test_station(script: Script, table: BetaTable) -> None:
    """Carried by both organisations, with an argument."""
    proposal = Proposal(
        question="Do we test the calibration at the Voss station first?",
        words="Two weeks at Voss before the units go to Chennai. Tor looks after the loggers.",
        method=Method.UNANIMITY,
    )
    asked(script, table).put(script.day(-14, 11, BENGALURU), table.ravi, proposal).said(
        script.day(-14, 15, BENGALURU), table.ravi, YES
    ).said(
        script.day(-13, 10, BERGEN),
        table.ingrid,
        YES,
        "Frost first, heat later: what holds in Voss will hold in Chennai, and Tor is an hour away.",
    )


def forty_minutes(script: Script, table: BetaTable) -> None:
    """Each person a voice."""
    question = asked(script, table).put(
        script.day(-9, 14, BERGEN),
        table.seats["Siri"],
        Proposal(
            question="Do we end every meeting after forty minutes, whatever is left?",
            words="What is left goes to the top of the next one.",
            method=Method.PEOPLE,
        ),
    )
    for hour, name, choice, why in (
        (9, "Siri", YES, "Nobody has ever missed minute fifty."),
        (9.7, "Ravi", Choice.NO, "The hard things come last, and they need the hour."),
        (10.4, "Meera", YES, ""),
        (11.1, "Arjun", YES, "It makes us choose."),
        (11.8, "Anne", ASIDE, "I am in few of them."),
        (12.5, "Tor", YES, ""),
    ):
        question.said(script.day(-8, hour, BERGEN), table.seats[name], choice, why)


def in_three_days(script: Script, table: BetaTable) -> datetime:
    """In three days, or on the next day after that on which both sides work."""
    day = script.now.date() + timedelta(days=3)
    calendars = calendars_of(parties_in(table.shared), day).values()
    return closing(next_common(day, calendars), BENGALURU)


def more_pilots(script: Script, table: BetaTable) -> None:
    """Open: Kaveri has voted, Lumen has not."""
    proposal = Proposal(
        question="Shall we invite two more pilots, in Pune and in Ålesund?",
        words="Twelve instead of ten. Kaveri looks after Pune, Lumen after Ålesund; both units come from the reserve.",
        method=Method.CONSENT,
        quorum=2,
        until=in_three_days(script, table),
    )
    asked(script, table).put(script.day(-2, 10, BENGALURU), table.ravi, proposal).said(
        script.day(-1, 11, BENGALURU),
        table.ravi,
        YES,
        "Both have asked us themselves, and a reserve in a box teaches us nothing.",
    )
