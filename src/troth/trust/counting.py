"""What counts for each dimension, in sentences: only what is there to count."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from troth.trust.rules.hands import Dimension

COUNTS: dict[Dimension, Sequence[Promise]] = {
    Dimension.RELIABILITY: (
        _("A promise kept by the date then in force counts for it; one delivered late or dropped against it."),
        _("A date moved by agreement before it was due counts as nothing: it is never late for that."),
        _("A promise from a file counts half."),
    ),
    Dimension.TRUTH: (
        _("Owning a promise that slipped, with what happens next, and saying so before its date, count for it."),
        _("A promise missed in silence counts against it."),
        _("How sure somebody was of a promise is held beside what came of it."),
    ),
    Dimension.ABILITY: (
        _("A delivery confirmed as it came counts for it; one sent back with what is missing against it."),
        _("A promise kept or missed counts a little."),
    ),
    Dimension.OPENNESS: (
        _("Answers are held against the agreed time, in the working days of whoever was asked."),
        _("A date moved by agreement before it was due counts for it."),
        _("Saying before its date that a promise will slip counts for it, though the miss still counts."),
        _("Saying back what the other side meant, confirmed by whoever said it, counts for it."),
    ),
    Dimension.CARE: (
        _("Saying back what the other side meant, confirmed by whoever said it, counts for it."),
    ),
}  # fmt: skip


def counts_for(dimension: Dimension) -> list[str]:
    """The kinds of facts that count for a dimension, in plain words."""
    return [str(one) for one in COUNTS[dimension]]
