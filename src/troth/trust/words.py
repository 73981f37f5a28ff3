"""What a reading says in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.trust.rules.reasons import Reason, ReasonKind
from troth.trust.rules.reliability import OfTen

REASONS = {
    ReasonKind.KEPT_RECENTLY: gettext_lazy("kept in the last three months"),
    ReasonKind.KEPT_BEFORE: gettext_lazy("kept before that"),
    ReasonKind.LATE: gettext_lazy("delivered after the date"),
    ReasonKind.DROPPED: gettext_lazy("dropped"),
    ReasonKind.PASSED: gettext_lazy("the date has passed and nothing has come"),
    ReasonKind.OPEN: gettext_lazy("open, and part of their time is over"),
    ReasonKind.MOVED: gettext_lazy("moved by agreement: never late for that"),
    ReasonKind.SET_ASIDE: gettext_lazy("set aside until both settle it"),
    ReasonKind.PARTNERSHIP: gettext_lazy("how promises at this table go as a whole"),
    ReasonKind.EVIDENCE: gettext_lazy("how much, or how little, there is to go by"),
}
WIDE = 6


def chance_words(found: OfTen) -> str:
    """`About 8 of 10 promises like these will be kept; probably between 6 and 9.`; a wide range leads."""
    values = {"middle": found.middle, "low": found.low, "high": found.high}
    if found.high - found.low > WIDE:
        return (
            _("Anywhere between %(low)s and %(high)s of 10 promises like these will be kept.")
            % values
        )
    return (
        _(
            "About %(middle)s of 10 promises like these will be kept; "
            "probably between %(low)s and %(high)s."
        )
        % values
    )


def quiet_words(found: OfTen) -> str:
    """What only the promiser's side reads beside an open promise."""
    return _(
        "Promises like this one are kept in %(middle)s of 10 cases. Moving it now costs nothing."
    ) % {"middle": found.middle}


def reason_words(reason: Reason) -> str:
    """One reason with its count."""
    words = str(REASONS[reason.kind])
    count = len(reason.commitments)
    if not count or reason.kind in {ReasonKind.PARTNERSHIP, ReasonKind.EVIDENCE}:
        return words[:1].upper() + words[1:]
    said = ngettext("%(n)s promise: %(words)s", "%(n)s promises: %(words)s", count) % {
        "n": count,
        "words": words,
    }
    return said + (" " + _("(imported, so they weigh half)") if reason.imported else "")
