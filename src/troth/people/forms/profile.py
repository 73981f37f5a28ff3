"""What somebody says about themselves."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from troth.people.forms.fields import NameField, ZoneField
from troth.people.forms.wording import NEEDED
from troth.people.models import Density, Letters, Person, Theme
from troth.people.rules.names import tidy

DAYS = (
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
)
HOUR = {"type": "time", "step": "900"}


def languages() -> list[tuple[str, Any]]:
    """What the product speaks, after "as my browser says"."""
    return [
        ("", pgettext_lazy("language", "As my browser says")),
        *((code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES),
    ]


if TYPE_CHECKING:
    PersonForm = forms.ModelForm[Person]
else:  # Django's own class takes no type arguments at run time
    PersonForm = forms.ModelForm


class ProfileForm(PersonForm):
    """Everything on /you/."""

    use_required_attribute = False
    name = NameField()
    zone = ZoneField()
    language = forms.ChoiceField(label=_("Language"), choices=languages, required=False)
    theme = forms.ChoiceField(
        label=_("Colours"), choices=Theme.choices, required=False, widget=forms.RadioSelect
    )
    letters = forms.ChoiceField(
        label=_("Letters"), choices=Letters.choices, required=False, widget=forms.RadioSelect
    )
    density = forms.ChoiceField(
        label=_("Lists"), choices=Density.choices, required=False, widget=forms.RadioSelect
    )
    work_days = forms.MultipleChoiceField(
        label=_("Working days"), choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Person
        fields = (
            "name",
            "title",
            "place",
            "zone",
            "language",
            "theme",
            "letters",
            "density",
            "work_from",
            "work_until",
            "work_days",
            "mail_waiting",
            "mail_reminders",
        )
        widgets = {
            "title": forms.TextInput({"autocomplete": "organization-title"}),
            "place": forms.TextInput({"autocomplete": "address-level2"}),
            "work_from": forms.TimeInput(HOUR, format="%H:%M"),
            "work_until": forms.TimeInput(HOUR, format="%H:%M"),
        }
        help_texts = {
            "title": _("Such as “partnership lead”. The people at your tables see it."),
            "place": _("Times that are yours are named after it: “17:00 Bergen”."),
        }
        error_messages = {
            "work_from": {"required": NEEDED, "invalid": _("A time looks like 09:00.")},
            "work_until": {"required": NEEDED, "invalid": _("A time looks like 17:00.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["work_days"] = list(self.instance.work_days)

    def clean_title(self) -> str:
        """One line."""
        return tidy(self.cleaned_data["title"])

    def clean_place(self) -> str:
        """One line."""
        return tidy(self.cleaned_data["place"])

    def clean_work_days(self) -> str:
        """As the days' figures, Monday first."""
        return "".join(sorted(self.cleaned_data["work_days"]))

    def clean(self) -> dict[str, Any]:
        """A working day ends after it begins."""
        begins, ends = self.cleaned_data.get("work_from"), self.cleaned_data.get("work_until")
        if begins and ends and begins >= ends:
            self.add_error(
                "work_until",
                _("The day ends before it begins. Reminders need the hours in between."),
            )
        return self.cleaned_data
