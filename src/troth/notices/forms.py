"""Choosing how often mail comes, for everywhere and for single rooms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.foundation.web.open_internet import LONGEST_ADDRESS, NotAllowed, allowed
from troth.notices.push.sealing import NotAKey, keys_from
from troth.notices.rules.paces import DEFAULTS, Group, Pace

PACES = {
    Pace.AT_ONCE: _("At once"),
    Pace.WORKING: _("In working hours"),
    Pace.DAILY: _("Once a day"),
    Pace.WEEKLY: _("Once a week"),
    Pace.NEVER: _("Never"),
}
GROUPS = {
    Group.PROMISES: _("Promises"),
    Group.TALK: _("Talk and questions"),
    Group.DECISIONS: _("Decisions"),
    Group.AGREEMENTS: _("Agreements, goals and what is around them"),
    Group.CHECKINS: _("Check-ins, load and pauses"),
    Group.TABLE: _("People and the table"),
}
HOUR = {"type": "time", "step": "900"}
WRONG_TIME = {"required": _("This is needed."), "invalid": _("A time looks like 20:00.")}
EVERYWHERE = ""


@dataclass(frozen=True)
class Place:
    """One room, or (with an empty key) everywhere, and what it is called."""

    room: str
    name: str


def field_name(room: str, group: Group) -> str:
    """The name of one choice in the form."""
    return f"{room or 'all'}-{group.value}"


class LettersForm(forms.Form):
    """Everything on /you/letters/."""

    use_required_attribute = False
    mail = forms.BooleanField(label=_("Send mail about what happens at my tables"), required=False)
    words = forms.BooleanField(
        label=_("Let mail carry the words themselves"),
        help_text=_(
            "Then you read and answer in your mail program. Otherwise mail says who wrote and where; "
            "choose that if others can see your mail."
        ),
        required=False,
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        widget=forms.TimeInput(HOUR, format="%H:%M"),
        error_messages=WRONG_TIME,
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        widget=forms.TimeInput(HOUR, format="%H:%M"),
        error_messages=WRONG_TIME,
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, places: Sequence[Place], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.places = places
        for place in places:
            for group in Group:
                self.fields[field_name(place.room, group)] = forms.ChoiceField(
                    label=GROUPS[group], choices=options(place.room, group), required=False
                )

    def rows(self) -> list[tuple[Place, list[forms.BoundField], bool]]:
        """Every place with its choices, and whether one of them is its own."""
        return [
            (place, fields, any(field.value() for field in fields))
            for place in self.places
            for fields in [[self[field_name(place.room, group)] for group in Group]]
        ]

    def paces(self) -> dict[tuple[str, str], str]:
        """What was chosen, by room and group."""
        return {
            (place.room, group.value): self.cleaned_data[field_name(place.room, group)]
            for place in self.places
            for group in Group
        }

    def quiet(self) -> tuple[time, time]:
        """From and until."""
        return self.cleaned_data["quiet_from"], self.cleaned_data["quiet_until"]


def options(room: str, group: Group) -> list[tuple[str, Any]]:
    """The paces, after what holds where nothing is chosen."""
    usual = _("As everywhere") if room else PACES[DEFAULTS[group]]
    paces = [(one.value, words) for one, words in PACES.items()]
    if room:
        return [("", usual), *paces]
    return [("" if one == DEFAULTS[group].value else one, words) for one, words in paces]


class DeviceForm(forms.Form):
    """What a browser gives when its person lets it show notifications; nobody types it."""

    endpoint = forms.CharField(max_length=LONGEST_ADDRESS)
    p256dh = forms.CharField(max_length=128)
    auth = forms.CharField(max_length=64)

    def clean(self) -> dict[str, Any]:
        """An address that may be asked, and keys that are keys."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        try:
            allowed(given["endpoint"])
            keys_from(given["p256dh"], given["auth"])
        except (NotAllowed, NotAKey) as wrong:
            raise forms.ValidationError("unusable") from wrong
        return given
