"""How statements stand for those at the table."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from troth.foundation.web.prepared import prepared
from troth.statements.models import Listener, Publication, Statement


def publications_of(statements: Iterable[str]) -> dict[str, list[Publication]]:
    """Every approved version of these, the newest first; one statement."""
    found: dict[str, list[Publication]] = {}
    rows = Publication.objects.filter(statement__in=list(statements)).select_related("withdrawn_by")
    for row in rows.order_by("-number"):
        found.setdefault(str(row.statement_id), []).append(row)
    return found


def listeners(statement: Statement) -> int:
    """How many will be told; who they are is nobody's business."""
    rows = Listener.objects.filter(statement=statement, confirmed_at__isnull=False, due_at=None)
    return rows.count()


@prepared
def letters_due(moment: datetime, *, limit: int) -> QuerySet[Listener]:
    """Who is to be told now, the longest waiting first."""
    rows = Listener.objects.filter(due_at__lte=moment).select_related(
        "statement__room__partnership", "seat__person"
    )
    return rows.order_by("due_at", "id")[:limit]
