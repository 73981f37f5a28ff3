"""What Lumen and Kaveri say to the outside: a press note in its second version, and a line that waits."""

from troth.agreements import actions as agreed
from troth.agreements.models import Agreement
from troth.partnerships.models import Seat
from troth.site.example.beta import BENGALURU, BERGEN, BetaTable
from troth.site.example.script import InTurn, Script
from troth.statements.actions import listening, using
from troth.statements.models import Statement

FIRST = """Lumen Sensors of Bergen and Kaveri Analytics of Bengaluru build a sensor that calibrates itself.
A public beta opens in summer.

Questions: press@lumen.example, press@kaveri.example
"""
SECOND = """Lumen Sensors of Bergen and Kaveri Analytics of Bengaluru build a sensor that calibrates itself.
Ten invited pilots begin with it in summer; who wants to follow them can write to us.

Questions: press@lumen.example, press@kaveri.example
"""
LINE = """Lumen and Kaveri: sensors that know when they are wrong."""
WHY = "We agreed on ten invited pilots. “Public” promised what neither of us planned."


def statements(script: Script, table: BetaTable) -> None:
    """The note was approved, changed and approved again; the line for both websites waits for Kaveri."""
    made: dict[str, Statement] = {}
    lumen, kaveri = table.ingrid, table.ravi

    def write(title: str, text: str, by: Seat) -> None:
        made[title] = using.draft(title=title, text=text, room=table.shared, by=by)

    def text_of(title: str) -> Agreement:
        return Agreement.objects.select_related("room").get(pk=made[title].pk)

    def approve(title: str, by: Seat, version: int = 1) -> None:
        agreed.sign(text_of(title), version=version, by=by)

    note, line = "Press note on the beta", "The line on both websites"
    turn, other = InTurn(script), InTurn(script)
    turn.at(script.day(-27, 10, BERGEN), lambda: write(note, FIRST, lumen))
    turn.at(script.day(-27, 11, BERGEN), lambda: approve(note, lumen))
    turn.at(script.day(-26, 11, BENGALURU), lambda: approve(note, kaveri))
    turn.at(script.day(-25, 9, BERGEN), lambda: listening.take(made[note], by=table.seats["Siri"]))
    turn.at(
        script.day(-13, 12, BENGALURU),
        lambda: void(using.revise(text_of(note), text=SECOND, why=WHY, seen=1, by=kaveri)),
    )
    turn.at(script.day(-13, 13, BENGALURU), lambda: approve(note, kaveri, version=2))
    turn.at(script.day(-12, 10, BERGEN), lambda: approve(note, lumen, version=2))
    turn.at(script.day(-11, 9, BERGEN), lambda: listening.take(made[note], by=table.seats["Anne"]))
    other.at(script.day(-1, 10, BERGEN), lambda: write(line, LINE, lumen))
    other.at(script.day(-1, 10.5, BERGEN), lambda: approve(line, lumen))


def void(_done: object) -> None:
    """An act of a script returns nothing."""
