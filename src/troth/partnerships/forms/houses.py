"""For which organisation: one that somebody decides for, or a new one named on the spot."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.organisations.actions import NewOrganisation
from troth.organisations.models import Organisation
from troth.organisations.queries import decides_for
from troth.partnerships.actions.sitting import House
from troth.partnerships.forms.fields import NEEDED, ClockField, LineField
from troth.people.models import Person

NEW = "new"


class HouseForm(forms.Form):
    """Choose an organisation or name one; who decides for none names one."""

    house = forms.ChoiceField(
        label=_("For which organisation"),
        widget=forms.RadioSelect,
        error_messages={**NEEDED, "invalid_choice": _("Choose one of your organisations.")},
    )
    house_name = LineField(label=_("Name of your organisation"), max_length=120, required=False)
    house_place = LineField(
        label=_("Its place"),
        help_text=_("As people say it: Bergen."),
        max_length=80,
        required=False,
    )
    house_zone = ClockField(label=_("Its time zone"))

    def __init__(self, *args: Any, person: Person, suggested: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.own: Sequence[Organisation] = decides_for(person)
        self.fields["house_name"].initial = suggested
        self.fields["house_place"].initial = person.place
        self.fields["house_zone"].initial = person.zone
        house = self.fields["house"]
        if isinstance(house, forms.ChoiceField):
            another = (NEW, _("Another one, named here for the first time"))
            house.choices = [*((one.pk, one.name) for one in self.own), another]
            house.initial = self.own[0].pk if self.own else NEW
        if not self.own:
            del self.fields["house"]

    @property
    def is_new(self) -> bool:
        """Whether an organisation is named for the first time."""
        return "house" not in self.errors and str(self.cleaned_data.get("house", NEW)) == NEW

    def clean(self) -> dict[str, Any]:
        """A new organisation needs its name."""
        if self.is_new and "house_name" not in self.errors and not self.cleaned_data["house_name"]:
            self.add_error("house_name", _("What is your organisation called?"))
        return self.cleaned_data

    def chosen(self) -> House:
        """The organisation, once the form is valid."""
        said = self.cleaned_data
        if self.is_new:
            return NewOrganisation(
                name=said["house_name"], place=said["house_place"], zone=said["house_zone"]
            )
        return next(one for one in self.own if one.pk == said["house"])
