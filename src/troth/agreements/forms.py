"""What can be written about an agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DraftForm(forms.Form):
    """A new text."""

    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(
        label=_("The words"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Plain sentences. Everybody signs exactly these words."),
    )


class ReviseForm(forms.Form):
    """A new version of a text."""

    text = forms.CharField(
        label=_("The words"), max_length=20000, widget=forms.Textarea(attrs={"rows": 14})
    )
    why = forms.CharField(
        label=_("What changes, and why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please say why, in a few words. The others will read it.")},
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
