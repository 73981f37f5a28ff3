"""Labels, help and errors of borrowed forms in our words; nothing is said twice in a placeholder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise
else:  # a type that exists for checking alone
    Text = str

NEEDED = _("This is needed.")
NO_ADDRESS = _(
    "This does not look like an e-mail address. One looks like name@organisation.example."
)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What stands at one field."""

    label: Text
    help: Text = ""
    attrs: Mapping[str, str] = field(default_factory=dict)


class InOurWords(forms.Form):
    """Mixed into a borrowed form, in front of it."""

    words: ClassVar[Mapping[str, Words]] = {}
    use_required_attribute = False

    if TYPE_CHECKING:  # some of the borrowed forms have them

        def clean_code(self) -> str:
            """Compare a code."""

        def clean_credential(self) -> object:
            """Check what a device said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            if name in self.fields:
                put(self.fields[name], words)


def put(one: forms.Field, words: Words) -> None:
    """Say the words at the field."""
    one.label, one.help_text = words.label, words.help
    one.widget.attrs.pop("placeholder", None)
    one.widget.attrs.update(words.attrs)
    one.error_messages["required"] = NEEDED
    if isinstance(one, forms.EmailField):
        others = [check for check in one.validators if not isinstance(check, EmailValidator)]
        one.validators = [EmailValidator(NO_ADDRESS), *others]


ADDRESS = Words(
    label=_("Your e-mail address"),
    help=_("We send a code of six figures. No password is needed."),
    attrs={"autocomplete": "username webauthn", "inputmode": "email", "dir": "ltr"},
)
PLAIN_ADDRESS = Words(
    label=_("Your e-mail address"),
    attrs={"autocomplete": "username", "inputmode": "email", "dir": "ltr"},
)
CODE = Words(
    label=_("The code from the mail"),
    help=_("Six figures. It works once, for a few minutes."),
    attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"},
)
PASSWORD = Words(label=_("Your password"), attrs={"autocomplete": "current-password", "dir": "ltr"})
NEW_PASSWORD = Words(
    label=_("New password"),
    help=_("At least 12 signs. Four words that only you would put together are good."),
    attrs={"autocomplete": "new-password", "dir": "ltr"},
)
NEW_PASSWORD_AGAIN = Words(
    label=_("The same once more"), attrs={"autocomplete": "new-password", "dir": "ltr"}
)
