"""What everybody may read of goals: put together from what stands, and found again by address."""

from collections.abc import Sequence

from troth.foundation.facts.checks import Outcome, Proof
from troth.foundation.kernel.ulid import is_ulid
from troth.goals.evidence import named
from troth.goals.models import Goal, Release, Showing, SustainabilityCheck
from troth.goals.queries.checks import checks_of
from troth.goals.rules.results import Data, Kept, Result, structure

MOST = 200


def data_of(goal: Goal) -> Data:
    """What all could approve now: every agreed check with what stands of it."""
    rows = [one for one in checks_of(goal) if one.agreed_at]
    results = [each for one in rows for each in one.results.all() if each.settled_at]
    titles = {key: one.title for key, one in named(goal.room_id, results).items()}
    return structure(
        partnership=goal.room.partnership.name,
        goal=goal.title,
        checks=[kept(one, titles) for one in rows],
    )


def kept(row: SustainabilityCheck, titles: dict[str, str]) -> Kept:
    """One check as everybody would read it."""
    if row.agreed_at is None:
        raise ValueError(row.pk)
    return Kept(
        what=row.what,
        how=row.how,
        proof=Proof(row.proof),
        aims=tuple(row.aims),
        answering=row.answering.name,
        agreed=row.agreed_at.date(),
        due=None if row.replaced_at else row.due,
        replaced=row.replaced_at.date() if row.replaced_at else None,
        results=[
            Result(
                day=one.day,
                outcome=Outcome(one.outcome),
                words=one.words,
                evidence=titles.get(one.id, ""),
            )
            for one in row.results.all()
            if one.settled_at
        ],
    )


def shown_now(goal: Goal) -> Release | None:
    """What everybody reads of this goal now, if all have approved it and nothing changed since."""
    rows = Release.objects.filter(showing__goal=goal, approved_at__isnull=False)
    return rows.filter(withdrawn_at__isnull=True).select_related("showing").first()


def showing_of(goal: Goal) -> Showing | None:
    """The words that all approve about this goal, if somebody has put them together."""
    rows = Showing.objects.filter(goal=goal)
    return rows.select_related("agreement__room", "room__partnership", "goal__agreement").first()


def releases_of(showing: Showing) -> Sequence[Release]:
    """All that was put together, the newest first."""
    rows = showing.releases.select_related("withdrawn_by")
    return list(rows.order_by("-number")[:MOST])


def last_approved(table: str, key: str) -> Release | None:
    """What all approved last at this address, shown now or withdrawn since; one statement."""
    if not is_ulid(key):
        return None
    rows = Release.objects.filter(
        showing__pk=key, showing__room__partnership__slug=table, approved_at__isnull=False
    )
    return rows.select_related("showing__room__partnership").order_by("-number").first()


def all_shown(table: str) -> Sequence[Release]:
    """Everything of one table that everybody reads now, the newest first."""
    rows = Release.objects.filter(
        showing__room__partnership__slug=table,
        approved_at__isnull=False,
        withdrawn_at__isnull=True,
    )
    return list(rows.select_related("showing").order_by("-approved_at")[:MOST])
