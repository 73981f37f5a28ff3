"""Fields that several forms share: a name, a time zone chosen by place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.people.forms.wording import NEEDED
from troth.people.rules.names import tidy
from troth.people.zones import zone_of


class NameField(forms.CharField):
    """What people call somebody."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Your name"), "max_length": 120, **kwargs}
        kwargs.setdefault("error_messages", {"required": NEEDED})
        kwargs.setdefault("help_text", _("As the people at your tables know you."))
        kwargs.setdefault("widget", forms.TextInput({"autocomplete": "name"}))
        super().__init__(**kwargs)

    def clean(self, value: object) -> str:
        """One line, without what cannot be seen."""
        return str(super().clean(tidy(str(value or ""))))


class ZoneField(forms.CharField):
    """The clock somebody lives by, typed as a city or chosen from the list (`people/_zones.html`)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Your time zone"), "max_length": 64, **kwargs}
        kwargs.setdefault("error_messages", {"required": NEEDED})
        kwargs.setdefault("help_text", _("Type a large city near you, such as Oslo or Kolkata."))
        widget = forms.TextInput({"list": "zones", "autocomplete": "off", "dir": "ltr"})
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)

    def clean(self, value: object) -> str:
        """The zone's full name."""
        typed = str(super().clean(value)).strip()
        if not typed:
            return ""
        found = zone_of(typed)
        if found is None:
            raise forms.ValidationError(
                _("There is no time zone of this name. Choose one from the list.")
            )
        return found
