"""Who reads along without a sign-in: a clinic of the pilot by a personal link, and one link nobody has opened."""

from datetime import datetime, timedelta

from troth.discussions.actions.writing import Words, begin, write
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.actions.guest_links import Visit, make_link, open_link
from troth.site.example.beta import BERGEN, BetaTable
from troth.site.example.script import InTurn, Script

WORD = "Here is the room of the pilot: read along, and say what the mounts need."
QUESTION = """The clinic in Voss is the first pilot. Berit Aas, who keeps the building, reads along here as our guest.

Berit, how thick is the wall where the sensor goes?"""
ANSWER = """Thirty centimetres, and it is concrete. Please bring the long bolts.

The roof door is open on weekdays until three."""


class Visitor:
    """Berit, from the moment at which she has opened her link."""

    def __init__(self, table: BetaTable, until: datetime) -> None:
        self.room, self.host, self.until = table.shared, table.seats["Ingrid"], until

    def link(self, name: str, role: Role) -> str:
        """Ingrid makes a link."""
        visit = Visit(name=name, role=role, room=Ulid(self.room.pk), until=self.until, word=WORD)
        return make_link(visit, by=self.host).token

    def comes(self) -> None:
        """Berit opens hers."""
        self.seat = open_link(self.link("Berit Aas", Role.GUEST_CONTRIBUTE))

    def is_asked(self) -> None:
        """Ingrid asks her in talk."""
        words = Words(text=QUESTION)
        self.topic = begin("Mounts in Voss", words, room=self.room, by=self.host).topic

    def answers(self) -> None:
        """She replies, by name."""
        write(self.topic, Words(text=ANSWER), room=self.room, by=self.seat)

    def waits(self) -> None:
        """Another link that nobody has opened."""
        self.link("Sanjay Rao", Role.GUEST_READ)


def guests(script: Script, table: BetaTable) -> None:
    """Ingrid makes two links; Berit opens hers and answers."""
    at, berit = InTurn(script), Visitor(table, script.now + timedelta(days=24))
    at.at(script.day(-7, 9, BERGEN), berit.comes)
    at.at(script.day(-7, 10, BERGEN), berit.is_asked)
    at.at(script.day(-6, 8, BERGEN), berit.answers)
    at.at(script.day(-3, 13, BERGEN), berit.waits)
