"""What can be written about promises."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troth.commitments.rules.clocks import FARTHEST, moment
from troth.commitments.rules.incoming.columns import read_renames
from troth.commitments.rules.incoming.decoding import Encoding
from troth.commitments.rules.incoming.problems import FILE_SENTENCES, FileProblem
from troth.commitments.rules.incoming.stamps import EARLIEST, LATEST, DateOrder
from troth.commitments.rules.refusals import SENTENCES, Refusal
from troth.partnerships.models import Party
from troth.people.zones import all_zones, known_zone

EVERYBODY = "all"


def how_sure() -> list[tuple[str, str]]:
    """The steps, in the reader's language: filled in while the page is made, not when this file is read."""
    steps = [(str(n), str(_("%(n)s %% sure") % {"n": n})) for n in (99, 90, 80, 70, 60, 50)]
    return [("", str(_("How sure?"))), *steps]


class LineForm(forms.Form):
    """One line is enough."""

    line = forms.CharField(label=_("What, and by when"), max_length=600)
    sure = forms.ChoiceField(label=_("How sure are you?"), choices=how_sure, required=False)
    to = forms.CharField(required=False, max_length=26)


class WhenFields(forms.Form):
    """A day and a clock time in a zone, checked together."""

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    time = forms.TimeField(
        label=_("Time"), initial="17:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    zone_name = "UTC"

    def clean(self) -> dict[str, Any]:
        """Put the moment together; it must still be to come."""
        cleaned: dict[str, Any] = super().clean() or {}
        day, time = cleaned.get("day"), cleaned.get("time")
        zone = known_zone(cleaned.get("zone") or self.zone_name)
        if day and time:
            refused = why_not_day(day)
            if refused is None:
                found = moment(day, time, ZoneInfo(zone))
                cleaned["due"], cleaned["clock_note"] = found.at, found.note
                refused = Refusal.DATE_HAS_PASSED if found.at <= timezone.now() else None
            if refused is not None:
                self.add_error("day", gettext(SENTENCES[refused]))
        return cleaned


def why_not_day(day: date) -> Refusal | None:
    """Why a day is out of reach whatever the hour: no clock shows moments at the ends of the calendar."""
    ahead = day - timezone.now().date()
    if ahead > FARTHEST:
        return Refusal.TOO_FAR
    return Refusal.DATE_HAS_PASSED if ahead < -FARTHEST else None


class PromiseForm(WhenFields):
    """Everything a promise can say."""

    deliverable = forms.CharField(label=_("What you promise"), max_length=500)
    receiver = forms.ChoiceField(label=_("To whom"))
    zone = forms.CharField(
        label=_("Time zone"), max_length=64, widget=forms.TextInput(attrs={"list": "zones"})
    )
    meaning = forms.CharField(
        label=_("Delivered means"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What both of you will see when it is done."),
    )
    sure = forms.IntegerField(
        label=_("How sure are you, in per cent?"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Only if you like. An honest 60 helps more than a polite 100."),
    )
    field_order = ("deliverable", "receiver", "day", "time", "zone", "meaning", "sure")

    def __init__(self, *args: Any, parties: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(party.id), party.name) for party in parties]
        if len(parties) > 1:
            choices.append((EVERYBODY, gettext("Everybody at this table")))
        self.fields["receiver"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_zone(self) -> str:
        """A zone that exists."""
        zone = str(self.cleaned_data["zone"])
        if zone not in all_zones() and zone != "UTC":
            raise forms.ValidationError(
                gettext("Choose a time zone from the list, such as Europe/Oslo.")
            )
        return zone


class SeenForm(forms.Form):
    """Which turn of the promise the writer was looking at."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)


class WordsForm(SeenForm):
    """An act with words that may be left out."""

    words = forms.CharField(
        label=_("A word with it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(SeenForm):
    """An act that is owed a reason."""

    words = forms.CharField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Please say why, in a few words. The other side will read it.")
        },
    )


class MoveForm(WhenFields, SeenForm):
    """Another date, and why."""

    words = forms.CharField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Please say why, in a few words. The other side will read it.")
        },
    )
    field_order = ("day", "time", "words", "seen")

    def __init__(self, *args: Any, zone: str, due: datetime, **kwargs: Any) -> None:
        local = due.astimezone(ZoneInfo(known_zone(zone)))
        kwargs.setdefault("initial", {}).update(day=local.date(), time=local.strftime("%H:%M"))
        super().__init__(*args, **kwargs)
        self.zone_name = zone


class FileForm(forms.Form):
    """A file, and how its dates are meant."""

    file = forms.FileField(
        label=_("A CSV file"),
        help_text=_(
            "Columns: event_id, party, counterparty, promised_at, due_at, kept_at; asked_at if you have it."
        ),
        error_messages={
            "empty": _("There are no promises in this file."),
            "required": _("Choose a file first."),
        },
    )
    zone = forms.CharField(
        label=_("Time zone of the dates in it"),
        max_length=64,
        widget=forms.TextInput(attrs={"list": "zones"}),
    )
    as_of = forms.DateField(
        label=_("As it was known on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only if the file is old: every figure then says “as of” this day."),
    )
    order = forms.ChoiceField(
        label=_("Dates in it are written"),
        choices=[
            (DateOrder.ISO.value, _("2026-03-20, year first")),
            (DateOrder.DAY_FIRST.value, _("20/03/2026, day first")),
            (DateOrder.MONTH_FIRST.value, _("03/20/2026, month first")),
        ],
    )
    encoding = forms.ChoiceField(
        label=_("Letters in it are written"),
        choices=[
            (Encoding.FOUND.value, _("as the file itself says (UTF-8)")),
            (Encoding.WINDOWS_1252.value, _("the old Windows way")),
            (Encoding.LATIN_1.value, _("as Latin-1")),
        ],
    )
    renames = forms.CharField(
        label=_("Columns under other names"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "party=Vendor"}),
        help_text=_("One a line: our name, an equals sign, the name in the file."),
    )

    def clean_as_of(self) -> date | None:
        """A day of the years that dates in a file can be of."""
        day: date | None = self.cleaned_data["as_of"]
        if day and not EARLIEST <= day.year <= LATEST:
            raise forms.ValidationError(gettext("Please look at the year again."))
        return day

    def clean_renames(self) -> dict[str, str]:
        """Our names of columns, and theirs."""
        lines = str(self.cleaned_data["renames"]).splitlines()
        try:
            return read_renames(line for line in lines if line.strip())
        except FileProblem as problem:
            words = gettext(FILE_SENTENCES[problem.reason]) % {"shown": problem.shown}
            raise forms.ValidationError(words) from None

    def clean_zone(self) -> str:
        """A zone that exists."""
        zone = str(self.cleaned_data["zone"])
        if known_zone(zone) != zone:
            raise forms.ValidationError(
                gettext("Choose a time zone from the list, such as Europe/Oslo.")
            )
        return zone
