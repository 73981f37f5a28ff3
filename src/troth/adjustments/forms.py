"""What can be written about an adjustment: what changes, who sees to it, when it is looked at, how it went."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troth.adjustments.models import LONGEST_TITLE, LONGEST_WORDS
from troth.adjustments.words import SAYING
from troth.foundation.facts.adjustments import Helped, Idea
from troth.partnerships.models import Party, Seat

OWN = "own"
NEEDED = {"required": _("Please write a few words. The other side will read them.")}


def day_field(**kwargs: Any) -> forms.DateField:
    """A day, as browsers send it."""
    return forms.DateField(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs
    )


class WordsForm(forms.Form):
    """What both sides agree to."""

    title = forms.CharField(
        label=_("What it is called"),
        max_length=LONGEST_TITLE,
        help_text=_("A few words by which both sides know it."),
        error_messages=NEEDED,
    )
    change = forms.CharField(
        label=_("What changes"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "What will be different from now on, so that both sides can see whether it is."
        ),
        error_messages=NEEDED,
    )
    keeper = forms.ChoiceField(
        label=_("Who sees to it"),
        help_text=_("An organisation, or somebody of it. Either side can."),
        error_messages={
            "required": _("Choose one of the two sides, or somebody of theirs."),
            "invalid_choice": _("Choose one of the two sides, or somebody of theirs."),
        },
    )
    recheck_on = day_field(
        label=_("Looked at again on"),
        help_text=_("On that day both sides are asked whether it helped."),
        error_messages={
            "required": _("Name the day on which you look at it again."),
            "invalid": _("This is not a day. Write it as 2026-03-16."),
        },
    )

    def __init__(
        self, *args: Any, sides: Sequence[Party], people: Sequence[Seat], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {seat.id: seat for seat in people}
        named = gettext("%(who)s of %(party)s")
        choices = [(party.id, party.name) for party in sides]
        choices += [
            (seat.id, named % {"who": seat.person.name, "party": seat.party.short})
            for seat in people
            if seat.party is not None
        ]
        field = self.fields["keeper"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def chosen(self) -> tuple[str, Seat | None]:
        """The side that sees to it, and the person if one was named; once the form is valid."""
        key = self.cleaned_data["keeper"]
        seat = self.seats.get(key)
        return (str(seat.party_id), seat) if seat else (key, None)


class ProposeForm(WordsForm):
    """The same with the ideas of the catalogue: with one of them, own words may stay empty."""

    idea = forms.ChoiceField(
        label=_("What you could do differently"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={
            "invalid_choice": _("Choose one of the ideas shown here, or your own words.")
        },
    )
    field_order = ["idea", "title", "change", "keeper", "recheck_on"]

    def __init__(self, *args: Any, ideas: Sequence[tuple[Idea, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "change"):
            self.fields[name].required = False
        field = self.fields["idea"]
        if isinstance(field, forms.ChoiceField):
            own = gettext("Something else, in your own words")
            field.choices = [*((idea.value, words) for idea, words in ideas), (OWN, own)]

    def idea_of(self) -> Idea | None:
        """The idea that was chosen; None for own words."""
        said = self.cleaned_data["idea"]
        return Idea(said) if said and said != OWN else None


class AnswerForm(forms.Form):
    """A yes or a no to the words of one version; a no says why."""

    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    words = forms.CharField(
        label=_("Why not, or what would be better"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LookForm(forms.Form):
    """Whether it helped, in one click and perhaps a sentence."""

    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    said = forms.ChoiceField(
        label=_("Did it help?"),
        choices=[(one.value, words) for one, words in SAYING.items()],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the four."),
            "invalid_choice": _("Choose one of the four."),
        },
    )
    words = forms.CharField(
        label=_("What you saw"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In a sentence, if you like. The other side reads it at once."),
    )
    again_on = day_field(
        label=_("Looked at again on"),
        required=False,
        help_text=_("Only where it is too early to say."),
        error_messages={"invalid": _("This is not a day. Write it as 2026-03-16.")},
    )

    @property
    def helped(self) -> Helped:
        """What was chosen; once the form is valid."""
        return Helped(self.cleaned_data["said"])
