"""Sustainability checks in words: what came of them, what waits, why something is not possible."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from troth.foundation.facts.checks import Outcome, Proof
from troth.foundation.web.lists import commas
from troth.goals.models import SustainabilityCheck
from troth.goals.numbers import day_words
from troth.goals.rules.checks import Check, Owes, holds_launch, is_due

OUTCOMES = {
    Outcome.PASSED: gettext_lazy("Passed"),
    Outcome.FAILED: gettext_lazy("Failed"),
    Outcome.NOT_SHOWN: gettext_lazy("Not shown"),
}
CHOICES = {
    Outcome.PASSED: gettext_lazy("Passed: it is as we agreed"),
    Outcome.FAILED: gettext_lazy("Failed: it is not as we agreed"),
    Outcome.NOT_SHOWN: gettext_lazy("Not shown: we could not look, or could not tell"),
}
PROOFS = {
    Proof.MEASURE: gettext_lazy("Something counted or measured"),
    Proof.DOCUMENT: gettext_lazy("A document somebody can read"),
}
# What the tag beside a check looks like; words carry the meaning.
TAGS = {Outcome.PASSED: "warm", Outcome.FAILED: "", Outcome.NOT_SHOWN: "dashed"}
SENTENCES = {
    "goal:check-proposed": gettext_lazy("%(who)s proposed a sustainability check of “%(what)s”"),
    "goal:check-assented": gettext_lazy("%(who)s agreed to a sustainability check of “%(what)s”"),
    "goal:check-agreed": gettext_lazy(
        "Every side has agreed to a sustainability check of “%(what)s”"
    ),
    "goal:check-withdrawn": gettext_lazy(
        "%(who)s took a proposed sustainability check of “%(what)s” back"
    ),
    "goal:check-recorded": gettext_lazy(
        "%(who)s wrote what came of a sustainability check of “%(what)s”: %(outcome)s"
    ),
    "goal:check-confirmed": gettext_lazy(
        "%(who)s confirmed what came of a sustainability check of “%(what)s”"
    ),
    "goal:check-doubted": gettext_lazy(
        "%(who)s sees a sustainability check of “%(what)s” differently"
    ),
    "goal:results-released": gettext_lazy(
        "Everybody can read what was kept of “%(what)s”: every side approved it"
    ),
    "goal:results-withdrawn": gettext_lazy(
        "What was kept of “%(what)s” is no longer shown to everybody"
    ),
}


def aims_words(aims: Sequence[int]) -> str:
    """Which goals of the United Nations it serves, by number."""
    if not aims:
        return ""
    listed = commas(aims)
    said = ngettext("UN goal %(aims)s", "UN goals %(aims)s", len(aims))
    return said % {"aims": listed}


def tag_of(row: SustainabilityCheck, check: Check) -> tuple[str, str]:
    """The word for how it stands, and the kind of its tag."""
    if row.replaced_at:
        return _("replaced"), "dashed"
    if not check.agreed:
        return _("proposed"), "dashed"
    if check.outcome is None:
        return _("not looked at yet"), "dashed"
    return str(OUTCOMES[check.outcome]), TAGS[check.outcome]


def state_words(row: SustainabilityCheck, check: Check, *, missing: str, today: date) -> str:
    """One sentence on where it stands now; `missing`: who is waited for."""
    if row.withdrawn_at:
        return _("It was taken back before all had agreed.")
    if row.replaced_at:
        return _("Another check has come in its place; what was found stays here.")
    if not check.agreed:
        return _("It binds once every side has said yes. It waits for %(who)s.") % {"who": missing}
    return asked_words(check, missing) or look_words(row, check, today=today)


def asked_words(check: Check, missing: str) -> str:
    """What the last result waits for; nothing where it stands."""
    if check.asked is None:
        return ""
    if check.asked.doubt:
        return _("The last result is seen differently, so it does not stand.")
    return _("The last result stands once %(who)s has confirmed it.") % {"who": missing}


def look_words(row: SustainabilityCheck, check: Check, *, today: date) -> str:
    """Who says by when what came of it."""
    if row.due is None:
        return _("No further look is planned.")
    said = {"who": row.answering.short, "day": day_words(row.due)}
    if is_due(check, today=today):
        return _("%(who)s was to say what came of it by %(day)s.") % said
    if check.outcome is not None:
        return _("%(who)s looks at it again by %(day)s.") % said
    return _("%(who)s says what came of it by %(day)s.") % said


def holds_words(check: Check) -> str:
    """What it means for the launch; nothing where it holds none."""
    if not check.holds or check.gone:
        return ""
    if holds_launch(check):
        return _("The launch waits until it has passed.")
    return _("The launch waits for it no longer.") if check.agreed else ""


WAITING = {
    Owes.ASSENT: (
        gettext_lazy("A sustainability check of “%(what)s” is proposed."),
        gettext_lazy("It binds once every side has said yes to exactly these words."),
        gettext_lazy("Read and agree"),
    ),
    Owes.WORD: (
        gettext_lazy("“%(what)s”: the other side wrote what came of a sustainability check."),
        gettext_lazy("It stands once your side confirms it, or you say how you see it."),
        gettext_lazy("Look and confirm"),
    ),
    Owes.RESULT: (
        gettext_lazy("“%(what)s”: say what came of a sustainability check."),
        gettext_lazy("Your side answers for it. Failed or not shown is an answer too."),
        gettext_lazy("Say how it stands"),
    ),
}
OWED = {
    Owes.ASSENT: gettext_lazy("Say yes to a sustainability check of “%(what)s”"),
    Owes.WORD: gettext_lazy("Confirm a sustainability check of “%(what)s”"),
    Owes.RESULT: gettext_lazy("Say what came of a sustainability check of “%(what)s”"),
}
