"""How Lumen and Kaveri check in week by week, who has a lot just now, and the pause they once agreed on."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from troth.checkins.actions import load, pausing, reporting
from troth.checkins.actions.load import Signal
from troth.checkins.actions.pausing import Wanted
from troth.checkins.actions.reporting import Draft
from troth.checkins.models import Pause, Report
from troth.checkins.rules.load import About
from troth.checkins.rules.pauses import Days
from troth.checkins.rules.reports import State, Words
from troth.partnerships.models import Party, Room, Seat
from troth.site.example.script import Script, Telling, silence

BERGEN, BENGALURU = "Europe/Oslo", "Asia/Kolkata"
ZONES = {"Ingrid": BERGEN, "Tor": BERGEN, "Ravi": BENGALURU, "Meera": BENGALURU}
Seats = Mapping[str, Seat]

# What each said, so many weeks ago: progress, what is hard, what would help.
SAID: dict[tuple[int, str], Words] = {
    (5, "Ingrid"): Words(progress="Drawings sent, benches booked. A good first week."),
    (5, "Ravi"): Words(progress="Four of us are on it. The site survey in Chennai is done."),
    (4, "Tor"): Words(
        progress="Revision C is final.", hard="The loggers in the north freeze at night."
    ),
    (4, "Meera"): Words(
        progress="Labels: 600 of 2,000.", wish="Could somebody tell us what column 14 means?"
    ),
    (3, "Ingrid"): Words(progress="Certificate drafted, field log exported."),
    (2, "Ravi"): Words(
        progress="Labels are done, and the drift report of week 5.",
        hard="Our reference sensors wait at customs.",
    ),
    (1, "Tor"): Words(
        progress="The firmware notes are half written.",
        hard="I am alone with the chamber until Siri is back from Voss.",
        wish="A second pair of eyes on the humidity runs, half an hour.",
    ),
    (1, "Meera"): Words(progress="The API answers for nine of twelve types."),
    (0, "Ravi"): Words(
        progress="Model card delivered; the API waits for its last test.",
        hard="Two of us are moving house, and one is ill.",
        wish="The order in which you would like the twelve types, if three come later.",
    ),
}
ASKING = {(4, "Meera"), (1, "Tor"), (0, "Ravi")}
ANSWERS = {
    4: ("Tor", "Column 14 is the bench temperature. I have written it into the dictionary."),
    1: ("Arjun", "Gladly: Monday at 13:00 your time?"),
}


def checkins(script: Script, *, room: Room, seats: Seats) -> None:
    """A round a week: one was skipped with a reason, one never came, and one is open now."""
    for week in range(6, -1, -1):
        for zone in (BENGALURU, BERGEN):
            script.at(script.day(-1 - 7 * week, 10.1, zone), silence)
    for (week, name), words in SAID.items():
        asks = (week, name) in ASKING
        act = partial(say, room, seats[name], words, asks=asks)
        script.at(script.day(-1 - 7 * week, 15, ZONES[name]), act)
    for week, (name, line) in ANSWERS.items():
        answered = partial(answer, room, seats[name], line)
        script.at(script.day(-1 - 7 * week, 16.5, BERGEN), answered)
    reason = "All five of us stood at the sensor fair in Tromsø."
    script.at(script.day(-15, 16, BERGEN), partial(skip, room, seats["Ingrid"], reason))
    a_pause(script, room, seats=seats)
    script.at(script.day(-2, 9, BENGALURU), partial(a_lot, script, room, seats["Ravi"]))


def waiting(room: Room, seat: Seat) -> Report | None:
    """What this side has not said yet in the latest round."""
    own = Report.objects.filter(checkin__room=room, party=seat.party)
    one = own.select_related("checkin__room", "party").order_by("-checkin__at").first()
    return one if one is not None and one.state == State.WAITING else None


def say(room: Room, seat: Seat, words: Words, *, asks: bool = False) -> None:
    """One side's line or lines."""
    one = waiting(room, seat)
    other = Party.objects.filter(partnership=room.partnership_id).exclude(pk=seat.party_id).first()
    if one is not None:
        reporting.send(one, Draft(words=words, asks=asks, asked_of=other), seen=one.latest, by=seat)


def skip(room: Room, seat: Seat, reason: str) -> None:
    """One side leaves a round out."""
    one = waiting(room, seat)
    if one is not None:
        reporting.skip(one, reason=reason, by=seat)


def answer(room: Room, seat: Seat, words: str) -> None:
    """Somebody answers what the other side asked for last."""
    asked = Report.objects.filter(checkin__room=room, asks=True, answered_at=None)
    one = asked.exclude(party=seat.party).select_related("checkin__room").first()
    if one is not None:
        reporting.answer(one, words=words, by=seat)


def a_lot(script: Script, room: Room, seat: Seat) -> None:
    """Kaveri says openly that it is a lot."""
    until = (script.now + timedelta(days=12)).date()
    words = "Small things are fine. Nothing new before then, please."
    load.signal(Signal(about=About.US, until=until, words=words), room=room, by=seat)


def a_pause(script: Script, room: Room, *, seats: Seats) -> None:
    """Three days in which nothing was due: both agreed, and two dates moved."""
    resting = [
        a_promise(
            script, room, by=seats["Tor"], to=seats["Meera"], what="Chamber slots, first month"
        ),
        a_promise(script, room, by=seats["Meera"], to=seats["Tor"], what="Humidity test plan"),
    ]
    made: list[Pause] = []
    begins = min(one.due for one in resting)
    days = Days(begins.date(), begins.date() + timedelta(days=2))

    def propose() -> None:
        keys = [one.promise.id for one in resting]
        reason = "A wedding in our house: Arjun’s. Everybody is invited, nobody will work."
        wanted = Wanted(days=days, commitments=keys, reason=reason)
        made.append(pausing.propose(wanted, room=room, by=seats["Ravi"]))

    def agree() -> None:
        one = Pause.objects.select_related("room").get(pk=made[0].pk)
        pausing.agree(one, by=seats["Ingrid"])

    script.at(begins - timedelta(days=3), propose)
    script.at(begins - timedelta(days=2), agree)


def a_promise(script: Script, room: Room, *, by: Seat, to: Seat, what: str) -> Telling:
    """A promise that rested in the pause, and was kept by its new date."""
    zone = by.person.zone
    told = Telling(
        script=script,
        room=room,
        by=by,
        to=to,
        deliverable=what,
        due=script.day(-28, 17, zone),
        made=script.day(-38, 10, zone),
    )
    told.accepted(script.day(-37, 12, zone), to)
    done = told.due + timedelta(days=2)  # a day before the date to which the pause moved it
    return told.delivered(done).confirmed(done + timedelta(days=1), to)
