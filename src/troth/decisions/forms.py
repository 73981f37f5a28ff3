"""What can be written about a decision."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from troth.decisions.models import LONGEST_ARGUMENT, LONGEST_QUESTION, LONGEST_WORDS
from troth.decisions.rules.rule import CHOICES, SHARES
from troth.decisions.words import METHOD_WORDS, SAY_WORDS, SHARE_WORDS
from troth.foundation.facts.decisions import Choice, Method
from troth.partnerships.forms.fields import LastDayField, LineField, WordsField

QUESTION_NEEDED = {"required": _("Write the question, as one that can be answered with yes.")}


class QuestionForm(forms.Form):
    """One line is enough; the rest is as the charter has it."""

    question = LineField(
        label=_("What do you want to decide?"),
        max_length=LONGEST_QUESTION,
        error_messages=QUESTION_NEEDED,
    )


class ProposalForm(QuestionForm):
    """Everything a proposal can say."""

    words = WordsField(
        label=_("What exactly"),
        rows=5,
        max_length=LONGEST_WORDS,
        required=False,
        help_text=_("What would be done, by whom, and what it would change."),
    )
    method = forms.ChoiceField(label=_("By which rule"), widget=forms.RadioSelect)
    share = forms.ChoiceField(
        label=_("Which share, where a share decides"),
        choices=[(one, SHARE_WORDS[one]) for one in SHARES],
        required=False,
    )
    quorum = forms.IntegerField(
        label=_("How many must take part"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("Left empty, it is what your charter says."),
    )
    until = LastDayField(label=_("Last day for a vote"), required=False)
    proxies = forms.BooleanField(
        label=_("Who cannot vote may hand their voice to another one on the roll"), required=False
    )

    def __init__(self, *args: Any, methods: tuple[Method, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, METHOD_WORDS[one]) for one in methods]
        self.fields["method"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class RevisionForm(QuestionForm):
    """Other words for the same question."""

    words = WordsField(label=_("What exactly"), rows=6, max_length=LONGEST_WORDS, required=False)
    why = WordsField(
        label=_("What changes, and why"),
        rows=2,
        error_messages={"required": _("Please say why, in a few words. The others will read it.")},
    )
    until = LastDayField(label=_("Last day for a vote"), required=False)
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class VoteForm(forms.Form):
    """What one voice says."""

    choice = forms.ChoiceField(
        label=_("Your vote"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    argument = WordsField(
        label=_("Why, in a few words"), rows=2, max_length=LONGEST_ARGUMENT, required=False
    )
    place = forms.CharField(max_length=26, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, method: Method, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, SAY_WORDS[one]) for one in CHOICES[method]]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def chosen(self) -> Choice:
        """What was chosen."""
        return Choice(self.cleaned_data["choice"])


class ProxyForm(forms.Form):
    """Whose voice goes to whom; without `to` it comes back."""

    place = forms.CharField(max_length=26, widget=forms.HiddenInput)
    to = forms.CharField(max_length=26, required=False)


def day_of(form: forms.Form) -> date | None:
    """The last day, if one was given."""
    day: date | None = form.cleaned_data.get("until")
    return day
