"""Beginning: the first person of a server, and somebody beside the example."""

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.people.forms import wording
from troth.people.forms.fields import NameField, ZoneField
from troth.people.forms.wording import InOurWords, Words


class StartForm(InOurWords):
    """Name, address and clock."""

    words = {
        "email": Words(
            label=_("Your e-mail address"),
            help=_("You come in with it later; codes are sent there."),
            attrs={"autocomplete": "email", "inputmode": "email", "dir": "ltr"},
        )
    }

    name = NameField()
    email = forms.EmailField(max_length=254, error_messages={"required": wording.NEEDED})
    zone = ZoneField(required=False)
