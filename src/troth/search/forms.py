"""What can be asked."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200
SINCE = {"week": 7, "month": 31, "year": 366}


class SearchForm(forms.Form):
    """Words, and what narrows them; everything may be left out, and nothing that is wrong is an error."""

    q = forms.CharField(label=_("Search"), max_length=LONGEST, required=False)
    kind = forms.CharField(max_length=24, required=False)
    state = forms.CharField(max_length=24, required=False)
    who = forms.CharField(max_length=26, required=False)
    since = forms.ChoiceField(choices=[("", ""), *((name, name) for name in SINCE)], required=False)
    table = forms.SlugField(max_length=60, required=False)
    before = forms.IntegerField(min_value=1, max_value=2**62, required=False)

    def said(self, name: str) -> str:
        """What was asked of this field; empty where it was not understood."""
        return str(self.cleaned_data.get(name) or "")

    def days(self) -> timedelta | None:
        """How far back."""
        days = SINCE.get(self.said("since"))
        return timedelta(days=days) if days else None
