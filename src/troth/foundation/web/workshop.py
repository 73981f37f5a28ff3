"""What the page of all components shows: a form that came back, a moment, words that changed."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

# In summer two places differ by another hour than in winter; the page says what it says on this day.
MOMENT = datetime(2026, 3, 13, 11, 30, tzinfo=UTC)
WAYS = (("mail", "By mail"), ("call", "In a call"))


class Sample(forms.Form):
    """Every kind of field once."""

    what = forms.CharField(label="What you promise", help_text="One line is enough.")
    day = forms.DateField(label="By when")
    way = forms.ChoiceField(label="How you will say it", choices=WAYS, widget=forms.RadioSelect)
    told = forms.BooleanField(label="Tell both sides at once", required=False)
    more = forms.CharField(label="A word with it", widget=forms.Textarea, required=False)


def shown() -> dict[str, Any]:
    """The context of the page; the form came back with a day that does not exist."""
    sample = Sample({"what": "20 calibrated units", "day": "2026-02-31", "way": "mail"})
    return {
        "sample": sample,
        "moment": MOMENT,
        "saved": Message(constants.SUCCESS, "Saved."),
        "lost": Message(constants.ERROR, "We could not save this. Your words are still here."),
        "stretches": (
            {"change": "out", "text": "Ten pilots by May."},
            {"change": "in", "text": "Ten pilots by June."},
            {"change": "", "text": "They send readings every day."},
        ),
    }
