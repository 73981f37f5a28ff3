"""What Lumen and Kaveri launched weeks ago although one answer still differed, and what both had to say yes to."""

from dataclasses import dataclass
from functools import partial

from troth.foundation.facts.launch import Question
from troth.goals import actions as goals
from troth.goals.models import Goal
from troth.kickoff.actions import answering, settling
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_change_rule
from troth.partnerships.models import Motion, Room, Seat
from troth.site.example.script import InTurn, Script

BERGEN, BENGALURU = "Europe/Oslo", "Asia/Kolkata"
DASHBOARD = "One dashboard for both of us"
LUMEN = {
    Question.DONE: "Both of us show the same readings to a customer, from one address.",
    Question.WHOM: "Our own people, and whoever they invite into a call.",
    Question.WHEN: "Before the first units arrive in Chennai.",
    Question.DECIDES: "Tor and Meera; the leads only if they do not agree.",
    Question.COST: "A week of Tor. The server is ours anyway.",
    Question.STOP: "Readings that are more than a day old.",
}
KAVERI = LUMEN | {
    Question.DONE: "One dashboard, one address, the same readings on both sides.",
    Question.COST: "Two weeks of Meera, and somebody pays for the server after the beta.",
}
# Why each went on although the cost differed.
GO_ON = {
    "Ravi": "It is small money, and waiting costs more. We talk about it when the beta ends.",
    "Ingrid": "We carry the server until week 12, whatever comes out of that talk.",
}


@dataclass
class Launched:
    """What the story has made so far."""

    script: Script
    room: Room
    seats: dict[str, Seat]
    goal: Goal | None = None
    motion: Motion | None = None

    @property
    def dashboard(self) -> Goal:
        """The initiative as it stands."""
        if self.goal is None:
            raise LookupError("the dashboard has not been written yet")
        found: Goal = Goal.objects.select_related("agreement__room", "room").get(pk=self.goal.pk)
        return found

    def written(self) -> None:
        """Meera writes it, Ravi and Ingrid sign."""
        self.goal = goals.draft_goal(
            title=DASHBOARD,
            words="Whoever asks either of us sees the same readings.",
            launch_on=self.script.day(-24, 12, BERGEN).date(),
            room=self.room,
            by=self.seats["Meera"],
        )
        for who in ("Ravi", "Ingrid"):
            goals.sign(self.goal, version=1, by=self.seats[who])

    def answer(self, who: str) -> None:
        """A lead answers for the side, unseen."""
        words = LUMEN if who == "Ingrid" else KAVERI
        answering.answer(self.dashboard, words, by=self.seats[who])

    def read(self, who: str) -> None:
        """A lead says what differs: what it costs, and nothing else."""
        settling.read_answers(self.dashboard, [Question.COST], by=self.seats[who])

    def go_on(self, who: str) -> None:
        """A lead records why the side goes on although this differs."""
        seat = self.seats[who]
        settling.override(self.dashboard, Question.COST, reason=GO_ON[who], by=seat)

    def launch(self) -> None:
        """Nothing holds it any more."""
        settling.launch(self.dashboard, by=self.seats["Ingrid"])

    def ask(self, rule: str, reason: str, who: str = "Ingrid") -> None:
        """A lead proposes another rule for what affects both."""
        self.motion = ask_to_change_rule(rule, by=self.seats[who], reason=reason).motion

    def reply(self, who: str, word: str, *, yes: bool) -> None:
        """The other lead answers."""
        if self.motion is None:
            raise LookupError("nobody has proposed anything yet")
        motion = Motion.objects.select_related("room").get(pk=self.motion.pk)
        assent(motion, by=self.seats[who], yes=yes, word=word)


def launched(script: Script, room: Room, seats: dict[str, Seat]) -> None:
    """A launch in week four, with a reason from each side; a rule refused, and put again in other words."""
    told, launch, asking = Launched(script, room, seats), InTurn(script), InTurn(script)
    launch.at(script.day(-31, 10, BENGALURU), told.written)
    launch.at(script.day(-28, 10, BERGEN), lambda: told.answer("Ingrid"))
    launch.at(script.day(-27, 15, BENGALURU), lambda: told.answer("Ravi"))
    for who, zone in (("Ingrid", BERGEN), ("Ravi", BENGALURU)):
        launch.at(script.day(-26, 11, zone), partial(told.read, who))
    for who, zone in (("Ravi", BENGALURU), ("Ingrid", BERGEN)):
        launch.at(script.day(-25, 11, zone), partial(told.go_on, who))
    launch.at(script.day(-24, 12, BERGEN), told.launch)
    refused = "With a third at the table, one who is away would stop everything."
    asking.at(script.day(-16, 10, BERGEN), lambda: told.ask("all-but-one", refused))
    no = "With two of us that means one alone decides. Two thirds would do."
    asking.at(script.day(-16, 16, BENGALURU), lambda: told.reply("Ravi", no, yes=False))
    again = "You are right. More than two thirds: today that is both of us."
    asking.at(script.day(-13, 10, BERGEN), lambda: told.ask("majority:2/3", again))
    yes = "Yes, and thank you for putting it again."
    asking.at(script.day(-13, 15, BENGALURU), lambda: told.reply("Ravi", yes, yes=True))
