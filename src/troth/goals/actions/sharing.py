"""Showing a goal to more people: always a new goal there, never the old one moved."""

from dataclasses import replace

from django.db import transaction

from troth.foundation.kernel.ulid import Ulid
from troth.goals.actions.planning import KIND, draft_goal
from troth.goals.actions.refusing import needs_party
from troth.goals.models import Goal
from troth.goals.queries.plans import latest, terms_of
from troth.partnerships.actions.sharing import share_out
from troth.partnerships.actions.widening import Widener
from troth.partnerships.models import Room, Seat


def title(item: Ulid, room: Ulid, /) -> str | None:
    """How a goal of this room is called."""
    rows = Goal.objects.in_rooms([room]).filter(pk=item, agreement__withdrawn_at__isnull=True)
    found: str | None = rows.values_list("agreement__title", flat=True).first()
    return found


def copy(item: Ulid, *, origin: Room, wider: Room, by: Seat) -> Ulid:
    """The latest words, days and measures as a new goal there; no signature, reading or obstacle goes along."""
    goal = Goal.objects.in_rooms([origin.id]).select_related("agreement").get(pk=item)
    terms = terms_of(latest(goal))
    measures = tuple(replace(one, id=None) for one in terms.measures)
    parts = vars(replace(terms, measures=measures))
    return draft_goal(title=goal.agreement.title, **parts, room=wider, by=by).id


@transaction.atomic
def share_goal(goal: Goal, *, origin: Room, wider: Room, by: Seat) -> Ulid:
    """Share what was prepared in the own side room; the new goal's id.

    Raises `NotPossible`, that of goals or that of the table.
    """
    needs_party(by)
    return share_out(goal.id, noun=KIND, origin=origin, wider=wider, by=by)


WIDENER = Widener(title=title, copy=copy)
