"""What can be written about a slip: four short lines, or one word below them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troth.partnerships.models import Party
from troth.slips.models import LONGEST_LINE, LONGEST_WORDS

EVERYBODY = "all"


class Line(forms.CharField):
    """One of the four lines: short, and never left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=LONGEST_LINE,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={
                "required": _("A few words are enough, also to say that it is not clear yet.")
            },
            **kwargs,
        )


class SlipForm(forms.Form):
    """Four lines in two minutes; a day only if one is known."""

    towards = forms.ChoiceField(
        label=_("Whom it concerns"),
        error_messages={"required": _("Choose the other side: whom it concerns.")},
    )
    what = Line(label=_("What happened"), help_text=_("One or two plain sentences, as it was."))
    effect = Line(
        label=_("What it means for the others"),
        help_text=_("If you do not know yet, say so and ask."),
    )
    repair = Line(
        label=_("How it is made good"),
        help_text=_("What you do about it now, as far as it can be done."),
    )
    next = Line(
        label=_("What comes next"),
        help_text=_("The next step, or what will be different from now on."),
    )
    repair_by = forms.DateField(
        label=_("Made good by"),
        required=False,
        help_text=_("Only if you know. On that day you are asked whether it is done."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(
        self, *args: Any, others: Sequence[Party], effect_label: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(party.id), party.name) for party in others]
        if len(choices) > 1:
            # Nobody is chosen beforehand: these words are not for just anybody.
            choices = [("", ""), *choices, (EVERYBODY, gettext("Everybody at this table"))]
            self.fields["towards"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["towards"]
        if effect_label:
            self.fields["effect"].label = effect_label


class WordForm(forms.Form):
    """A word below a slip; some acts are nothing without one."""

    words = forms.CharField(
        label=_("A word with it"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write a few words. The other side will read them.")},
    )

    def __init__(self, *args: Any, needed: bool = False, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = needed
        if label:
            self.fields["words"].label = label
