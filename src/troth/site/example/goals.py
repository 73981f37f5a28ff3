"""The goals of Lumen and Kaveri: one that customs moved, one that waits for a signature."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from troth.goals import actions
from troth.goals.models import Goal, Measure, Obstacle
from troth.goals.queries.plans import latest, terms_of
from troth.goals.rules.plan import MeasureTerms
from troth.partnerships.models import Room, Seat
from troth.site.example.script import InTurn, Script

BERGEN, BENGALURU = "Europe/Oslo", "Asia/Kolkata"
BETA = "Twenty calibrated units in Chennai"
WORDS = """Twenty sensors stand on Kaveri’s roofs in Chennai and report every hour.
Software calibrates them; nobody climbs a ladder for it.
Both of us can show any customer the same dashboard."""
CERTIFIED = WORDS.replace("report every hour.", "report every hour, each with its certificate.")
PILOTS = "Pilots who would ask again"
ASKED = """Ten invited pilots have used the beta for four weeks.
We ask each of them one question at the end: would you ask us again?"""
# Days from today, and how many units were calibrated by then.
READINGS = (
    (-33, "0", "All boxes unpacked."),
    (-28, "2", ""),
    (-22, "5", ""),
    (-18, "6", "The reference sensors are missing."),
    (-12, "9", ""),
    (-5, "12", "First day without a ladder."),
    # One unit failed its second test, so the count of that day was corrected.
    (-5, "11", "One unit failed its second test."),
    (-1, "14", ""),
)
CUSTOMS = "The reference sensors stand in customs in Chennai, for ten days at least."
OPENED = (
    "Arjun can label the second month of readings meanwhile. With more labels we need fewer "
    "reference sensors afterwards."
)
FROST = "Below minus twelve degrees the logger in Voss freezes, and a day of data is missing."
WARMTH = "If the logger warms itself, it could stand on Kaveri’s mountain sites too."


@dataclass
class GoalsTold:
    """What the story has made so far."""

    script: Script
    room: Room
    seats: dict[str, Seat]
    goal: Goal | None = None
    customs: Obstacle | None = None

    @property
    def beta(self) -> Goal:
        """The goal as it stands."""
        if self.goal is None:
            raise LookupError("the goal has not been written yet")
        found: Goal = Goal.objects.select_related("agreement__room").get(pk=self.goal.pk)
        return found

    def write(self, by_when: int) -> None:
        """Ingrid writes the first version."""
        units = MeasureTerms(name="Units calibrated", unit="units", target=Decimal(20))
        self.goal = actions.draft_goal(
            title=BETA,
            words=WORDS,
            by_when=self.script.day(by_when, 12, BERGEN).date(),
            measures=(units,),
            room=self.room,
            by=self.seats["Ingrid"],
        )

    def change(self, who: str, why: str, **parts: object) -> None:
        """Somebody writes another version and signs it."""
        terms = replace(terms_of(latest(self.beta)), **parts)  # type: ignore[arg-type]  # by name
        seen, seat = self.beta.agreement.latest, self.seats[who]
        actions.revise_goal(
            self.beta, terms=terms, why=why, seen=seen, by=seat, obstacle=self.customs
        )
        self.sign(who, seen + 1)

    def sign(self, who: str, version: int) -> None:
        """A lead signs."""
        actions.sign(self.beta, version=version, by=self.seats[who])

    def read(self, days: int, value: str, note: str, who: str = "Siri") -> None:
        """A reading of a day."""
        measure = Measure.objects.get(goal=self.beta)
        day = self.script.day(days, 9, BERGEN).date()
        actions.read_measure(measure, value=Decimal(value), day=day, note=note, by=self.seats[who])

    def hindered(self) -> None:
        """Meera says what is in the way."""
        self.customs = actions.log_obstacle(
            self.beta, what=CUSTOMS, opens=OPENED, by=self.seats["Meera"]
        )

    def frozen(self) -> None:
        """Tor says what is in the way."""
        self.customs = None
        actions.log_obstacle(self.beta, what=FROST, opens=WARMTH, by=self.seats["Tor"])

    def pilots(self) -> None:
        """Ravi writes another goal and signs it; it waits for Lumen."""
        asked = MeasureTerms(name="Would ask again", unit="of 10 pilots", target=Decimal(8))
        made = actions.draft_goal(
            title=PILOTS,
            words=ASKED,
            by_when=self.script.day(70, 12, BENGALURU).date(),
            measures=(asked,),
            room=self.room,
            by=self.seats["Ravi"],
        )
        actions.sign(made, version=1, by=self.seats["Ravi"])


def goals(script: Script, room: Room, seats: dict[str, Seat]) -> None:
    """A stale signature early on, readings week by week, and a date that an obstacle moved."""
    told, signing, measuring = GoalsTold(script, room, seats), InTurn(script), InTurn(script)
    signing.at(script.day(-38, 10, BERGEN), lambda: told.write(25))
    signing.at(script.day(-37, 11, BENGALURU), lambda: told.sign("Ravi", 1))
    signing.at(
        script.day(-36, 9, BERGEN),
        lambda: told.change(
            "Ingrid", "A unit without its certificate is not calibrated.", words=CERTIFIED
        ),
    )
    signing.at(script.day(-35, 12, BENGALURU), lambda: told.sign("Ravi", 2))
    for days, value, note in READINGS:
        at = script.day(days, 16, BERGEN)
        measuring.at(at, partial(told.read, days, value, note))
    signing.at(script.day(-17, 13, BENGALURU), told.hindered)
    signing.at(
        script.day(-15, 11, BENGALURU),
        lambda: told.change(
            "Ravi",
            "Customs holds the reference sensors. Two weeks more give us twice the labels.",
            by_when=script.day(39, 12, BERGEN).date(),
        ),
    )
    signing.at(script.day(-14, 9, BERGEN), lambda: told.sign("Ingrid", 3))
    signing.at(script.day(-3, 10, BERGEN), told.frozen)
    signing.at(script.day(-2, 14, BENGALURU), told.pilots)
