"""How Lumen and Kaveri began: a kickoff weeks ago, and what they expect before two launches."""

from dataclasses import dataclass
from functools import partial

from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.facts.launch import Question
from troth.goals import actions as goals
from troth.goals.models import Goal
from troth.kickoff import actions
from troth.kickoff.actions import answering, settling
from troth.kickoff.models import Kickoff, Line
from troth.partnerships.models import Room, Seat
from troth.site.example.script import InTurn, Script

BERGEN, BENGALURU = "Europe/Oslo", "Asia/Kolkata"
GOAL, EXPECTED, WORRY = Group.GOAL, Group.EXPECTATION, Group.CONCERN
DATA = "Thirty days of data from every site before we call it calibrated"
SITES = "Thirty days of data from every one of the sites, certificates included"
PHONE = "Whoever is stuck calls, and does not wait for the weekly meeting"
HARDWARE = "Revision C of the drawings by the end of the first month"
WINTER = "The loggers have never seen minus fifteen degrees"
PRICE = "Price is decided somewhere else, and we hear of it last"
UNSAID = "We say yes in the call and then nothing happens for a week"
LINES: dict[str, list[tuple[Group, str]]] = {
    "Ingrid": [(GOAL, DATA), (WORRY, PRICE)],
    "Tor": [(EXPECTED, HARDWARE), (WORRY, WINTER)],
    "Ravi": [(GOAL, SITES)],
    "Meera": [(EXPECTED, PHONE)],
}
LUMEN = {
    Question.DONE: "30 days of data from every site, error below 0.30 °C.",
    Question.WHOM: "3 pilot customers we already know, under contract.",
    Question.WHEN: "Week 12, and not in the week of 17 May.",
    Question.DECIDES: "Ingrid and Ravi together.",
    Question.COST: "Two people at Lumen until week 12, no money between us.",
    Question.STOP: "Error above 0.40 °C on any pilot site for two days.",
}
KAVERI = {
    Question.DONE: "A month of readings per site, within 0.30 °C.",
    Question.WHOM: "Public sign-up, so that the model sees many sites.",
    Question.WHEN: "The end of the twelve weeks.",
    Question.DECIDES: "Both leads; nobody alone.",
    Question.COST: "Two and a half people here, nobody pays the other.",
    Question.STOP: "Losing two pilots. We did not think of the error figure.",
}
PILOTS = (
    "10 invited pilots: six that Lumen names, four that Kaveri names. "
    "Public sign-up is decided after week 12."
)
STOP = "Error above 0.40 °C on any pilot site for two days, or two pilots who leave."
NOTE = {
    Question.DONE: "Anybody can ask for a sensor on one page, in English, Norwegian and Tamil.",
    Question.WHOM: "Growers with fewer than ten sites.",
    Question.WHEN: "Two months after the pilots.",
    Question.DECIDES: "Both leads, after hearing the pilots.",
    Question.COST: "A designer for three weeks; Kaveri would pay her.",
    Question.STOP: "Fewer than eight of ten pilots who would ask again.",
}


@dataclass
class Expecting:
    """What the story has made so far."""

    script: Script
    room: Room
    seats: dict[str, Seat]
    session: Kickoff | None = None
    beta: Goal | None = None

    @property
    def kickoff(self) -> Kickoff:
        """The session as it stands."""
        if self.session is None:
            raise LookupError("the kickoff has not begun yet")
        return Kickoff.objects.select_related("room").get(pk=self.session.pk)

    @property
    def launch(self) -> Goal:
        """The initiative as it stands."""
        if self.beta is None:
            raise LookupError("the beta has not been written yet")
        found: Goal = Goal.objects.select_related("agreement__room", "room").get(pk=self.beta.pk)
        return found

    def begin(self) -> None:
        """Ingrid begins."""
        self.session = actions.begin(
            title="Twelve weeks to a calibrated sensor", room=self.room, by=self.seats["Ingrid"]
        )

    def write(self, who: str) -> None:
        """Somebody writes with a name."""
        actions.write(self.kickoff, LINES[who], named=True, by=self.seats[who])

    def whisper(self) -> None:
        """Somebody writes without one; whose seat sends it is kept nowhere."""
        actions.write(self.kickoff, [(WORRY, UNSAID)], named=False, by=self.seats["Siri"])

    def ready(self, who: str) -> None:
        """A lead says that the side has written."""
        actions.say_ready(self.kickoff, by=self.seats[who])

    def opened(self) -> None:
        """All lines lie on the table; two say the same."""
        actions.open_together(self.kickoff, by=self.seats["Ravi"])
        actions.join(self.kickoff, self.line(SITES), self.line(DATA), by=self.seats["Ravi"])

    def line(self, text: str) -> Line:
        """The line with these words."""
        return Line.objects.get(kickoff=self.kickoff, text=text)

    def ended(self) -> None:
        """Each line gets its ending, one of them as a promise."""
        ingrid, ravi, tor = (self.seats[name] for name in ("Ingrid", "Ravi", "Tor"))
        end = actions.end_line
        end(self.kickoff, self.line(DATA), Ending.EXPECTATION, by=ravi, words="Both count it.")
        end(self.kickoff, self.line(PHONE), Ending.EXPECTATION, by=ingrid)
        end(
            self.kickoff,
            self.line(UNSAID),
            Ending.EXPECTATION,
            by=ravi,
            words="Saying how long one needs is an answer too. Whoever wrote this was right.",
        )
        end(self.kickoff, self.line(HARDWARE), Ending.EXPECTATION, by=tor)
        end(
            self.kickoff,
            self.line(WINTER),
            Ending.PARKED,
            by=tor,
            words="Until the first frost in Voss.",
        )
        actions.close(self.kickoff, by=ingrid, words="Price comes with the pilots’ contracts.")

    def initiative(self, title: str, words: str, days: int, who: str) -> Goal:
        """A goal with a launch day, signed by the side that wrote it."""
        made = goals.draft_goal(
            title=title,
            words=words,
            launch_on=self.script.day(days, 12, BERGEN).date(),
            room=self.room,
            by=self.seats[who],
        )
        goals.sign(made, version=1, by=self.seats[who])
        return made

    def beta_written(self) -> None:
        """Both sign the beta."""
        self.beta = self.initiative(
            "The beta goes out", "The first pilots work with calibrated sensors.", 36, "Ingrid"
        )
        goals.sign(self.beta, version=1, by=self.seats["Ravi"])

    def answer(self, who: str) -> None:
        """A lead answers for the side, unseen."""
        words = LUMEN if who == "Ingrid" else KAVERI
        answering.answer(self.launch, words, by=self.seats[who])

    def read(self, who: str) -> None:
        """A lead says what differs; Kaveri sees no difference where Lumen does."""
        differ = [Question.WHOM, Question.STOP] if who == "Ingrid" else [Question.WHOM]
        settling.read_answers(self.launch, differ, by=self.seats[who])

    def agreed(self) -> None:
        """One wording for whom it is."""
        settling.propose_wording(
            self.launch, Question.WHOM, text=PILOTS, seen=0, by=self.seats["Ravi"]
        )
        settling.accept_wording(self.launch, Question.WHOM, seen=1, by=self.seats["Ingrid"])

    def stopping(self) -> None:
        """One wording for what would make them stop; it waits for Lumen."""
        settling.propose_wording(
            self.launch, Question.STOP, text=STOP, seen=0, by=self.seats["Ravi"]
        )

    def sign_up(self) -> None:
        """Another initiative, which Kaveri has answered alone."""
        made = self.initiative(
            "A page on which anybody asks for a sensor",
            "Whoever hears of us finds one page and one form.",
            80,
            "Ravi",
        )
        answering.answer(made, NOTE, by=self.seats["Ravi"])


def expectations(script: Script, room: Room, seats: dict[str, Seat]) -> None:
    """The kickoff of the first week, the check before the beta, and one that has just begun."""
    told, kickoff, checks = Expecting(script, room, seats), InTurn(script), InTurn(script)
    kickoff.at(script.day(-44, 11, BERGEN), told.begin)
    for who, zone in (("Ravi", BENGALURU), ("Tor", BERGEN), ("Meera", BENGALURU)):
        kickoff.at(script.day(-43, 10, zone), partial(told.write, who))
    kickoff.at(script.day(-43, 14, BERGEN), told.whisper)
    kickoff.at(script.day(-42, 9, BERGEN), lambda: told.write("Ingrid"))
    kickoff.at(script.day(-42, 10, BERGEN), lambda: told.ready("Ingrid"))
    kickoff.at(script.day(-42, 15, BENGALURU), lambda: told.ready("Ravi"))
    kickoff.at(script.day(-41, 14, BERGEN), told.opened)
    kickoff.at(script.day(-41, 15, BERGEN), told.ended)
    checks.at(script.day(-11, 10, BERGEN), told.beta_written)
    checks.at(script.day(-9, 11, BENGALURU), lambda: told.answer("Ravi"))
    checks.at(script.day(-8, 15, BERGEN), lambda: told.answer("Ingrid"))
    checks.at(script.day(-7, 9, BERGEN), lambda: told.read("Ingrid"))
    checks.at(script.day(-7, 15, BENGALURU), lambda: told.read("Ravi"))
    checks.at(script.day(-6, 11, BENGALURU), told.agreed)
    checks.at(script.day(-1, 11, BENGALURU), told.stopping)
    checks.at(script.day(-1, 13, BENGALURU), told.sign_up)
