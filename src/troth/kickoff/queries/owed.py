"""What a party owes the launch checks of its rooms; it tells who waits, never what was answered."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, F, Model, OuterRef, QuerySet, Subquery

from troth.foundation.web.prepared import prepared
from troth.goals.models import Goal, Plan
from troth.kickoff.models import Accepted, Answer, Check, Override, Read, SealedAnswer, Wording
from troth.partnerships.models import Room, Seat

Pairs = set[tuple[str, str]]


class Owed(StrEnum):
    """What waits for a party."""

    ANSWER = "answer"
    READING = "reading"
    WORDING = "wording"


def owed(rooms: Collection[str], seat: Seat, *, limit: int) -> list[tuple[Check, Owed]]:
    """The checks of these rooms that wait for the seat's party; three statements."""
    party = str(seat.party_id)
    return [(one, what) for what in Owed for one in owing_for(rooms, party, what=what, limit=limit)]


@prepared
def owing_for(rooms: Collection[str], party: str, *, what: Owed, limit: int) -> QuerySet[Check]:
    """The checks of these rooms in which the party owes this."""
    rows: QuerySet[Check] = Check.objects.in_rooms(rooms).filter(goal__launched_at__isnull=True)
    rows = rows.filter(goal__agreement__withdrawn_at__isnull=True)
    rows = rows.select_related("goal__agreement").order_by("begun_at")
    ours = {"of": OuterRef("pk"), "party_id": party}
    sealed = SealedAnswer.objects.filter(of=OuterRef("pk"), own=False)
    in_it = Exists(Answer.objects.filter(**ours, seat__isnull=True))
    if what is Owed.ANSWER:
        unsaid = ~Exists(sealed.filter(party_id=party))
        return rows.filter(Exists(sealed), unsaid, opened_at__isnull=True)[:limit]
    if what is Owed.READING:
        return rows.filter(in_it, ~Exists(Read.objects.filter(**ours)))[:limit]
    return rows.filter(in_it, Exists(unanswered(party)), compared_at__isnull=False)[:limit]


def unanswered(party: str) -> QuerySet[Wording]:
    """The latest wordings of a check that this party has neither accepted nor passed over with a reason."""
    same = Wording.objects.filter(of=OuterRef("of"), question=OuterRef("question"))
    last = same.order_by("-number").values("number")[:1]
    yes = Accepted.objects.filter(wording=OuterRef("pk"), party_id=party)
    passed = Override.objects.filter(
        of=OuterRef("of"), question=OuterRef("question"), party_id=party
    )
    rows = Wording.objects.filter(of=OuterRef("pk")).annotate(last=Subquery(last))
    return rows.filter(~Exists(yes), ~Exists(passed), number=F("last"))


@dataclass(frozen=True, kw_only=True)
class Said:
    """Who has said what in some checks, as pairs of check and party."""

    sealed: Pairs
    in_it: Pairs
    read: Pairs
    unworded: Pairs

    def owes(self, check: Check, party: str) -> Owed | None:
        """What this party owes this check; nothing where it did not answer in time, or has said all."""
        pair = (str(check.pk), party)
        if check.opened_at is None:
            begun = any(key == check.pk for key, _party in self.sealed)
            return Owed.ANSWER if begun and pair not in self.sealed else None
        if pair not in self.in_it:
            return None
        if pair not in self.read:
            return Owed.READING
        return Owed.WORDING if check.compared_at and pair in self.unworded else None


@prepared
def under_way(rooms: Collection[str], limit: int) -> QuerySet[Check]:
    """Checks of what is not launched and not taken back, the first begun first."""
    rows: QuerySet[Check] = Check.objects.in_rooms(rooms).filter(goal__launched_at__isnull=True)
    rows = rows.filter(goal__agreement__withdrawn_at__isnull=True)
    return rows.select_related("goal__agreement").order_by("begun_at")[:limit]


def owing(room: Room, parties: Sequence[str], *, limit: int) -> Iterator[tuple[Check, str, Owed]]:
    """What each of these parties owes the checks of this room; eight statements, one where there are none."""
    checks = under_way([room.id], limit)
    if not checks:
        return
    said = said_in(checks, parties)
    for check in checks:
        for party in parties:
            what = said.owes(check, party)
            if what is not None:
                yield check, party, what


def said_in(checks: Sequence[Check], parties: Sequence[str]) -> Said:
    """What was said in these checks."""
    return Said(
        sealed=pairs(SealedAnswer.objects.filter(of__in=checks, own=False)),
        in_it=pairs(Answer.objects.filter(of__in=checks, seat__isnull=True)),
        read=pairs(Read.objects.filter(of__in=checks)),
        unworded=unworded(checks, parties),
    )


def pairs(rows: "QuerySet[Model]") -> Pairs:
    """Which party stands in which check."""
    return {(str(of), str(party)) for of, party in rows.values_list("of_id", "party_id")}


def unworded(checks: Sequence[Check], parties: Sequence[str]) -> Pairs:
    """Who has neither accepted the latest wording of some question nor passed it over with a reason."""
    wordings = Wording.objects.filter(of__in=checks).prefetch_related("accepted")
    last = {(one.of_id, one.question): one for one in wordings.order_by("number")}
    rows = Override.objects.filter(of__in=checks).values_list("of_id", "question", "party_id")
    passed = set(rows)
    return {
        (str(of), party)
        for (of, question), one in last.items()
        for party in parties
        if (of, question, party) not in passed
        and party not in {yes.party_id for yes in one.accepted.all()}
    }


@prepared
def planned(rooms: Collection[str], *, since: date, limit: int) -> QuerySet[Plan]:
    """The launches of these rooms that all have signed and that are still to come, the nearest first."""
    goals = Goal.objects.in_rooms(rooms).filter(launched_at__isnull=True)
    rows = Plan.objects.filter(
        goal__in=goals.filter(agreement__withdrawn_at__isnull=True),
        number=F("goal__agreement__agreed_version"),
        launch_on__gte=since,
    )
    return rows.select_related("goal__agreement").order_by("launch_on", "id")[:limit]
