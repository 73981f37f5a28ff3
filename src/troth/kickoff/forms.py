"""What can be written in a kickoff."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troth.commitments.rules.clocks import FARTHEST, moment
from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.facts.launch import Question
from troth.foundation.web.clock import now
from troth.kickoff.models import LONGEST_LINE
from troth.kickoff.models.checks import LONGEST_ANSWER
from troth.kickoff.rules.phases import split_lines, too_long
from troth.kickoff.words import GROUPS, QUESTIONS
from troth.people.zones import known_zone

# Ten lines of the longest kind, with room to spare.
LONGEST_BOX = 6000
NAMED, UNNAMED = "named", "unnamed"
CLOSE_OF_DAY = time(17, 0)


class BeginForm(forms.Form):
    """A new session."""

    title = forms.CharField(
        label=_("What are you about to begin?"),
        max_length=160,
        help_text=_("Such as: the calibrated-sensor beta."),
    )
    day = forms.DateField(
        label=_("Open on this day at the latest"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_(
            "Leave it empty and the lines open when every organisation says it has written."
        ),
    )
    time = forms.TimeField(
        label=_("Time"),
        required=False,
        initial="10:00",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    guests = forms.BooleanField(
        label=_("Guests who contribute here take part as well"), required=False
    )
    zone_name = "UTC"

    def clean(self) -> dict[str, Any]:
        """Put the moment together; it must still be to come."""
        cleaned: dict[str, Any] = super().clean() or {}
        day = cleaned.get("day")
        cleaned["opens_at"] = None
        if day:
            cleaned["opens_at"] = at(
                day, cleaned.get("time") or time(10, 0), zone_name=self.zone_name
            )
            if cleaned["opens_at"] is None or cleaned["opens_at"] <= now():
                self.add_error("day", gettext("That moment has passed. Choose one still to come."))
        return cleaned


def at(day: date, clock: time, *, zone_name: str) -> datetime | None:
    """A moment on a clock; None for one out of reach, such as the ends of the calendar."""
    if abs(day - now().date()) > FARTHEST:
        return None
    return moment(day, clock, ZoneInfo(known_zone(zone_name))).at


class Box(forms.CharField):
    """A box whose rows are lines."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            required=False,
            max_length=LONGEST_BOX,
            widget=forms.Textarea(attrs={"rows": 3}),
            **given,
        )


class WriteForm(forms.Form):
    """Lines written unseen, one a row, all of them with a name or all without."""

    goal = Box(label=_("What I hope we reach"))
    expectation = Box(label=_("What I expect of the others, and of us"))
    concern = Box(label=_("What worries me"))
    how = forms.ChoiceField(
        label=_("With your name, or without?"),
        choices=[
            (NAMED, _("With my name. I can read them here and take them back until they open.")),
            (
                UNNAMED,
                _(
                    "Without a name. No name is kept. While you send it, this server knows who you are; "
                    "afterwards nobody does. It cannot be changed or taken back."
                ),
            ),
        ],
        initial=NAMED,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, unnamed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where everything is said with a name there is nothing to choose; a choice sent all the same
        # is never taken for the other one.
        self.unnamed = self.fields["how"].required = unnamed

    @property
    def named(self) -> bool:
        """Whether the lines are written with a name, once the form is valid."""
        return bool(self.cleaned_data["how"] != UNNAMED)

    def clean(self) -> dict[str, Any]:
        """Rows become lines; each is short enough to be read aloud, and there is at least one."""
        cleaned: dict[str, Any] = super().clean() or {}
        words = []
        for group in Group:
            rows = split_lines(cleaned.get(group.value) or "")
            long = too_long(rows, longest=LONGEST_LINE)
            if long is not None:
                said = gettext(
                    "“%(start)s…” is longer than %(n)s characters. Shorten it, or make two."
                )
                self.add_error(group.value, said % {"start": long[:40], "n": LONGEST_LINE})
            words += [(group, row) for row in rows]
        if not words and not self.errors:
            self.add_error(
                Group.GOAL.value, gettext("Write at least one line, in any of the boxes.")
            )
        cleaned["words"] = words
        return cleaned


class AddForm(forms.Form):
    """One more line, after the opening."""

    group = forms.ChoiceField(
        label=_("What it is"), choices=[(k.value, v) for k, v in GROUPS.items()]
    )
    text = forms.CharField(label=_("Add a line openly"), max_length=LONGEST_LINE)


class ParkForm(forms.Form):
    """A word why something waits."""

    words = forms.CharField(
        label=_("Why it is parked"),
        max_length=500,
        error_messages={
            "required": _("Please say why, in a word or two. The others will read it.")
        },
    )


class EndForm(forms.Form):
    """What becomes of a line."""

    ending = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[
            (Ending.GOAL.value, _("It becomes a goal: a first draft, for all to sign")),
            (Ending.EXPECTATION.value, _("We expect this of each other")),
            (Ending.OWNED.value, _("We take it: it becomes our promise, with a day")),
            (Ending.PARKED.value, _("Park it, and say why")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("A word with it"),
        required=False,
        max_length=500,
        help_text=_(
            "Needed where you park it. For a goal or a promise: its wording, if it should be clearer."
        ),
    )
    day = forms.DateField(
        label=_("By which day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("For a promise alone; 17:00 on your clock."),
    )
    keeper = forms.ChoiceField(label=_("Who holds it"), required=False)
    zone_name = "UTC"

    def clean(self) -> dict[str, Any]:
        """A promise needs a day still to come, what is parked a word."""
        cleaned: dict[str, Any] = super().clean() or {}
        ending, day = cleaned.get("ending"), cleaned.get("day")
        if ending == Ending.PARKED and not (cleaned.get("words") or "").strip():
            self.add_error(
                "words", gettext("Please say why, in a word or two. The others will read it.")
            )
        if ending == Ending.OWNED:
            cleaned["due"] = at(day, CLOSE_OF_DAY, zone_name=self.zone_name) if day else None
            if cleaned["due"] is None or cleaned["due"] <= now():
                self.add_error("day", gettext("A promise needs a day that is still to come."))
        return cleaned


class AnswerForm(forms.Form):
    """The questions before a launch; a field for each, all needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in Question:
            self.fields[question.value] = forms.CharField(
                label=QUESTIONS[question],
                max_length=LONGEST_ANSWER,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("Answer this too: one sentence is enough.")},
            )

    @property
    def words(self) -> dict[Question, str]:
        """What was answered."""
        return {question: self.cleaned_data[question.value] for question in Question}


class ReadForm(forms.Form):
    """For each question whether the answers fit or differ."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in Question:
            self.fields[question.value] = forms.ChoiceField(
                label=QUESTIONS[question],
                choices=[("fits", _("They fit")), ("differs", _("They differ"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say of this one too whether the answers fit.")},
            )

    @property
    def differ(self) -> list[Question]:
        """The questions that were read as different."""
        return [one for one in Question if self.cleaned_data[one.value] == "differs"]


class WordingForm(forms.Form):
    """One wording for all, after one that was seen."""

    text = forms.CharField(
        label=_("One wording for all"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(min_value=0, max_value=10_000, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why one goes on in spite of a difference."""

    reason = forms.CharField(
        label=_("Why we go on although this differs"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say why, in a few words. It stands in the record.")},
    )
