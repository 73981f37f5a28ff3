"""Asking people in, changing what they are here, and opening rooms."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from troth.foundation.kernel.roles import Role
from troth.partnerships.forms.fields import (
    NEEDED,
    AddressField,
    LastDayField,
    LineField,
    WordsField,
)
from troth.partnerships.models import Party, Room
from troth.partnerships.models.guest_links import LONGEST_NAME

FOR_PARTY = [
    (Role.MEMBER.value, _("member: promises, answers and writes for us")),
    (Role.ADMIN.value, _("admin: also decides for us and invites")),
]
FOR_GUESTS = [
    (Role.GUEST_READ.value, _("reads")),
    (Role.GUEST_CONTRIBUTE.value, _("reads and contributes")),
]


class ColleagueForm(forms.Form):
    """Somebody for one's own side."""

    email = AddressField()
    role = forms.ChoiceField(
        label=_("As what"), choices=FOR_PARTY, initial=Role.MEMBER.value, error_messages=NEEDED
    )
    word = WordsField(label=_("A word with it"), required=False, max_length=1000)


class GuestForm(forms.Form):
    """Somebody for some rooms until some day."""

    email = AddressField()
    role = forms.ChoiceField(label=_("What they may do"), choices=FOR_GUESTS, error_messages=NEEDED)
    rooms = forms.MultipleChoiceField(
        label=_("In which rooms"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one room."),
            "invalid_choice": _("Choose from the list."),
        },
    )
    until = LastDayField(label=_("Until which day"))
    word = WordsField(label=_("A word with it"), required=False, max_length=1000)

    def __init__(self, *args: Any, rooms: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["rooms"]
        if isinstance(listed, forms.MultipleChoiceField):
            listed.choices = rooms
            listed.initial = [rooms[0][0]] if len(rooms) == 1 else []
        self.fields["until"].initial = timezone.localdate() + timedelta(days=30)


class GuestLinkForm(forms.Form):
    """Somebody by name for one room until some day, without a sign-in."""

    name = LineField(
        label=_("Their name"), max_length=LONGEST_NAME, help_text=_("As everybody will read it.")
    )
    role = forms.ChoiceField(label=_("What they may do"), choices=FOR_GUESTS, error_messages=NEEDED)
    room = forms.ChoiceField(
        label=_("In which room"), error_messages={**NEEDED, "required": _("Choose a room.")}
    )
    until = LastDayField(label=_("Until which day"))
    email = AddressField(
        required=False,
        label=_("E-mail address, if the link should go there by mail"),
        help_text=_("It is used for this one letter."),
    )
    word = WordsField(label=_("A word with it"), required=False, max_length=1000)

    def __init__(self, *args: Any, rooms: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["room"]
        if isinstance(listed, forms.ChoiceField):
            listed.choices = rooms
        self.fields["role"].initial = Role.GUEST_CONTRIBUTE.value
        self.fields["until"].initial = timezone.localdate() + timedelta(days=30)


class AskAgainForm(forms.Form):
    """Another address for a place that nobody has taken."""

    email = AddressField(label=_("E-mail address of its first person"))


class RoleForm(forms.Form):
    """What a colleague is from now on."""

    role = forms.ChoiceField(
        label=_("From now on"), choices=FOR_PARTY, widget=forms.RadioSelect, error_messages=NEEDED
    )


class RoomForm(forms.Form):
    """A room for some of the organisations."""

    name = LineField(label=_("Name of the room"), max_length=120)
    parties = forms.MultipleChoiceField(
        label=_("With whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={**NEEDED, "invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["parties"]
        if isinstance(listed, forms.MultipleChoiceField):
            listed.choices = [(party.pk, party.name) for party in parties]


def room_choices(rooms: Iterable[Room]) -> list[tuple[str, str]]:
    """Rooms a guest can be listed in, by what people call them; not side rooms, nor those of a few named people."""
    called = {"shared": _("The shared room")}
    listed = [room for room in rooms if room.kind in {"shared", "subset"}]
    return [(room.pk, str(called.get(room.kind, room.name))) for room in listed]
