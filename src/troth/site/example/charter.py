"""How Lumen and Kaveri work with each other: a charter in its second version, and when each side works."""

from dataclasses import replace
from datetime import time

from troth.agreements.actions import sign
from troth.agreements.models import Agreement
from troth.charter.actions import draft_charter, revise_charter
from troth.charter.models import Charter
from troth.charter.rules.answers import Answers, Question
from troth.charter.words import default_words
from troth.organisations.actions import YearOfWork, keep_calendar
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.terms import Channel, Limits, Rhythm
from troth.site.example.script import InTurn, Script

BERGEN, BENGALURU = "Europe/Oslo", "Asia/Kolkata"
FIRST = Limits(
    answer_days=3,
    question_days=3,
    channels=((Channel.MAIL, 3), (Channel.CALL, 1)),
    rhythm=Rhythm(
        every=1, weekday=3, at=time(14), who="Ingrid and Ravi, and whoever has something to say"
    ),
    operator="Lumen runs this server, on a machine of its own in Bergen",
    signed=True,
)
SECOND = replace(
    FIRST,
    answer_days=2,
    question_days=2,
    channels=((Channel.MAIL, 3), (Channel.CALL, 1)),
)
MEETINGS = """We meet on Thursdays for half an hour, and the awkward hour alternates.
Everybody knows a day before what it is about.
Tor and Meera begin; everybody is heard once before anybody is heard twice.
What was decided is written down before we part."""
CONFLICTS = """First we listen, and say back what we heard.
Then Ingrid and Ravi talk, without an audience, and with tea.
Then we ask somebody neutral whom both of us accept."""
WHY = (
    "Three days were long when Meera waited for the Voss logger. Two are enough on both sides, "
    "and “I need until Friday” still is an answer."
)


def charter(script: Script, *, room: Room, ingrid: Seat, ravi: Seat) -> None:
    """Written and signed in the first weeks, and again when three days had been too long."""
    # The latest check-in opened yesterday, whatever day it is: somebody new finds one to write in.
    weekly = replace(FIRST.rhythm, weekday=script.day(-1, 10, BERGEN).weekday())
    first, second = replace(FIRST, rhythm=weekly), replace(SECOND, rhythm=weekly)
    say_when_they_work(ingrid, YearOfWork(country="NO"))
    say_when_they_work(ravi, YearOfWork(country="IN", region="KA"))
    made: list[Charter] = []

    def write() -> None:
        title = "How Lumen and Kaveri work with each other"
        made.append(draft_charter(answers(first), title=title, room=room, by=ingrid))

    def rewrite() -> None:
        one = Charter.objects.select_related("agreement__room").get(pk=made[0].pk)
        revise_charter(one, answers(second), why=WHY, seen=1, by=ravi)

    def signed(by: Seat, version: int) -> None:
        one = Agreement.objects.select_related("room__partnership").get(pk=made[0].pk)
        sign(one, version=version, by=by)

    turn = InTurn(script)
    turn.at(script.day(-41, 11, BERGEN), write)
    turn.at(script.day(-41, 12, BERGEN), lambda: signed(ingrid, 1))
    turn.at(script.day(-40, 11, BENGALURU), lambda: signed(ravi, 1))
    turn.at(script.day(-22, 14, BENGALURU), rewrite)
    turn.at(script.day(-22, 14.5, BENGALURU), lambda: signed(ravi, 2))
    turn.at(script.day(-21, 9, BERGEN), lambda: signed(ingrid, 2))


def answers(limits: Limits) -> Answers:
    """The template's words, with their own for meetings and for what is hard."""
    own = {Question.MEETINGS: MEETINGS, Question.CONFLICTS: CONFLICTS}
    mild = {question: words.strip() for question, words in default_words().items()}
    return Answers(limits=limits, words=mild | own)


def say_when_they_work(seat: Seat, said: YearOfWork) -> None:
    """The organisation of this seat has the holidays of its country."""
    if seat.party and seat.party.organisation:
        keep_calendar(seat.party.organisation, said, by=seat.person)
