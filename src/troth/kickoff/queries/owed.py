"""What a party owes the launch checks of its rooms; it tells who waits, never what was answered."""

from collections.abc import Collection
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from troth.kickoff.models import Accepted, Answer, Check, Override, Read, SealedAnswer, Wording
from troth.partnerships.models import Seat


class Owed(StrEnum):
    """What waits for a party."""

    ANSWER = "answer"
    READING = "reading"
    WORDING = "wording"


def owed(rooms: Collection[str], seat: Seat, *, limit: int) -> list[tuple[Check, Owed]]:
    """The checks of these rooms that wait for the seat's party; three statements."""
    rows: QuerySet[Check] = Check.objects.in_rooms(rooms).filter(goal__launched_at__isnull=True)
    rows = rows.select_related("goal__agreement").order_by("begun_at")
    ours = {"of": OuterRef("pk"), "party_id": seat.party_id}
    sealed = SealedAnswer.objects.filter(of=OuterRef("pk"), own=False)
    in_it = Exists(Answer.objects.filter(**ours, seat__isnull=True))
    kinds = {
        Owed.ANSWER: rows.filter(
            Exists(sealed), ~Exists(sealed.filter(party_id=seat.party_id)), opened_at__isnull=True
        ),
        Owed.READING: rows.filter(in_it, ~Exists(Read.objects.filter(**ours))),
        Owed.WORDING: rows.filter(in_it, Exists(unanswered(seat)), compared_at__isnull=False),
    }
    return [(one, what) for what, found in kinds.items() for one in found[:limit]]


def unanswered(seat: Seat) -> QuerySet[Wording]:
    """The latest wordings of a check that this party has neither accepted nor passed over with a reason."""
    same = Wording.objects.filter(of=OuterRef("of"), question=OuterRef("question"))
    last = same.order_by("-number").values("number")[:1]
    yes = Accepted.objects.filter(wording=OuterRef("pk"), party_id=seat.party_id)
    passed = Override.objects.filter(
        of=OuterRef("of"), question=OuterRef("question"), party_id=seat.party_id
    )
    rows = Wording.objects.filter(of=OuterRef("pk")).annotate(last=Subquery(last))
    return rows.filter(~Exists(yes), ~Exists(passed), number=F("last"))
