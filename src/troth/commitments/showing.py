"""Kept promises as evidence: what goals may name to show the result of a check."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from troth.commitments.models import Commitment
from troth.commitments.rules.outcome import Outcome
from troth.goals.evidence import Source


def newest(room: str, most: int) -> Sequence[tuple[str, str]]:
    """The promises of this room that were kept last."""
    rows = Commitment.objects.in_rooms([room]).filter(outcome=Outcome.KEPT.value)
    rows = rows.filter(batch__isnull=True, outcome_at__isnull=False).exclude(deliverable="")
    return list(rows.order_by("-due", "-id").values_list("pk", "deliverable")[:most])


def titles(room: str, keys: Collection[str]) -> Mapping[str, str]:
    """What was promised in these, as far as they stand in this room."""
    rows = Commitment.objects.in_rooms([room]).filter(pk__in=keys)
    return dict(rows.values_list("pk", "deliverable"))


KEPT_PROMISES = Source(
    kind="commitment",
    words=lambda: _("Promises that were kept"),
    url_name="commitments.one",
    newest=newest,
    titles=titles,
)
