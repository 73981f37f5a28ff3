"""Fields that several forms of the table share."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from troth.people.rules.names import tidy
from troth.people.zones import all_zones

FARTHEST = timedelta(days=3660)
NEEDED = {"required": _("This is needed."), "invalid_choice": _("Choose from the list.")}


class LineField(forms.CharField):
    """One line, without signs that cannot be seen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", NEEDED)
        super().__init__(**kwargs)

    def to_python(self, value: object) -> str:
        """Tidy it before its length counts."""
        return tidy(super().to_python(value) or "")


class WordsField(forms.CharField):
    """Some sentences."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", NEEDED)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("max_length", 2000)
        super().__init__(**kwargs)


class AddressField(forms.EmailField):
    """An e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault("label", _("E-mail address"))
        messages = {**NEEDED, "invalid": _("This is not an e-mail address: name@place.")}
        kwargs.setdefault("error_messages", messages)
        kwargs.setdefault("widget", forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}))
        super().__init__(**kwargs)


class ClockField(forms.CharField):
    """A time zone, typed and completed by the browser from a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Time zone"))
        kwargs.setdefault("help_text", _("Type the nearest big city, as in Europe/Oslo."))
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}))
        super().__init__(required=False, max_length=64, **kwargs)

    def clean(self, value: object) -> str:
        """A zone this machine knows, UTC where nothing was said."""
        zone = str(super().clean(value) or "UTC").replace(" ", "_")
        known = {name.casefold(): name for name in (*all_zones(), "UTC")}
        if zone.casefold() not in known:
            raise forms.ValidationError(_("There is no such zone. Try the nearest big city."))
        return known[zone.casefold()]


class LastDayField(forms.DateField):
    """The last day of a visit, on the inviter's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "dir": "ltr"})
        wrong = {**NEEDED, "invalid": _("This is not a day. Write it as 2026-03-31.")}
        super().__init__(widget=widget, error_messages=wrong, **kwargs)

    def clean(self, value: object) -> date | None:
        """A day whose end every clock can show; whether a visit may be so long is the table's rule."""
        day: date | None = super().clean(value)
        if day and abs(day - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(self.error_messages["invalid"])
        return day


def end_of(day: date, zone: str) -> datetime:
    """The moment at which that day is over there."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
