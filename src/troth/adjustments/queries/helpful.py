"""What other partnerships on this server found helpful, as far as it can be said without telling of one."""

from collections import defaultdict
from collections.abc import Mapping

from django.core.cache import cache

from troth.adjustments.models import Adjustment
from troth.adjustments.rules.helpful import Known, Tried, known
from troth.adjustments.rules.states import State
from troth.foundation.facts.adjustments import Helped, Idea
from troth.foundation.kernel.ulid import Ulid

HELD = (State.AGREED.value, State.CLOSED.value)
# So many pairs of a partnership and an idea are looked at, the newest first.
MOST = 20_000
KEPT_SECONDS = 86_400


def helpful(partnership: Ulid) -> Mapping[Idea, Known]:
    """By idea, in at least how many *other* partnerships it was agreed and helped; once a day, in one statement."""
    name = f"adjustments:helpful:{partnership}"
    kept: dict[str, list[int]] | None = cache.get(name)
    if kept is None:
        kept = {idea.value: [one.agreed, one.helped] for idea, one in counted(partnership).items()}
        cache.set(name, kept, KEPT_SECONDS)
    return {Idea(idea): Known(agreed, helped) for idea, (agreed, helped) in kept.items()}


def counted(partnership: Ulid) -> dict[Idea, Known]:
    """The same, counted now; one's own is left out, so that nobody can take it away from a sum."""
    rows = Adjustment.objects.filter(state__in=HELD).exclude(idea="")
    rows = rows.exclude(room__partnership=partnership).order_by("-agreed_at")
    tried: dict[Idea, list[Tried]] = defaultdict(list)
    for idea, table, outcome in rows.values_list("idea", "room__partnership", "outcome")[:MOST]:
        tried[Idea(idea)].append(Tried(table, Helped(outcome) if outcome else None))
    found = {idea: known(ones) for idea, ones in tried.items()}
    return {idea: one for idea, one in found.items() if one.agreed}
