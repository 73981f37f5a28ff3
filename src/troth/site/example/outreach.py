"""What one side alone sees about its answers, and what Ravi asked Ingrid privately."""

from datetime import datetime, timedelta

from troth.foundation.facts.outreach import Share
from troth.outreach import actions
from troth.outreach.actions.asking import Asked
from troth.outreach.actions.noticing import notice, scope_of
from troth.outreach.models import Exchange
from troth.outreach.queries.shares import Uneven, answered
from troth.outreach.rules.unevenness import Tally
from troth.partnerships.queries.terms import terms
from troth.site.example.beta import BENGALURU, BERGEN, BetaTable
from troth.site.example.script import InTurn, Script

QUESTION = (
    "That logger in Voss, and then the drive there: it must have cost you most of a week, with Per only just begun. "
    "How is this for you? If the second drift run came some days later, nothing here would break."
)
ANSWER = (
    "Thank you for asking and not guessing. It was a long week. Per takes the loggers from Monday, so the run can stay "
    "where it is. What would help: the questions of the three of you in one list instead of three."
)
AGREED = "One list it is. I have told Meera and Arjun that I would like it so, and not why."


def outreach(script: Script, table: BetaTable) -> None:
    """A private question that helped, and a count that one side sees first."""
    asked(script, table)
    noticed(script, table)


def asked(script: Script, table: BetaTable) -> None:
    """Ravi asks, Ingrid answers; nobody else at the table knows of it."""
    ingrid, ravi = table.ingrid, table.ravi
    turn = InTurn(script)
    begun: list[Exchange] = []
    turn.at(
        script.day(-9, 17.5, BENGALURU),
        lambda: begun.append(actions.begin(Asked(person=ingrid, words=QUESTION), by=ravi)),
    )
    turn.at(script.day(-8, 8.5, BERGEN), lambda: actions.say(begun[0], words=ANSWER, by=ingrid))
    turn.at(script.day(-8, 14, BENGALURU), lambda: actions.say(begun[0], words=AGREED, by=ravi))


def noticed(script: Script, table: BetaTable) -> None:
    """How Lumen and Kaveri have answered each other in these weeks, as it was on that morning."""
    at = script.day(-2, 7, BERGEN)
    script.at(at, lambda: notice_one(table, at=at))


def notice_one(table: BetaTable, *, at: datetime) -> None:
    """The side that answered less in time; a real difference would have to be larger to be said."""
    scope = scope_of(table.shared, now=at)
    counted = answered(scope)
    one = min(scope.parties, key=lambda party: counted[party.id].share)
    others = sum((tally for key, tally in counted.items() if key != one.id), Tally())
    found = Uneven(party=one, kind=Share.RESPONSE, own=counted[one.id], others=others)
    first = timedelta(days=terms(table.table.id, at).shown_first_days)
    notice(found, until=at + first, now=at)
