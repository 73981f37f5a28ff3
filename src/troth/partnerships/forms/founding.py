"""Proposing a table: what for, with whom, first people; and answering such a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.foundation.kernel.numbers import whole_number
from troth.partnerships.actions.founding import Founder, Proposal
from troth.partnerships.forms.fields import NEEDED, AddressField, LineField, WordsField
from troth.partnerships.forms.houses import HouseForm
from troth.partnerships.rules.consent import RULES
from troth.partnerships.sentences import rule_words

MOST_FOUNDERS = 11


class ProposeForm(HouseForm):
    """One name, one purpose, a first partner; more of them where `rows` says so."""

    name = LineField(label=_("Name of the partnership"), max_length=120)
    purpose = WordsField(
        label=_("What for"), help_text=_("One or two sentences both sides can stand behind.")
    )
    rule = forms.ChoiceField(
        label=_("What affects everybody is done when"),
        error_messages=NEEDED,
        help_text=_(
            "Adding or removing an organisation, showing shared things to more people, closing. "
            "Everybody accepts this rule by sitting down."
        ),
    )
    rows = forms.IntegerField(widget=forms.HiddenInput, initial=1, required=False)

    def __init__(self, *args: Any, rows: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = self.fields["rule"]
        if isinstance(rule, forms.ChoiceField):
            rule.choices = [(one, rule_words(one)) for one in RULES]
        self.count = rows or self.asked_rows()
        self.initial["rows"] = str(self.count)
        for row in range(1, self.count + 1):
            first = row == 1
            self.fields[f"partner_{row}"] = LineField(
                label=_("Name of the other organisation"), max_length=120, required=first
            )
            self.fields[f"email_{row}"] = AddressField(
                label=_("E-mail address of its first person"), required=first
            )

    def asked_rows(self) -> int:
        """How many other organisations there is room for; one more was asked for with `more`."""
        count = whole_number(self.data.get("rows", ""), otherwise=1)
        return max(1, min(MOST_FOUNDERS, count + ("more" in self.data)))

    def longer(self) -> "ProposeForm":
        """The same with room for one more, everything as it was typed and nothing judged."""
        typed = {name: self.data[name] for name in self.fields if name in self.data}
        return ProposeForm(initial=typed, person=self.person, rows=self.count)

    def partners(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Name and address of each other organisation, for the page."""
        return [(self[f"partner_{row}"], self[f"email_{row}"]) for row in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        """A further organisation needs both its name and its person."""
        said = super().clean()
        for row in range(2, self.count + 1):
            name, email = said.get(f"partner_{row}"), said.get(f"email_{row}")
            if name and not email and f"email_{row}" not in self.errors:
                self.add_error(f"email_{row}", _("Who is the first person there?"))
            if email and not name:
                self.add_error(f"partner_{row}", _("What is this organisation called?"))
        return said

    def proposal(self) -> Proposal:
        """The proposal, once the form is valid."""
        said = self.cleaned_data
        pairs = ((said[f"partner_{row}"], said[f"email_{row}"]) for row in range(1, self.count + 1))
        founders = tuple(Founder(name=name, email=email) for name, email in pairs if name)
        return Proposal(
            name=said["name"], purpose=said["purpose"], rule=said["rule"], founders=founders
        )


class AcceptForm(HouseForm):
    """Accepting for an organisation, or a seat for oneself; asks where the address is another one."""

    other_address = forms.BooleanField(required=False)

    def __init__(self, *args: Any, speaks: bool, written_to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written_to = written_to
        self.asks = written_to.casefold() != kwargs["person"].email.casefold()
        if not speaks:
            for name in ("house", "house_name", "house_place", "house_zone"):
                self.fields.pop(name, None)
        self.speaks = speaks
        if self.asks:
            self.fields["other_address"].label = _("I mean it: accept as %(yours)s") % {
                "yours": kwargs["person"].email
            }
        else:
            del self.fields["other_address"]

    def clean(self) -> dict[str, Any]:
        """Another address than the invited one is a thing to be said."""
        said = super().clean() if self.speaks else self.cleaned_data
        if self.asks and not said.get("other_address"):
            self.add_error(
                "other_address", _("Say that you mean this address, or come in with the other one.")
            )
        return said


class DeclineForm(forms.Form):
    """Saying no, with a reason or without."""

    reason = WordsField(label=_("A word about why, if you like"), required=False, max_length=1000)
