"""Groups of people affected with all that was said of them: constant statements for any number of initiatives."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from troth.agreements.queries.standings import signers
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.goals.models import Goal
from troth.inclusion.models import (
    Acknowledged,
    Affected,
    Consultation,
    NobodyElse,
    Speaking,
    group_of,
)
from troth.inclusion.rules.standing import MOST_GROUPS, Group, Stand, Voices
from troth.partnerships.models import Room

# As many initiatives as anybody looks at on one page.
PAGE = 40


@dataclass(frozen=True, kw_only=True)
class Board:
    """One initiative as its page shows it."""

    goal: Goal
    rows: Sequence[Affected]
    nobody: Sequence[NobodyElse]
    voices: Voices

    def group(self, key: str) -> Group | None:
        """The group of this id as the rules know it."""
        return next((one for one in self.voices.groups if one.id == key), None)

    @property
    def lines(self) -> list[tuple[Affected, Stand]]:
        """Each group with how it stands, in the order in which they were named."""
        groups = {one.id: one for one in self.voices.groups}
        return [(one, self.voices.stand(groups[Ulid(one.id)])) for one in self.rows]


def initiatives(rooms: Iterable[str], *, agreed: bool = False) -> QuerySet[Goal]:
    """Goals with a launch day, in any version, of these rooms; `agreed`: without what is only proposed."""
    rows: QuerySet[Goal] = Goal.objects.in_rooms(rooms)
    rows = rows.filter(agreement__withdrawn_at__isnull=True, plans__launch_on__isnull=False)
    if agreed:
        rows = rows.filter(agreement__agreed_version__isnull=False)
    return rows.select_related("agreement", "room").distinct().order_by("-id")


def groups() -> QuerySet[Affected]:
    """Groups that stand on a list, with all that was said of them: four statements."""
    people = ("seat__person", "seat__party")
    speaking = Speaking.objects.filter(ended_at=None).select_related(*people)
    talks = Consultation.objects.select_related(*people).order_by("on", "id")
    gaps = Acknowledged.objects.select_related("party").order_by("party__name", "id")
    rows: QuerySet[Affected] = Affected.objects.filter(taken_back_at=None)
    return (
        rows.select_related("seat__person", "party")
        .prefetch_related(
            Prefetch("speaking", queryset=speaking.order_by("since", "id")),
            Prefetch("talks", queryset=talks),
            Prefetch("acknowledged", queryset=gaps),
        )
        .order_by("named_at", "id")
    )


def boards_of(goals: Sequence[Goal], room: Room) -> list[Board]:
    """These initiatives of one room; six statements for all of them."""
    circle = signers(room)
    named: dict[str, list[Affected]] = defaultdict(list)
    for one in groups().filter(goal__in=goals)[: MOST_GROUPS * PAGE]:
        named[one.goal_id].append(one)
    nobody: dict[str, list[NobodyElse]] = defaultdict(list)
    rows = NobodyElse.objects.filter(goal__in=goals).select_related("party")
    for said in rows.order_by("party__name", "id"):
        nobody[said.goal_id].append(said)
    return [
        Board(
            goal=goal,
            rows=named[goal.id],
            nobody=nobody[goal.id],
            voices=Voices(
                circle=circle,
                groups=tuple(map(group_of, named[goal.id])),
                nobody_else=frozenset(Ulid(said.party_id) for said in nobody[goal.id]),
                launched=goal.launched_at is not None,
            ),
        )
        for goal in goals
    ]


def board_of(goal: Goal) -> Board:
    """One initiative."""
    return boards_of([goal], goal.room)[0]


@prepared
def unfinished(rooms: Collection[str], limit: int) -> QuerySet[Goal]:
    """Initiatives of these rooms that are not launched and about which a side has said its part already."""
    rows = initiatives(rooms).filter(launched_at=None)
    said = Q(affected__acknowledged__isnull=False) | Q(nobody_else__isnull=False)
    return rows.filter(said).distinct()[:limit]
