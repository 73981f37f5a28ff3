"""What can be said openly about an experience, and about evidence."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.partnerships.forms.fields import LineField, WordsField
from troth.partnerships.models import Party
from troth.trust.actions.experiencing import Line
from troth.trust.clasp.words import heading
from troth.trust.models import LONGEST_WORDS, Experience
from troth.trust.rules.contests import LONGEST
from troth.trust.rules.hands import Dimension

THEM, US = "them", "us"
WRONG_FIGURE = _("Write a whole number from 0 to 10.")


class FigureField(forms.IntegerField):
    """A whole number from 0 to 10, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "size": 3, "maxlength": 8}
        wrong = dict.fromkeys(("invalid", "min_value", "max_value"), WRONG_FIGURE)
        super().__init__(
            min_value=0,
            max_value=10,
            required=False,
            widget=forms.TextInput(attrs=attrs),
            error_messages=wrong,
            **kwargs,
        )


class ExperienceForm(forms.Form):
    """Five dimensions, about another side and about one's own; whatever is left empty is not said."""

    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        sides: Mapping[str, Party],
        stands: Mapping[tuple[str, str], Experience],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sides = sides
        for name, side, dimension in self.cells():
            label = f"{heading(dimension)}, {side.short}"
            self.fields[f"{name}-figure"] = FigureField(label=label)
            self.fields[f"{name}-words"] = LineField(
                label=label,
                max_length=LONGEST_WORDS,
                required=False,
                widget=forms.Textarea(attrs={"rows": 1}),
            )
            one = stands.get((side.id, dimension))
            if one is not None and one.withdrawn_at is None:
                self.initial[f"{name}-figure"] = one.figure
                self.initial[f"{name}-words"] = one.words

    def cells(self) -> Iterator[tuple[str, Party, Dimension]]:
        """Each thing that can be said: how its fields are called, whom it is about, in which dimension."""
        for dimension in Dimension:
            for who, side in self.sides.items():
                yield f"{who}-{dimension}", side, dimension

    def clean(self) -> dict[str, Any]:
        """A sentence needs its figure."""
        said = self.cleaned_data
        for name, _side, _dimension in self.cells():
            figure = f"{name}-figure"
            if said.get(f"{name}-words") and said.get(figure) is None and figure not in self.errors:
                self.add_error(figure, _("A figure goes with the sentence, from 0 to 10."))
        return said

    def lines(self) -> list[Line]:
        """What was written, once the form is valid; empty ones take back what stood."""
        said = self.cleaned_data
        return [
            Line(
                about=side.id,
                dimension=dimension,
                figure=said[f"{name}-figure"],
                words=said[f"{name}-words"],
            )
            for name, side, dimension in self.cells()
        ]


class ContestForm(forms.Form):
    """What is not right about it."""

    reason = WordsField(
        label=_("What is not right about it"),
        help_text=_("A sentence or two. Everybody at the table reads it."),
        max_length=LONGEST,
    )


class SettleForm(forms.Form):
    """A word when it is settled; it may stay empty."""

    words = WordsField(label=_("A word about it"), max_length=LONGEST, required=False)
