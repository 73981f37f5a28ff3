"""What can be written about missing voices, and what somebody can state for balances alone."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troth.inclusion.forgotten import FORGOTTEN
from troth.inclusion.models.voices import LONGEST_HEARD, LONGEST_NAME, LONGEST_WORDS
from troth.inclusion.stating import REGIONS, ROLES
from troth.partnerships.models import Seat


class NameForm(forms.Form):
    """Who is affected: some of those often forgotten, and a group in own words."""

    known = forms.MultipleChoiceField(
        label=_("Often forgotten"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick whoever this affects. Nobody has to be at the table for it."),
    )
    name = forms.CharField(
        label=_("Somebody else"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("A group of people, in a few words; never a person by name."),
    )
    how = forms.CharField(
        label=_("How it affects them"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, named: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["known"]
        if isinstance(listed, forms.MultipleChoiceField):
            listed.choices = [(key, one.name) for key, one in FORGOTTEN.items() if key not in named]

    def clean(self) -> dict[str, Any]:
        """Something must be said."""
        if not self.cleaned_data.get("known") and not self.cleaned_data.get("name", "").strip():
            self.add_error(
                "name", gettext("Tick a group, or say in your own words who is affected.")
            )
        return self.cleaned_data


class SpeakForm(forms.Form):
    """Who of those in the room speaks for a group."""

    seat = forms.ChoiceField(
        label=_("Who speaks for them"),
        error_messages={"required": _("Choose somebody who is in this room.")},
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["seat"]
        if isinstance(listed, forms.ChoiceField):
            listed.choices = [("", ""), *((one.id, called(one)) for one in seats)]


def called(seat: Seat) -> str:
    """Somebody in a list: the name, and for whom they sit."""
    side = seat.party.short if seat.party else gettext("guest")
    return f"{seat.person.name} · {side}"


class TalkForm(forms.Form):
    """A talk with a group: when, how, what was heard, what changes by it."""

    on = forms.DateField(
        label=_("On which day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Please say on which day it was.")},
    )
    how = forms.CharField(
        label=_("How you spoke with them"),
        max_length=LONGEST_WORDS,
        help_text=_("Such as: two evenings in the canteen, eleven people, with a translator."),
        error_messages={"required": _("A few words are enough.")},
    )
    heard = forms.CharField(
        label=_("What you heard"),
        max_length=LONGEST_HEARD,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As they said it, without names."),
        error_messages={"required": _("A few words are enough.")},
    )
    changed = forms.CharField(
        label=_("What changes by it"),
        required=False,
        max_length=LONGEST_HEARD,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(forms.Form):
    """Why it goes on."""

    reason = forms.CharField(
        label=_("Why it goes on"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please say why, in a few words. The others will read it.")},
    )

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label


class StatedForm(forms.Form):
    """From where and as what somebody speaks; both may stay open, and nothing at all deletes what was there."""

    region = forms.ChoiceField(
        label=_("Where you speak from"),
        required=False,
        choices=[("", _("I would rather not say")), *REGIONS.items()],
    )
    role = forms.ChoiceField(
        label=_("As what you speak"),
        required=False,
        choices=[("", _("I would rather not say")), *ROLES.items()],
    )
