"""Launch checks as pages and acts read them: constant statements, and nothing sealed but one's own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from troth.agreements.queries.standings import signers
from troth.foundation.facts.launch import Question
from troth.foundation.kernel.ulid import Ulid
from troth.goals.models import Goal
from troth.goals.queries.plans import in_force, latest
from troth.kickoff.models import Answer, Check, Override, Read, SealedAnswer, Wording
from troth.kickoff.rules.settling import Table
from troth.partnerships.models import Seat

MOST_OWN = 200
# More than people can sit at a table: what is sealed is opened whole or not at all.
MOST_SEALED = 20_000


@dataclass(frozen=True)
class Opened:
    """Everything an opened check shows."""

    table: Table
    answers: Sequence[Answer]
    own: Sequence[Answer]
    reads: Sequence[Read]
    wordings: dict[Question, Wording]
    overrides: dict[Question, list[Override]]


def is_initiative(goal: Goal) -> bool:
    """Whether the goal is to be launched, by the version in force or the one proposed."""
    plan = in_force(goal) or latest(goal)
    return plan.launch_on is not None


def check_of(goal: Goal) -> Check | None:
    """The goal's check, once somebody has answered."""
    return Check.objects.filter(pk=goal.pk).select_related("room").first()


def answered(check: Check) -> frozenset[Ulid]:
    """The parties that have answered, before the opening."""
    rows = SealedAnswer.objects.filter(of=check, own=False)
    return frozenset(Ulid(key) for key in rows.values_list("party_id", flat=True))


def signers_of(goal: Goal) -> frozenset[Ulid]:
    """The parties whose answers the check needs."""
    return signers(goal.room)


def missing(check: Check) -> frozenset[Ulid]:
    """The parties that sit here and have not answered; one that joined late is among them."""
    return signers(check.room) - answered(check)


def sealed_of_party(check: Check | None, seat: Seat) -> SealedAnswer | None:
    """What one's own party has answered, before the opening."""
    if check is None or seat.party_id is None:
        return None
    return SealedAnswer.objects.filter(of=check, party_id=seat.party_id, own=False).first()


def sealed_of_seat(check: Check | None, seat: Seat) -> SealedAnswer | None:
    """What one has answered for oneself, before the opening."""
    return SealedAnswer.objects.filter(of=check, seat=seat, own=True).first() if check else None


def all_sealed(check: Check) -> Sequence[SealedAnswer]:
    """Everything sealed; only the opening asks."""
    rows = SealedAnswer.objects.filter(of=check).select_related("party", "seat__person")
    return list(rows.order_by("own", "party__name", "id")[:MOST_SEALED])


def opened_check(check: Check) -> Opened:
    """What everybody can read once it is opened: six statements."""
    rows = list(
        Answer.objects.filter(of=check)
        .select_related("party", "seat__person")
        .order_by("party__name", "id")[: 2 * MOST_OWN]
    )
    answers = [one for one in rows if one.seat is None]
    reads = list(Read.objects.filter(of=check).select_related("party").order_by("party__name"))
    found = {
        Question(one.question): one
        for one in Wording.objects.filter(of=check)
        .select_related("seat__party", "seat__person")
        .prefetch_related("accepted")
        .order_by("number")
    }
    reasons: dict[Question, list[Override]] = defaultdict(list)
    for one in Override.objects.filter(of=check).select_related("party").order_by("party__name"):
        reasons[Question(one.question)].append(one)
    table = Table(
        circle=frozenset(Ulid(one.party_id) for one in answers) & signers(check.room),
        differ={Ulid(one.party_id): frozenset(map(Question, one.differ)) for one in reads},
        accepted={
            question: frozenset(Ulid(yes.party_id) for yes in one.accepted.all())
            for question, one in found.items()
        },
        overrides={
            question: frozenset(Ulid(one.party_id) for one in ones)
            for question, ones in reasons.items()
        },
    )
    own = [one for one in rows if one.seat is not None]
    return Opened(table, answers, own, reads, found, reasons)
