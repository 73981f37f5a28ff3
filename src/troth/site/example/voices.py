"""Whom the initiatives of Lumen and Kaveri affect: a gap both acknowledged, what was heard later, one missing voice."""

from dataclasses import dataclass
from datetime import timedelta

from troth.goals.models import Goal
from troth.inclusion.actions.acknowledging import acknowledge
from troth.inclusion.actions.hearing import Talk, consulted, speaks_for
from troth.inclusion.actions.naming import Named, name_groups
from troth.inclusion.models import Affected
from troth.partnerships.models import Room, Seat
from troth.site.example.script import InTurn, Script

BERGEN, BENGALURU = "Europe/Oslo", "Asia/Kolkata"
DASHBOARD, BETA = "One dashboard for both of us", "The beta goes out"
SIGN_UP = "A page on which anybody asks for a sensor"
NIGHTS = Named(
    template="nights",
    how="The dashboard is rebuilt at night, when the watch in Voss needs it most.",
)
CLIMBERS = Named(
    name="People who climb the roofs in Chennai",
    how="They read the numbers on a phone, in the sun, with one hand.",
)
KEEPERS = Named(
    name="Those who keep the buildings of the pilots",
    how="They open the roof door, and they are asked when something hums.",
)
GROWERS = Named(
    name="Growers who read neither English, Norwegian nor Tamil",
    how="The form is the only way in, and they cannot fill it in.",
)


@dataclass
class Heard:
    """One initiative as it is told, by its title."""

    room: Room
    title: str

    @property
    def goal(self) -> Goal:
        """The initiative as it stands; it must have been written by now."""
        found: Goal = Goal.objects.select_related("agreement", "room").get(
            room=self.room, agreement__title=self.title
        )
        return found

    def group(self, named: Named) -> Affected:
        """The group of these words."""
        rows = Affected.objects.select_related("goal", "room")
        return rows.get(goal=self.goal, key=named.key)

    def named(self, by: Seat, *groups: Named) -> None:
        """Somebody puts groups on its list."""
        name_groups(self.goal, groups, by=by)

    def gap(self, named: Named, by: Seat, reason: str) -> None:
        """A lead says why it goes on without a group."""
        acknowledge(self.group(named), reason=reason, by=by)

    def talk(self, named: Named, by: Seat, talk: Talk) -> None:
        """Somebody has spoken with a group."""
        consulted(self.group(named), talk, by=by)

    def voice(self, named: Named, seat: Seat, by: Seat) -> None:
        """Somebody who sits here speaks for a group."""
        speaks_for(self.group(named), seat, by=by)


def voices(script: Script, room: Room, seats: dict[str, Seat]) -> None:
    """A launch with a gap that both acknowledged, and the beta, for which everybody was heard."""
    dashboard(script, Heard(room, DASHBOARD), seats)
    beta(script, Heard(room, BETA), seats)
    growers, late = Heard(room, SIGN_UP), script.day(-1, 13, BENGALURU) + timedelta(hours=3)
    script.at(late, lambda: growers.named(seats["Meera"], GROWERS))


def dashboard(script: Script, told: Heard, seats: dict[str, Seat]) -> None:
    """Arjun speaks for those on the roofs; the night watch was missing, and was asked two weeks later."""
    ingrid, ravi, arjun, siri = (seats[name] for name in ("Ingrid", "Ravi", "Arjun", "Siri"))
    at = InTurn(script)
    at.at(script.day(-30, 15, BENGALURU), lambda: told.named(arjun, CLIMBERS, NIGHTS))
    at.at(script.day(-30, 16, BENGALURU), lambda: told.voice(CLIMBERS, arjun, ravi))
    at.at(
        script.day(-27, 14, BENGALURU),
        lambda: told.gap(NIGHTS, ravi, "Nobody of us is awake then. Siri asks them before April."),
    )
    at.at(
        script.day(-26, 10, BERGEN),
        lambda: told.gap(NIGHTS, ingrid, "We launch for the day, and ask the watch when it runs."),
    )
    spoken = script.day(-10, 18, BERGEN)
    talk = Talk(
        on=spoken.date(),
        how="One night in Voss with the three of the watch, over waffles.",
        heard="Between two and three the numbers stand still, and nobody tells them why.",
        changed="The dashboard says when it is being rebuilt, and until when. Meera did it the same week.",
    )
    at.at(spoken + timedelta(hours=2), lambda: told.talk(NIGHTS, siri, talk))


def beta(script: Script, told: Heard, seats: dict[str, Seat]) -> None:
    """Whoever keeps the buildings of the pilots was spoken with before anything is launched."""
    siri, tor = seats["Siri"], seats["Tor"]
    at = InTurn(script)
    at.at(script.day(-8, 12, BERGEN), lambda: told.named(tor, KEEPERS))
    spoken = script.day(-4, 10, BERGEN)
    talk = Talk(
        on=spoken.date(),
        how="By phone with five of them, ten minutes each.",
        heard="They want a name to call on each box, and no visit in the week of 17 May.",
        changed="Every box has Siri’s number. The visits are in the week before.",
    )
    at.at(spoken + timedelta(hours=2), lambda: told.talk(KEEPERS, siri, talk))
