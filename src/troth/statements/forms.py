"""What can be written about a statement, inside and outside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.foundation.web.lists import commas
from troth.partnerships.forms.fields import AddressField, LineField, WordsField
from troth.statements.rules.words import LONGEST, canonical, hidden_signs


class ExactField(WordsField):
    """Words that are approved to the letter, so nothing unseen stands among them."""

    def to_python(self, value: object) -> str:
        """Put them into their one form before they are counted."""
        return canonical(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse signs that cannot be seen and change how words look."""
        super().validate(value)
        found = hidden_signs(value)
        if found:
            words = _(
                "There are hidden signs in this text that can make words look different from what they are "
                "(line and sign: %(where)s). Please take them out."
            )
            raise forms.ValidationError(words % {"where": commas(found)})


class DraftForm(forms.Form):
    """A new message to the outside."""

    title = LineField(label=_("Title"), max_length=160)
    text = ExactField(
        label=_("The words"),
        max_length=LONGEST,
        rows=12,
        help_text=_("Plain text. Everybody outside will read exactly these words."),
    )


class ReviseForm(forms.Form):
    """A new version of it."""

    text = ExactField(label=_("The words"), max_length=LONGEST, rows=12)
    why = WordsField(
        label=_("What changes, and why"),
        max_length=1000,
        rows=2,
        error_messages={"required": _("Please say why, in a few words. The others will read it.")},
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Taking one's approval back."""

    reason = WordsField(
        label=_("Why"),
        help_text=_("The other sides read it. Nobody outside does."),
        max_length=1000,
        rows=2,
        error_messages={"required": _("Please say why, in a few words. The others will read it.")},
    )


class CheckForm(forms.Form):
    """A text of which somebody wants to know whether it is the approved one."""

    # Somewhat longer than any statement, so that what was added to one is found as well.
    text = WordsField(
        label=_("The text, or its checksum"),
        max_length=2 * LONGEST,
        rows=10,
        strip=False,
    )


class ToldForm(forms.Form):
    """An address to be told at."""

    email = AddressField()
