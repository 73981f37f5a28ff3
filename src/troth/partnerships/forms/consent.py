"""Proposing what affects everybody, and answering it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.foundation.facts.partnerships import Act
from troth.partnerships.actions import proposing
from troth.partnerships.actions.motions import Answered
from troth.partnerships.forms.fields import (
    NEEDED,
    AddressField,
    LastDayField,
    LineField,
    WordsField,
    end_of,
)
from troth.partnerships.models import Party, Seat
from troth.partnerships.rules.consent import RULES
from troth.partnerships.sentences import rule_words


class MatterForm(forms.Form):
    """What every motion says: why."""

    reason = WordsField(label=_("Why"), help_text=_("Everybody who answers reads this."))

    def __init__(self, *args: Any, seat: Seat, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.parties = [party for party in parties if party.pk != seat.party_id]
        self.move_to_end("reason")

    def move_to_end(self, name: str) -> None:
        """First what, then why."""
        self.fields[name] = self.fields.pop(name)

    def propose(self) -> Answered:
        """Put it to the parties."""
        raise NotImplementedError


class CloseForm(MatterForm):
    """Closing for good."""

    def propose(self) -> Answered:
        """Put it to the parties."""
        return proposing.ask_to_close(by=self.seat, reason=self.cleaned_data["reason"])


class AddForm(MatterForm):
    """Another organisation."""

    name = LineField(label=_("Name of the organisation"), max_length=120)
    email = AddressField(label=_("E-mail address of its first person"))

    def propose(self) -> Answered:
        """Put it to the parties."""
        said = self.cleaned_data
        return proposing.ask_to_add(
            said["name"], said["email"], by=self.seat, reason=said["reason"]
        )


class RemoveForm(MatterForm):
    """Asking an organisation to leave."""

    party = forms.ChoiceField(label=_("Which organisation"), error_messages=NEEDED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["party"]
        if isinstance(listed, forms.ChoiceField):
            listed.choices = [(party.pk, party.name) for party in self.parties]

    def propose(self) -> Answered:
        """Put it to the parties."""
        said = self.cleaned_data
        party = next(one for one in self.parties if one.pk == said["party"])
        return proposing.ask_to_remove(party, by=self.seat, reason=said["reason"])


class FacilitatorForm(MatterForm):
    """Somebody neutral."""

    name = LineField(label=_("Name"), max_length=120)
    email = AddressField()
    until = LastDayField(label=_("Until which day, if there is one"), required=False)

    def propose(self) -> Answered:
        """Put it to the parties."""
        said = self.cleaned_data
        until: datetime | None = (
            end_of(said["until"], self.seat.person.zone) if said["until"] else None
        )
        return proposing.ask_for_facilitator(
            said["name"], said["email"], by=self.seat, reason=said["reason"], until=until
        )


class RuleForm(MatterForm):
    """Another consent rule."""

    rule = forms.ChoiceField(label=_("What affects everybody is done when"), error_messages=NEEDED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = self.fields["rule"]
        if isinstance(listed, forms.ChoiceField):
            listed.choices = [(one, rule_words(one)) for one in RULES]

    def propose(self) -> Answered:
        """Put it to the parties."""
        said = self.cleaned_data
        return proposing.ask_to_change_rule(said["rule"], by=self.seat, reason=said["reason"])


# Showing something to more people is proposed on the page of that thing.
MATTERS: Final[Mapping[Act, type[MatterForm]]] = {
    Act.ADD_PARTY: AddForm,
    Act.SEAT_FACILITATOR: FacilitatorForm,
    Act.CHANGE_RULE: RuleForm,
    Act.REMOVE_PARTY: RemoveForm,
    Act.CLOSE: CloseForm,
}


class AnswerForm(forms.Form):
    """Yes or no, with a word."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))],
        error_messages={"required": _("Say yes or no.")},
    )
    word = WordsField(label=_("A word with it"), required=False)

    @property
    def yes(self) -> bool:
        """Whether it was a yes."""
        return bool(self.cleaned_data["answer"] == "yes")
