"""What can be written about sustainability checks."""

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.checks import Outcome, Proof
from troth.goals.check_words import CHOICES, PROOFS
from troth.goals.evidence import choices
from troth.goals.rules.checks import LONGEST_HOW, LONGEST_WHAT, LONGEST_WORDS
from troth.goals.rules.refusals import SENTENCES, Refusal
from troth.partnerships.forms.fields import LineField
from troth.partnerships.models import Party

DAY = {"type": "date"}
TURN = 10**6
# On which field a refusal is said.
PLACES = {
    Refusal.DAY_FAR: "due",
    Refusal.AIM_UNKNOWN: "aims",
    Refusal.WHY_MISSING: "why",
    Refusal.DAY_TO_COME: "day",
    Refusal.AGAIN_BEFORE: "again",
    Refusal.WORDS_MISSING: "words",
}


def lines(rows: int = 2) -> forms.Textarea:
    """Room for a long line."""
    return forms.Textarea(attrs={"rows": rows})


def day_input() -> forms.DateInput:
    """A day, chosen or typed."""
    return forms.DateInput(format="%Y-%m-%d", attrs=DAY)


class Refused(forms.Form):
    """A form that says the reasons of the rules beside their fields."""

    def refuse(self, reason: Refusal) -> None:
        """Say why, where it can be mended."""
        place = PLACES.get(reason)
        self.add_error(place if place in self.fields else None, gettext(SENTENCES[reason]))


class AimsField(forms.CharField):
    """Numbers of the United Nations' goals, as `7, 13`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, **kwargs)

    def clean(self, value: object) -> list[int]:
        """The numbers. Raises `ValidationError` with a sentence."""
        parts = [one for one in re.split(r"[\s,;]+", str(super().clean(value) or "")) if one]
        if any(not (one.isascii() and one.isdigit() and 1 <= int(one[:3]) <= 17) for one in parts):
            raise forms.ValidationError(gettext(SENTENCES[Refusal.AIM_UNKNOWN]))
        return sorted({int(one) for one in parts})


class CheckForm(Refused):
    """A check to be agreed on."""

    what = LineField(
        label=_("What is kept"),
        max_length=LONGEST_WHAT,
        widget=lines(),
        help_text=_("One sentence that is true or not true on a day."),
    )
    how = LineField(
        label=_("What shows it"),
        max_length=LONGEST_HOW,
        widget=lines(),
        help_text=_("What somebody else would look at to see it for themselves."),
    )
    proof = forms.ChoiceField(
        label=_("It is shown by"),
        choices=[(one.value, words) for one, words in PROOFS.items()],
        initial=Proof.DOCUMENT.value,
        widget=forms.RadioSelect,
    )
    answering = forms.ChoiceField(label=_("Who answers for it"), widget=forms.RadioSelect)
    due = forms.DateField(label=_("Looked at by"), widget=day_input())
    aims = AimsField(
        label=_("Goals of the United Nations it serves, by number"),
        help_text=_("For example 7, 13. Leave it empty if none fits."),
    )
    holds = forms.BooleanField(label=_("The launch waits until it has passed"), required=False)
    why = LineField(
        label=_("Why another comes in its place"), max_length=LONGEST_WORDS, widget=lines()
    )

    def __init__(
        self, *args: Any, parties: Sequence[Party], holds: bool, replaces: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(one.id): one for one in parties}
        answering = cast(forms.ChoiceField, self.fields["answering"])
        answering.choices = [(one.id, one.name) for one in parties]
        for name, wanted in (("holds", holds), ("why", replaces)):
            if not wanted:
                del self.fields[name]

    @property
    def party(self) -> Party:
        """The side that answers for it."""
        return self.parties[self.cleaned_data["answering"]]


class ResultForm(Refused):
    """What came of a check."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(one.value, words) for one, words in CHOICES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. Failed or not shown is an answer too.")},
    )
    words = LineField(
        label=_("What was seen"),
        max_length=LONGEST_WORDS,
        widget=lines(),
        help_text=_("A sentence. Name no person: everybody may read it one day."),
    )
    evidence = forms.ChoiceField(
        label=_("What shows it"),
        required=False,
        help_text=_("A file of the library, or a promise that was kept."),
    )
    day = forms.DateField(label=_("Seen on"), widget=day_input())
    again = forms.DateField(
        label=_("Looked at again by"),
        required=False,
        widget=day_input(),
        help_text=_("Leave it empty if nobody needs to look again."),
    )
    seen = forms.IntegerField(min_value=0, max_value=TURN, widget=forms.HiddenInput)

    def __init__(self, *args: Any, room: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        evidence = cast(forms.ChoiceField, self.fields["evidence"])
        evidence.choices = [("", gettext("Nothing but my words")), *choices(room)]

    @property
    def came_of_it(self) -> Outcome:
        """What was chosen."""
        return Outcome(self.cleaned_data["outcome"])


class DifferForm(Refused):
    """How one's own side sees what another wrote."""

    words = LineField(
        label=_("How you see it"),
        max_length=LONGEST_WORDS,
        widget=lines(),
        help_text=_("What you looked at, and what you saw. The other side can write it anew."),
    )
    seen = forms.IntegerField(min_value=0, max_value=TURN, widget=forms.HiddenInput)


class StopForm(forms.Form):
    """Why everybody is to read it no longer."""

    reason = LineField(label=_("Why"), max_length=1000, widget=lines())
