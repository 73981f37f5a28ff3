"""What can be written here: a private question, a line, something said openly, other dates."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from troth.checkins.rules.pauses import Days, why_not_propose
from troth.checkins.rules.refusals import SENTENCES as PAUSE_REFUSALS
from troth.commitments.models import Commitment
from troth.commitments.rules.clocks import FARTHEST
from troth.discussions.models import LONGEST_TITLE
from troth.foundation.web.clock import now
from troth.outreach.models import LONGEST_WORDS
from troth.partnerships.models import Seat

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

A_DAY = timedelta(days=1)
TOO_FAR = _("That is more than ten years away. Please look at the year again.")
NEEDED = _("Please write a few words.")
DAY = "date-"


def words_field(label: "str | _StrPromise", *, rows: int = 4) -> forms.CharField:
    """A few words that are needed."""
    return forms.CharField(
        label=label,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": NEEDED},
    )


def seat_choices(seats: Sequence[Seat]) -> list[tuple[str, str]]:
    """People by name, with the organisation they sit for."""
    return [
        (seat.id, f"{seat.person.name}, {seat.party.short if seat.party else ''}") for seat in seats
    ]


class LineForm(forms.Form):
    """One more line."""

    words = words_field(_("Your words"), rows=3)


class AskForm(forms.Form):
    """Whom one asks, how, and who else is there from the beginning."""

    person = forms.ChoiceField(
        label=_("Whom you ask"),
        error_messages={"required": _("Choose whom you ask.")},
    )
    words = words_field(_("Your question"))
    mine = forms.ChoiceField(
        label=_("Somebody of your side with you"),
        required=False,
        help_text=_("Only if it helps. Nobody can be added later."),
    )
    theirs = forms.ChoiceField(label=_("Somebody else of their side"), required=False)

    def __init__(
        self, *args: Any, people: Sequence[Seat], colleagues: Sequence[Seat], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {seat.id: seat for seat in [*people, *colleagues]}
        others = seat_choices(people)
        self.offer("person", others if len(others) == 1 else [("", ""), *others])
        self.offer("mine", [("", _("nobody")), *seat_choices(colleagues)])
        self.offer("theirs", [("", _("nobody")), *others])
        if not colleagues:
            del self.fields["mine"]
        if len(others) == 1:
            del self.fields["theirs"]

    def offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """What can be chosen in a field."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def asked(self) -> Seat:
        """Whom it is for."""
        return self.people[self.cleaned_data["person"]]

    @property
    def also(self) -> list[Seat]:
        """Who else is there."""
        named = [self.cleaned_data.get(name) for name in ("mine", "theirs")]
        return [self.people[key] for key in named if key]


class OpenlyForm(forms.Form):
    """What is said to everybody at the table."""

    title = forms.CharField(
        label=_("What about"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Give it a short title.")},
    )
    words = words_field(_("Your words"))


def near(day: date) -> None:
    """Refuse a day that no plan reaches: more than ten years away."""
    if abs(day - now().date()) > FARTHEST:
        raise ValidationError(TOO_FAR)


def day_field(label: "str | _StrPromise", *, required: bool = False) -> forms.DateField:
    """A day."""
    box = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=box, validators=[near])


class DatesForm(forms.Form):
    """A new day for each promise that should move; the others stay as they are."""

    def __init__(self, *args: Any, promises: Sequence[Commitment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promises = list(promises)
        for one in self.promises:
            self.fields[f"{DAY}{one.id}"] = day_field(str(one))

    @property
    def days(self) -> dict[str, date]:
        """The new days, by promise."""
        said = self.cleaned_data
        return {one.id: said[f"{DAY}{one.id}"] for one in self.promises if said[f"{DAY}{one.id}"]}


class RestForm(forms.Form):
    """The days of a pause."""

    first = day_field(_("First day"), required=True)
    last = day_field(_("Last day"), required=True)

    def clean(self) -> dict[str, Any]:
        """Days on which anybody could propose a pause, as far as days alone can say."""
        said: dict[str, Any] = super().clean() or {}
        if {"first", "last"} <= said.keys():
            days = Days(said["first"], said["last"])
            refused = why_not_propose(days, today=now().date() - A_DAY, others=())
            if refused:
                self.add_error("last", PAUSE_REFUSALS[refused])
        return said
