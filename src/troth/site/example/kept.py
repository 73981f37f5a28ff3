"""What Lumen and Kaveri keep to beside their measures: one check passed, one failed, and everybody may read it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from troth.foundation.facts.checks import Outcome, Proof
from troth.goals import actions
from troth.goals.models import CheckResult, Goal, Showing, SustainabilityCheck
from troth.partnerships.models import Party, Room, Seat
from troth.resources.actions.adding import Content, add
from troth.resources.actions.files import keep
from troth.site.example.goals import BENGALURU, BERGEN, BETA
from troth.site.example.launched import DASHBOARD
from troth.site.example.script import InTurn, Script

BILL = """month,kWh,from
1,212,hydropower
2,196,hydropower
"""
ENERGY = "The server of the dashboard runs on renewable electricity."
READ_ALOUD = "Whoever cannot see the curves reads the same in the table, with a screen reader."
REPAIR = "Every sensor can be opened with one screwdriver, and every part can be bought alone."


@dataclass
class Kept:
    """Checks as they are told, each by its words."""

    script: Script
    room: Room
    seats: dict[str, Seat]
    checks: dict[str, str] = field(default_factory=dict)

    def goal(self, title: str) -> Goal:
        """A goal of the story."""
        rows = Goal.objects.select_related("agreement", "room__partnership")
        found: Goal = rows.get(room=self.room, agreement__title=title)
        return found

    def check(self, what: str) -> SustainabilityCheck:
        """A check as it stands."""
        rows = SustainabilityCheck.objects.select_related("room", "goal__agreement")
        found: SustainabilityCheck = rows.get(pk=self.checks[what])
        return found

    def proposed(self, title: str, what: str, *, who: str, **more: Any) -> None:
        """Somebody proposes it, and their side has said yes with that."""
        terms = actions.CheckTerms(what=what, **more)
        self.checks[what] = actions.propose_check(self.goal(title), terms, by=self.seats[who]).id

    def agreed(self, what: str, who: str) -> None:
        """The other side says yes."""
        one = self.check(what)
        actions.assent_check(one, seen=one.turn, by=self.seats[who])

    def found(self, what: str, *, who: str, days: int, outcome: Outcome, words: str) -> None:
        """Somebody says what came of it."""
        one, bill = self.check(what), ""
        if what == ENERGY:
            content = Content(stored=keep([BILL.encode()]), name="server-electricity.csv")
            bill = add(
                "Electricity of the server, by month", content, room=self.room, by=self.seats[who]
            ).id
        seen = actions.Seen(
            outcome=outcome,
            day=self.script.day(days, 9, BERGEN).date(),
            words=words,
            evidence=("resource", bill) if bill else None,
            again=self.script.day(60, 9, BERGEN).date(),
        )
        actions.record_result(one, seen, turn=one.turn, by=self.seats[who])

    def confirmed(self, what: str, who: str) -> None:
        """The other side confirms it."""
        one = self.check(what)
        last = CheckResult.objects.filter(of=one).select_related("of__room").latest("at")
        actions.confirm_result(last, turn=one.turn, by=self.seats[who])

    def shown(self) -> None:
        """Ingrid puts together what everybody may read."""
        actions.put_together(self.goal(DASHBOARD), by=self.seats["Ingrid"])

    def approved(self, who: str) -> None:
        """A lead approves exactly these words."""
        rows = Showing.objects.select_related("agreement__room", "goal__agreement")
        one = rows.select_related("goal__room__partnership").get(room=self.room)
        actions.approve(one, version=one.agreement.latest, by=self.seats[who])


def kept(script: Script, room: Room, seats: dict[str, Seat]) -> None:
    """Two checks of the dashboard, one of them failed and said so; one of the sensors, still to be looked at."""
    told = Kept(script, room, seats)
    lumen, kaveri = (Party.objects.get(pk=seats[who].party_id) for who in ("Ingrid", "Ravi"))
    soon, later = script.day(-10, 9, BERGEN).date(), script.day(60, 9, BERGEN).date()
    steps: list[tuple[int, float, str, Callable[[], object]]] = [
        (-23, 14, BENGALURU, lambda: told.proposed(
            DASHBOARD, ENERGY, who="Meera", how="The bill of the server, month by month.",
            proof=Proof.MEASURE, answering=lumen, due=soon, aims=(7, 13))),
        (-22, 9, BERGEN, lambda: told.agreed(ENERGY, "Ingrid")),
        (-21, 10, BERGEN, lambda: told.proposed(
            DASHBOARD, READ_ALOUD, who="Tor", how="Somebody who reads by ear tries it and says what was missing.",
            proof=Proof.DOCUMENT, answering=kaveri, due=soon, aims=(10,))),
        (-20, 14, BENGALURU, lambda: told.agreed(READ_ALOUD, "Meera")),
        (-19, 11, BERGEN, lambda: told.proposed(
            BETA, REPAIR, who="Siri", how="A film of somebody doing it for the first time, and the price list.",
            proof=Proof.DOCUMENT, answering=lumen, due=later, aims=(9, 12))),
        (-18, 12, BENGALURU, lambda: told.agreed(REPAIR, "Ravi")),
        (-10, 15, BERGEN, lambda: told.found(
            ENERGY, who="Tor", days=-10, outcome=Outcome.PASSED, words="Hydropower, all of both months.")),
        (-9, 13, BENGALURU, lambda: told.confirmed(ENERGY, "Meera")),
        (-9, 14, BENGALURU, lambda: told.found(
            READ_ALOUD, who="Meera", days=-9, outcome=Outcome.FAILED,
            words="The table below the curves is read well; what the colours say is read nowhere.")),
        (-8, 9, BERGEN, lambda: told.confirmed(READ_ALOUD, "Siri")),
        (-7, 10, BERGEN, told.shown),
        (-7, 13, BERGEN, lambda: told.approved("Ingrid")),
        (-6, 12, BENGALURU, lambda: told.approved("Ravi")),
    ]  # fmt: skip
    tell(InTurn(script), steps)


def tell(turn: InTurn, steps: list[tuple[int, float, str, Callable[[], object]]]) -> None:
    """One after the other, each on its day."""
    for days, hour, zone, act in steps:
        turn.at(turn.script.day(days, hour, zone), quietly(act))


def quietly(act: Callable[[], object]) -> Callable[[], None]:
    """Acts of a script give nothing back."""

    def run() -> None:
        act()

    return run
