"""When an organisation works."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from troth.foundation.web.lists import commas
from troth.organisations.actions import YearOfWork
from troth.organisations.models import Organisation
from troth.organisations.queries import kept
from troth.organisations.rules import LONGEST_WEEKEND, MOST_DAYS_OFF
from troth.partnerships.forms.fields import NEEDED, WordsField
from troth.partnerships.queries.calendars import region_names, regions
from troth.partnerships.working import country_choices
from troth.people.rules.names import tidy

LONGEST_NAME = 80
DAY = len("2026-12-27")


class CalendarForm(forms.Form):
    """The country whose holidays count, the weekend, and days off of one's own."""

    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        error_messages=NEEDED,
        help_text=_("Its public holidays are no working days."),
    )
    region = forms.CharField(
        label=_("Region"), required=False, max_length=8, widget=forms.Select, empty_value=""
    )
    weekend = forms.MultipleChoiceField(
        label=_("Free in every week"),
        required=False,
        choices=[(str(day), name) for day, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NEEDED["invalid_choice"]},
    )
    days_off = WordsField(
        label=_("Other days off"),
        required=False,
        rows=4,
        max_length=6000,
        help_text=_("One a line, as 2026-12-28 Between the years. The others see them."),
    )

    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, house: Organisation, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "seen": kept(house),
            "country": house.country,
            "region": house.region,
            "weekend": list(house.weekend),
            "days_off": days_written(house),
        }
        super().__init__(*args, **kwargs)
        asked = str(self.data.get("country", "")) if self.is_bound else house.country
        nothing = ("", _("None"))
        country = self.fields["country"]
        if isinstance(country, forms.ChoiceField):
            country.choices = [nothing, *country_choices()]
        self.fields["region"].widget.choices = [nothing, *region_names(asked).items()]
        own = _("Some regions have holidays of their own.")
        none = _("Save the country first; regions with holidays of their own then stand here.")
        self.fields["region"].help_text = own if regions(asked) else none

    def clean_region(self) -> str:
        """A region of the chosen country; one that belongs to the country before is let go."""
        region = str(self.cleaned_data["region"])
        return region if region in regions(self.cleaned_data.get("country", "")) else ""

    def clean_weekend(self) -> str:
        """At least one working day a week."""
        days = "".join(sorted(self.cleaned_data["weekend"]))
        if len(days) > LONGEST_WEEKEND:
            raise forms.ValidationError(
                _("A week needs a working day, or no answer would ever be due.")
            )
        return days

    def clean_days_off(self) -> dict[date, str]:
        """Each line a day and what it is."""
        lines = [line.strip() for line in self.cleaned_data["days_off"].splitlines()]
        found = [read_day(line) for line in lines if line]
        if len(found) > MOST_DAYS_OFF:
            words = _("These are %(n)s days; %(most)s is the most an organisation can name.")
            raise forms.ValidationError(words, params={"n": len(found), "most": MOST_DAYS_OFF})
        return dict(found)

    def said(self) -> YearOfWork:
        """What was said, once the form is valid."""
        named = {name: it for name, it in self.cleaned_data.items() if name != "seen"}
        return YearOfWork(**named)


def days_written(house: Organisation) -> str:
    """Its own days off, one a line."""
    return "\n".join(f"{day} {name}".strip() for day, name in house.days_off.items())


def calendar_written(house: Organisation) -> str:
    """The whole calendar as a colleague kept it, as the form's fields in their order."""
    places = dict(country_choices()).get(house.country, house.country)
    region = region_names(house.country).get(house.region, house.region) if house.region else ""
    weekend = commas(WEEKDAYS[int(day)] for day in house.weekend)
    return "\n".join(line for line in (str(places), region, weekend, days_written(house)) if line)


def read_day(line: str) -> tuple[date, str]:
    """A day and its name from one line. Raises ValidationError that quotes the line."""
    try:
        return date.fromisoformat(line[:DAY]), tidy(line[DAY:])[:LONGEST_NAME]
    except ValueError as wrong:
        words = _("“%(line)s” does not begin with a day. Write it as 2026-12-28 and its name.")
        raise forms.ValidationError(words, params={"line": line[:40]}) from wrong
