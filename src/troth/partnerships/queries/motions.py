"""Motions as people look at them: what is asked, who has answered what, and whose word is awaited."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from troth.foundation.facts.partnerships import Act, MotionOutcome
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.partnerships.models import Assent, Motion, Party, Room, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.rules.consent import ConsentRule, voters
from troth.partnerships.rules.rooms import RoomKind

MOST = 100


@dataclass(frozen=True)
class Answer:
    """What one party has said so far; `assent` is None while it has said nothing."""

    party: Party
    votes: bool
    assent: Assent | None


@dataclass(frozen=True)
class MotionSeen:
    """A motion with every party's answer, the viewer's own first."""

    motion: Motion
    answers: tuple[Answer, ...]
    own: Answer | None

    @property
    def needed(self) -> int:
        """How many must say yes."""
        return ConsentRule(self.motion.rule).needed(sum(one.votes for one in self.answers))

    @property
    def is_open(self) -> bool:
        """Whether it waits for answers."""
        return self.motion.outcome == MotionOutcome.OPEN

    @property
    def is_ours(self) -> bool:
        """Whether the viewer's own party has proposed it and could take it back."""
        proposer = self.motion.proposed_by.party_id
        return bool(self.is_open and self.own and self.own.party.id == proposer)

    @property
    def has_vote(self) -> bool:
        """Whether the viewer's party can answer it now."""
        return bool(self.is_open and self.own and self.own.votes)

    @property
    def waits_for_us(self) -> bool:
        """Whether the viewer's party has a vote it has not used."""
        return bool(self.has_vote and self.own and self.own.assent is None)

    @property
    def awaited(self) -> tuple[Party, ...]:
        """The parties whose word is still missing."""
        return tuple(one.party for one in self.answers if one.votes and one.assent is None)


def motions_in(room: Room, seat: Seat) -> Sequence[MotionSeen]:
    """The motions of this room, open ones first, then the newest; three statements."""
    rows = Motion.objects.filter(room=room)
    rows = rows.select_related("proposed_by__person", "proposed_by__party", "about_party", "room")
    opened_first = rows.order_by(F("settled_at").desc(nulls_first=True), "-proposed_at", "-id")
    return look(list(opened_first[:MOST]), seat, parties=parties_in(room, seat))


def motion_in(room: Room, seat: Seat, key: str) -> MotionSeen | None:
    """One motion of this room."""
    rows = Motion.objects.filter(room=room, pk=key)
    rows = rows.select_related("proposed_by__person", "proposed_by__party", "about_party", "room")
    found = look(list(rows), seat, parties=parties_in(room, seat))
    return found[0] if found else None


def parties_in(room: Room, seat: Seat) -> Sequence[Party]:
    """The parties of a room that sit at the table now: own first, then by name."""
    rows = Party.objects.filter(partnership=seat.partnership_id, standing=Standing.JOINED)
    if room.kind == RoomKind.SUBSET:
        rows = rows.filter(subset_rooms=room)
    return sorted(rows, key=lambda one: (one.id != seat.party_id, one.name.casefold()))


def look(motions: Sequence[Motion], seat: Seat, *, parties: Sequence[Party]) -> list[MotionSeen]:
    """Put answers beside motions."""
    rows = Assent.objects.filter(motion__in=motions).select_related("party", "seat__person")
    said = {(row.motion_id, row.party_id): row for row in rows}
    return [one_seen(motion, seat, parties=parties, said=said) for motion in motions]


def one_seen(
    motion: Motion,
    seat: Seat,
    *,
    parties: Sequence[Party],
    said: Mapping[tuple[Ulid, Ulid], Assent],
) -> MotionSeen:
    """One motion with the answers of everybody who has a vote or has answered."""
    about = motion.about_party_id
    voting = voters(Act(motion.act), parties=[party.id for party in parties], about=about)
    gone = [row.party for (key, _party), row in said.items() if key == motion.id]
    asked = {party.id: party for party in (*parties, *gone)}
    answers = tuple(
        Answer(party, key in voting, said.get((motion.id, key))) for key, party in asked.items()
    )
    own = next((one for one in answers if one.party.id == seat.party_id), None)
    return MotionSeen(motion, answers, own)


def unanswered(seats: Iterable[Seat], *, limit: int = MOST) -> Sequence[tuple[Seat, Motion]]:
    """Open motions that wait for the parties these seats decide for, the oldest first; one statement."""
    deciding = {str(seat.party_id): seat for seat in seats if seat.is_admin and seat.party_id}
    found = waiting_for(deciding.keys(), limit)
    return [(deciding[str(vars(motion)["voter"])], motion) for motion in found]


@prepared
def waiting_for(parties: Collection[str], limit: int) -> QuerySet[Motion]:
    """Open motions that wait for one of these parties, which is their `voter`."""
    said = Assent.objects.filter(motion=OuterRef("pk"), party=OuterRef("voter")).values("pk")[:1]
    rows = Motion.objects.filter(outcome=MotionOutcome.OPEN.value)
    rows = rows.annotate(voter=F("partnership__parties")).filter(voter__in=parties)
    in_room = Q(room__kind=RoomKind.SHARED) | Q(room__parties=F("voter"))
    rows = rows.annotate(answer=Subquery(said)).filter(in_room, answer=None)
    rows = rows.exclude(act=Act.REMOVE_PARTY.value, about_party=F("voter"))
    rows = rows.select_related("proposed_by__person", "proposed_by__party", "about_party", "room")
    return rows.order_by("proposed_at", "id")[:limit]
