"""The eight answers as a form: limits to choose, and beside each question the parties' own words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from troth.charter.rules.answers import (
    LONGEST_REMINDER,
    LONGEST_TIME,
    LONGEST_WORDS,
    SHORTEST_TIME,
    Answers,
    Question,
    one_paragraph,
)
from troth.charter.rules.filling import PARTS, initial_of, limits_said
from troth.charter.words import QUESTIONS
from troth.partnerships.forms.fields import NEEDED, LineField, WordsField
from troth.partnerships.models import Party
from troth.partnerships.rules.consent import RULES
from troth.partnerships.rules.terms import (
    Deadlock,
    DecidedBy,
    Unit,
)
from troth.partnerships.sentences import rule_words

WRONG_NUMBER = {
    "required": _("This is needed."),
    "invalid": _("Write a whole number."),
    "min_value": _("At least %(limit_value)s."),
    "max_value": _("%(limit_value)s at the most."),
}
MOST_REMINDERS = 4


class CountField(forms.IntegerField):
    """A whole number within bounds, refused in plain words."""

    def __init__(self, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(min_value=least, max_value=most, error_messages=WRONG_NUMBER, **kwargs)


class DaysField(CountField):
    """A time of the charter, in days."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(SHORTEST_TIME, LONGEST_TIME, **kwargs)


class ChannelField(DaysField):
    """A time for a place besides this one; nobody has to use it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, help_text=_("Empty: you do not use it."), **kwargs)


class PickField(forms.ChoiceField):
    """One of a few; refused in plain words."""

    def __init__(self, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(choices=list(choices), error_messages=NEEDED, **kwargs)


class ReminderField(forms.CharField):
    """Days before a date, as people write them: 3, 1."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, **kwargs)

    def clean(self, value: object) -> tuple[int, ...]:
        """Some whole numbers, the longest time first."""
        said = str(super().clean(value) or "").replace(",", " ").split()
        if not all(one.isascii() and one.isdigit() and len(one) < 4 for one in said):
            raise forms.ValidationError(_("Write whole numbers with commas between: 3, 1."))
        days = sorted({int(one) for one in said}, reverse=True)
        if len(days) > MOST_REMINDERS or any(not 0 < day <= LONGEST_REMINDER for day in days):
            raise forms.ValidationError(
                _("At most four reminders, each between 1 and 30 days before.")
            )
        return tuple(days)


def own_words(question: Question) -> WordsField:
    """What the parties say on one question in their own words."""
    return WordsField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST_WORDS,
        rows=3 if question is not Question.MEETINGS else 5,
    )


class CharterForm(forms.Form):
    """The working agreement, question by question."""

    title = LineField(label=_("What is it called?"), max_length=160)
    mail_days = ChannelField(label=_("Mail is answered within, in working days"))
    chat_days = ChannelField(label=_("Chat"))
    call_days = ChannelField(label=_("Missed calls"))
    answer_days = DaysField(label=_("A promise or a delivery, in working days"))
    question_days = DaysField(label=_("A question asked here, in working days"))
    reminder_days = ReminderField(
        label=_("Reminders, in days before a date"), help_text=_("Such as 3, 1. Empty: none.")
    )
    silence_days = CountField(
        7, 365, label=_("A promise nobody speaks of counts as dropped after so many days")
    )
    decided_by = PickField(
        (
            (DecidedBy.CONSENT.value, _("consent: nobody objects")),
            (DecidedBy.UNANIMITY.value, _("unanimity: everybody says yes")),
            (DecidedBy.MAJORITY.value, _("a majority of the organisations")),
            (DecidedBy.SHARE.value, _("a share of the people")),
        ),
        label=_("Decisions are made by"),
        widget=forms.RadioSelect,
    )
    share = PickField(
        (("1/2", _("half")), ("2/3", _("two thirds")), ("3/4", _("three quarters"))),
        label=_("A majority or share is more than"),
    )
    quorum = CountField(0, 100, label=_("Voices that must take part, in percent"))
    vote_days = DaysField(label=_("A vote is open for, in working days"))
    proxies = forms.BooleanField(
        label=_("Who is away can give their voice to somebody else"), required=False
    )
    deadlock = PickField(
        (
            (Deadlock.TALK.value, _("the leads talk, and put it once more")),
            (Deadlock.FACILITATOR.value, _("somebody neutral helps")),
            (Deadlock.AS_IT_IS.value, _("it stays as it is")),
        ),
        label=_("Where you come to no end"),
    )
    consent_rule = PickField((), label=_("What affects all (who sits here, closing) needs"))
    every = CountField(1, 12, label=_("Every so many"))
    unit = PickField(
        ((Unit.WEEKS.value, _("weeks")), (Unit.MONTHS.value, _("months"))),
        label=_("Weeks or months"),
    )
    weekday = PickField(((str(day), name) for day, name in WEEKDAYS.items()), label=_("On a"))
    at = forms.TimeField(
        label=_("At"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "dir": "ltr"}),
        error_messages={**NEEDED, "invalid": _("This is not a time. Write it as 10:00.")},
    )
    zone = forms.ChoiceField(label=_("On whose clock"), required=False, error_messages=NEEDED)
    who = LineField(
        label=_("Who comes"),
        required=False,
        max_length=160,
        help_text=_("Such as the two leads and whoever has something to say."),
    )
    conflict_days = DaysField(label=_("A concern is answered within, in working days"))
    ease_days = DaysField(label=_("“It is too much” holds for, in days"))
    outreach_days = DaysField(label=_("A kind word is suggested after days of silence"))
    shown_first_days = DaysField(
        label=_("What looks out of balance is shown to the side it concerns first, for days")
    )
    recheck_weeks = CountField(
        1, 52, label=_("What you agree to do differently is looked at again, after weeks")
    )
    unnamed_allowed = forms.BooleanField(
        label=_("Something can be said without a name, where a page offers it"), required=False
    )
    retention_months = CountField(
        1, 240, label=_("What you shared is kept after the end, in months")
    )
    operator = LineField(
        label=_("Who runs this server"),
        max_length=300,
        help_text=_("Such as: The IT department of the municipality runs this server, in Bergen."),
    )

    def __init__(
        self, *args: Any, answers: Answers, parties: Iterable[Party], title: str = "", **kwargs: Any
    ) -> None:
        kwargs["initial"] = initial_of(answers) | {"title": title} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for question in Question:
            self.fields[f"words_{question}"] = own_words(question)
        offered = [*RULES] + [one for one in [answers.limits.consent_rule] if one not in RULES]
        self.offer("consent_rule", [(rule, rule_words(rule)) for rule in offered])
        kept = answers.limits.rhythm.zone
        zones = {one.zone: one.place or one.zone for one in parties} | (
            {kept: kept} if kept else {}
        )
        self.offer("zone", [("", _("each side’s in turn")), *zones.items()])

    def offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Let one of these be chosen."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def answers(self) -> Answers:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        words = {one: one_paragraph(said[f"words_{one}"]) for one in Question}
        return Answers(limits=limits_said(said), words={one: it for one, it in words.items() if it})

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions in order, each with its fields."""
        return [
            (str(QUESTIONS[one]), [self[name] for name in (*PARTS[one], f"words_{one}")])
            for one in Question
        ]


class ReviseForm(CharterForm):
    """A new version of it, and why."""

    why = WordsField(
        label=_("What changes, and why"),
        max_length=1000,
        rows=2,
        error_messages={"required": _("Please say why, in a few words. The others will read it.")},
    )
    seen = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A charter keeps its name.
        del self.fields["title"]
