"""What Lumen and Kaveri have owned of themselves: one that was made good, and one that waits for Lumen's word."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from troth.commitments.models import Commitment
from troth.partnerships.models import Party, Room, Seat
from troth.site.example.beta import BENGALURU, BERGEN, BetaTable
from troth.site.example.script import InTurn, Script
from troth.slips import actions
from troth.slips.actions.owning import Draft
from troth.slips.models import Slip


@dataclass
class Owned:
    """One slip as it is told: each word some time after the one before."""

    turn: InTurn
    room: Room
    pk: str = ""

    @property
    def one(self) -> Slip:
        """The slip as it stands; it must have been owned by now."""
        return Slip.objects.get(pk=self.pk)

    def owned(
        self, at: datetime, by: Seat, said: Draft, *, towards: Party, about: str = ""
    ) -> "Owned":
        """Somebody said it for their side, about a promise or alone."""

        def act() -> None:
            found = Commitment.objects.with_parties().filter(room=self.room, deliverable=about)
            promise = found.first() if about else None
            draft = replace(said, towards=towards, commitment=promise)
            self.pk = actions.own(draft, room=self.room, by=by).id

        self.turn.at(at, act)
        return self

    def acknowledged(self, at: datetime, by: Seat, words: str) -> "Owned":
        """The other side has read it."""
        self.turn.at(at, lambda: void(actions.acknowledge(self.one, by=by, words=words)))
        return self

    def answered(self, at: datetime, by: Seat, words: str) -> "Owned":
        """The other side says how it looks from there."""
        self.turn.at(at, lambda: void(actions.answer(self.one, by=by, words=words)))
        return self

    def added(self, at: datetime, by: Seat, words: str) -> "Owned":
        """Its owner adds a word."""
        self.turn.at(at, lambda: void(actions.add(self.one, by=by, words=words)))
        return self

    def repaired(self, at: datetime, by: Seat, words: str) -> "Owned":
        """Its owner says that it is made good."""
        self.turn.at(at, lambda: void(actions.say_repaired(self.one, by=by, words=words)))
        return self

    def confirmed(self, at: datetime, by: Seat, words: str) -> "Owned":
        """The other side confirms it."""
        self.turn.at(at, lambda: void(actions.confirm(self.one, by=by, words=words)))
        return self


def void(_done: object) -> None:
    """Acts of a script give nothing back."""


LATE_DATA = Draft(
    what=(
        "The winter sample data was due yesterday and nobody told you that it would not come. The logger in Voss "
        "was frozen; Tor saw it the day before and hoped to thaw it in time."
    ),
    effect=(
        "Meera and Arjun had kept the day free for the first calibration run and sat there without data. "
        "If it cost you more than that day, please say so."
    ),
    repair="Siri drove to Voss this morning. All 14 stations come today, checked twice.",
    next="A silent logger is a message to Kaveri on the same day, not a hope. Tor has put it on his list.",
)
STATION_NAMES = Draft(
    what=(
        "Our drift report of week 6 still used the station names of revision B. Two rows of your pilot page showed "
        "Odda under the name of Voss for a day and a half."
    ),
    effect=(
        "Siri had a call from the pilot in Odda about frost that was never there. We do not know whether there were "
        "more; please tell us."
    ),
    repair="The corrected report is in the library, with both rows marked. I can call the pilot if that helps.",
    next="Names come from your data dictionary from now on, never from our copy. Meera reviews the first three.",
)


def slips(script: Script, table: BetaTable) -> None:
    """Lumen's late data, owned and repaired; Kaveri's mixed-up names, which wait for Lumen's word."""
    late_data(script, table)
    station_names(script, table)


def late_data(script: Script, table: BetaTable) -> None:
    """A day of silence, then four lines; Ravi acknowledges, Meera confirms the repair."""
    ravi, meera, ingrid, tor = (table.seats[name] for name in ("Ravi", "Meera", "Ingrid", "Tor"))
    Owned(InTurn(script), table.shared).owned(
        script.day(-20, 17, BERGEN) + timedelta(hours=21),
        ingrid,
        LATE_DATA,
        towards=party_of(ravi),
        about="Winter sample data",
    ).acknowledged(
        script.day(-19, 19.5, BENGALURU),
        ravi,
        "Thank you for saying it before we had to ask. The day is gone, and we have had such days too.",
    ).answered(
        script.day(-18, 9.5, BENGALURU),
        meera,
        "It was the one day, nothing more. Could the readings say which loggers were frozen? They would weigh less.",
    ).added(
        script.day(-18, 9, BERGEN),
        tor,
        "Voss, for three days. There is a column for it now; I should have thought of it myself.",
    ).repaired(
        script.day(-17, 10, BERGEN), tor, "All 14 stations with the new column are in the library."
    ).confirmed(
        script.day(-17, 17, BENGALURU),
        meera,
        "Checked against our own counts: everything is there.",
    )


def station_names(script: Script, table: BetaTable) -> None:
    """Said yesterday by Kaveri of itself; whoever looks first of Lumen can answer it."""
    arjun, ingrid = table.seats["Arjun"], table.ingrid
    Owned(InTurn(script), table.shared).owned(
        script.day(-1, 12, BENGALURU), arjun, STATION_NAMES, towards=party_of(ingrid)
    )


def party_of(seat: Seat) -> Party:
    """The party somebody sits for. Raises `LookupError` where it is none."""
    if seat.party is None:
        raise LookupError("this seat is for no party")
    return seat.party
