"""Open questions, by the side they wait for, the longest due first."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from troth.discussions.models import Question
from troth.foundation.web.prepared import prepared

MOST = 200


def open_ones(rooms: Collection[str]) -> QuerySet[Question]:
    """Questions of these rooms that nobody has answered, the first to answer first."""
    rows: QuerySet[Question] = Question.objects.in_rooms(rooms).filter(state="open")
    return rows.select_related(
        "asked__organisation",
        "post__topic",
        "post__seat__person",
        "post__seat__party__organisation",
    ).order_by("answer_by", "id")


@prepared
def first_open(rooms: Collection[str]) -> QuerySet[Question]:
    """As many as anybody looks at."""
    return open_ones(rooms)[:MOST]


def by_side(rooms: Collection[str]) -> dict[str, list[Question]]:
    """By the party that was asked; under an empty key those put to everybody. One statement."""
    found: dict[str, list[Question]] = defaultdict(list)
    for one in first_open(rooms):
        found[one.asked_id or ""].append(one)
    return found


def that_wait_for(parties: Collection[str], rooms: Collection[str]) -> QuerySet[Question]:
    """Open questions to one of these parties, or to everybody else than whoever asked."""
    all_others = Q(asked__isnull=True) & ~Q(post__seat__party__in=list(parties))
    return open_ones(rooms).filter(Q(asked__in=list(parties)) | all_others)
