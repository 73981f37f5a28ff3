"""Sustainability checks with all that was said to them: of a goal, alone, and as they wait for somebody."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Prefetch, Q, QuerySet

from troth.agreements.queries.standings import signers
from troth.foundation.facts.checks import Outcome
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.goals.models import CheckResult, CheckWord, Goal, SustainabilityCheck
from troth.goals.rules.checks import MOST_CHECKS, Check, Shown, holds_launch

MOST_WAITING = 60


def inside(rooms: Iterable[str]) -> QuerySet[SustainabilityCheck]:
    """Checks of these rooms, with sides, assents, results and the words to them; four statements."""
    rows: QuerySet[SustainabilityCheck] = SustainabilityCheck.objects.in_rooms(rooms)
    said = CheckResult.objects.select_related("party", "seat__person", "seat__party")
    words = CheckWord.objects.select_related("party", "seat__person").order_by("at", "id")
    results = said.prefetch_related(Prefetch("said", queryset=words)).order_by("at", "id")
    rows = rows.filter(goal__agreement__withdrawn_at__isnull=True)
    rows = rows.select_related(
        "party", "answering", "seat__person", "goal__agreement", "replaces", "room"
    )
    return rows.prefetch_related("assents", Prefetch("results", queryset=results))


def checks_of(goal: Goal) -> list[SustainabilityCheck]:
    """All checks of a goal but those taken back, the oldest first."""
    rows = inside([goal.room_id]).filter(goal=goal, withdrawn_at__isnull=True)
    return list(rows.order_by("at", "id")[: MOST_CHECKS * 2])


def check_of(row: SustainabilityCheck, parties: frozenset[Ulid]) -> Check:
    """A row as the rules see it; best prefetched."""
    return Check(
        parties=parties,
        proposer=Ulid(row.party_id),
        answering=Ulid(row.answering_id),
        assents=frozenset(Ulid(one.party_id) for one in row.assents.all()),
        agreed=row.agreed_at is not None,
        gone=row.is_gone,
        holds=row.holds,
        due=row.due,
        results=tuple(map(shown_of, row.results.all())),
    )


def shown_of(row: CheckResult) -> Shown:
    """A result as the rules see it; best prefetched."""
    said = list(row.said.all())
    return Shown(
        outcome=Outcome(row.outcome),
        party=Ulid(row.party_id),
        agree=frozenset(Ulid(one.party_id) for one in said if one.agrees),
        doubt=frozenset(Ulid(one.party_id) for one in said if not one.agrees),
        settled=row.settled_at is not None,
    )


def holding(goal: Goal) -> Sequence[SustainabilityCheck]:
    """The checks for which the launch of this goal waits."""
    rows = inside([goal.room_id]).filter(goal=goal, holds=True, agreed_at__isnull=False)
    found = list(rows.filter(withdrawn_at=None, replaced_at=None).order_by("at")[:MOST_CHECKS])
    parties = signers(goal.room) if found else frozenset()
    return [one for one in found if holds_launch(check_of(one, parties))]


@prepared
def may_wait(rooms: Collection[str]) -> QuerySet[SustainabilityCheck]:
    """Checks of these rooms that may wait for somebody, the longest due first; the rules decide."""
    rows = inside(rooms).filter(withdrawn_at=None, replaced_at=None)
    asked = Q(results__settled_at__isnull=True, results__isnull=False)
    open_ones = rows.filter(Q(agreed_at__isnull=True) | Q(due__isnull=False) | asked).distinct()
    return open_ones.order_by("due", "at", "id")[:MOST_WAITING]
