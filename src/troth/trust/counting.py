"""What counts for each dimension, in sentences: the table of evidence as people read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from troth.trust.rules.hands import Dimension
from troth.trust.rules.table import Kind


@dataclass(frozen=True)
class Counted:
    """One sentence, and the kinds of what happened that it speaks of."""

    words: Promise
    kinds: tuple[Kind, ...] = ()


EXPERIENCED = Counted(
    _("How the other side says it experiences it counts, corrected for how it rates in general."),
    (Kind.EXPERIENCED,),
)
ANNOUNCED = Counted(
    _("Saying before its date that a promise will slip counts for it, though the miss still counts."),
    (Kind.ANNOUNCED,),
)  # fmt: skip
SILENT = Counted(_("A promise missed in silence counts against it."), (Kind.SILENT,))
SAID_BACK = Counted(
    _("Saying back what the other side meant, confirmed by whoever said it, counts for it."),
    (Kind.UNDERSTOOD,),
)
COUNTS: dict[Dimension, Sequence[Counted]] = {
    Dimension.RELIABILITY: (
        Counted(
            _("A promise kept by the date then in force counts for it; one delivered late or dropped against it."),
            (Kind.KEPT, Kind.MISSED),
        ),
        Counted(_("A date moved by agreement before it was due counts as nothing: it is never late for that.")),
        Counted(_("A promise from a file counts half.")),
    ),
    Dimension.TRUTH: (
        ANNOUNCED,
        Counted(
            _("Owning a promise that slipped, and making it good, counts for it."),
            (Kind.OWNED, Kind.REPAIRED),
        ),
        SILENT,
        Counted(_("How sure somebody was of a promise is held beside what came of it."), (Kind.SURE,)),
        EXPERIENCED,
    ),
    Dimension.ABILITY: (
        Counted(
            _("A delivery confirmed as it came counts for it; one sent back with what is missing against it."),
            (Kind.WELL_MADE, Kind.SENT_BACK),
        ),
        Counted(_("A promise kept or missed counts a little."), (Kind.KEPT, Kind.MISSED)),
        EXPERIENCED,
    ),
    Dimension.OPENNESS: (
        Counted(
            _("Answers are held against the agreed time, in the working days of whoever was asked."),
            (Kind.ANSWERED, Kind.ANSWERED_LATE, Kind.UNANSWERED),
        ),
        Counted(_("A date moved by agreement before it was due counts for it."), (Kind.MOVED,)),
        ANNOUNCED,
        Counted(_("Owning a promise that slipped counts for it."), (Kind.OWNED,)),
        SILENT,
        SAID_BACK,
        Counted(_("Making clear what one meant counts for it."), (Kind.MADE_CLEAR,)),
        EXPERIENCED,
    ),
    Dimension.CARE: (
        SAID_BACK,
        Counted(_("Making good what slipped counts for it."), (Kind.REPAIRED,)),
        EXPERIENCED,
    ),
}  # fmt: skip


def counts_for(dimension: Dimension) -> list[str]:
    """The kinds of facts that count for a dimension, in plain words."""
    return [str(one.words) for one in COUNTS[dimension]]
