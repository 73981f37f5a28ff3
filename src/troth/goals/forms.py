"""What can be written about goals."""

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from troth.foundation.kernel.ulid import Ulid, is_ulid
from troth.goals.rules.plan import MOST_MEASURES, MeasureTerms, Terms, is_far, why_not
from troth.goals.rules.readings import LONGEST_NOTE, MOST_BYTES, BadLine, text_of, value_of
from troth.goals.rules.readings import SENTENCES as LINE_SENTENCES
from troth.goals.rules.refusals import SENTENCES, Refusal
from troth.goals.rules.wording import plain

PARTS = ("id", "name", "unit", "start", "target")
# On which field a refusal of the whole is said.
PLACES = {
    Refusal.LAUNCH_AFTER_END: "launch_on",
    Refusal.DAY_FAR: "by_when",
    Refusal.NOTHING_CHANGED: "words",
    Refusal.LAUNCHED_ALREADY: "launch_on",
    Refusal.WHY_MISSING: "why",
}
DAY = {"type": "date"}


class NumberField(forms.CharField):
    """A number in figures, with a point or a comma."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # a number, not words
        """The number. Raises `ValidationError` with a sentence."""
        text = str(super().to_python(value) or "").replace("\u00a0", "").strip()
        if not text:
            return None
        try:
            return value_of(text)
        except BadLine as bad:
            raise forms.ValidationError(gettext(LINE_SENTENCES[bad.wrong]) % vars(bad)) from bad

    def run_validators(self, value: object) -> None:
        """The length was that of the words; a number has none."""


class TermsForm(forms.Form):
    """The parts of a goal. A measure of which nothing is filled in is none."""

    words = forms.CharField(
        label=_("The words"),
        max_length=12000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Plain sentences: what will be true when it is reached. Everybody signs these."
        ),
    )
    by_when = forms.DateField(
        label=_("Reached by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
    )
    launch_on = forms.DateField(
        label=_("Launch planned for"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        help_text=_("Only if something begins in public on a day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(MOST_MEASURES):
            self.fields |= measure_fields(n)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The fields of every measure up to the last that is filled in, and of one more."""
        rows = [{part: self[f"m{n}_{part}"] for part in PARTS} for n in range(MOST_MEASURES)]
        filled = [n for n, row in enumerate(rows) if any(one.value() for one in row.values())]
        for n, row in enumerate(rows[: max(filled, default=0) + 2]):
            yield {**row, "n": n + 1, "open": n in filled or n == 0}

    def clean(self) -> dict[str, Any]:
        """Put the terms together; what is wrong stands beside its field."""
        cleaned: dict[str, Any] = super().clean() or {}
        measures = tuple(filter(None, map(self.measure, range(MOST_MEASURES))))
        if not self.errors:
            cleaned["terms"] = Terms(
                words=cleaned["words"],
                by_when=cleaned["by_when"],
                launch_on=cleaned["launch_on"],
                measures=measures,
            )
            self.refuse(why_not(cleaned["terms"]))
        return cleaned

    def measure(self, n: int) -> MeasureTerms | None:
        """One measure as it was filled in, or None; what is missing is said."""
        found: dict[str, Any] = {part: self.cleaned_data.get(f"m{n}_{part}") for part in PARTS}
        name, target, start = found["name"], found["target"], found["start"] or Decimal(0)
        wrong = any(self.errors.get(f"m{n}_{part}") for part in PARTS)
        if wrong or not (name or found["unit"] or target is not None):
            return None
        if not name:
            self.add_error(f"m{n}_name", gettext(SENTENCES[Refusal.MEASURE_NAMELESS]))
        if target is None:
            self.add_error(f"m{n}_target", gettext("A measure needs a target to move towards."))
        elif start == target:
            self.add_error(f"m{n}_target", gettext(SENTENCES[Refusal.TARGET_IS_START]))
        if self.errors:
            return None
        key = Ulid(found["id"]) if found["id"] and is_ulid(found["id"]) else None
        return MeasureTerms(name=name, unit=found["unit"], start=start, target=target, id=key)

    def refuse(self, reason: Refusal | None) -> None:
        """Say a reason of the rules beside the field it is about."""
        if reason is not None:
            place = PLACES.get(reason)
            by_when = self.cleaned_data.get("by_when")
            if reason is Refusal.DAY_FAR and not (by_when and is_far(by_when)):
                place = "launch_on"
            self.add_error(place if place in self.fields else None, gettext(SENTENCES[reason]))


def measure_fields(n: int) -> dict[str, forms.Field]:
    """The fields of one measure."""
    name = forms.CharField(label=_("What is measured"), max_length=120, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=30, required=False)
    return {
        f"m{n}_id": forms.CharField(required=False, max_length=26, widget=forms.HiddenInput),
        f"m{n}_name": name,
        f"m{n}_unit": unit,
        f"m{n}_start": NumberField(label=_("Start"), required=False),
        f"m{n}_target": NumberField(label=_("Target"), required=False),
    }


def initial_of(terms: Terms) -> dict[str, object]:
    """What a form shows of these terms."""
    found: dict[str, object] = {
        "words": terms.words,
        "by_when": terms.by_when,
        "launch_on": terms.launch_on,
    }
    for n, one in enumerate(terms.measures):
        parts = asdict(one) | {"start": plain(one.start), "target": plain(one.target)}
        found |= {f"m{n}_{part}": value for part, value in parts.items()}
    return found


class GoalForm(TermsForm):
    """A new goal."""

    title = forms.CharField(
        label=_("Name of the goal"),
        max_length=160,
        help_text=_("Short, as you would say it in a call."),
    )
    field_order = ("title", "words", "by_when", "launch_on")


class ChangeForm(TermsForm):
    """A new version of a goal, with its reason."""

    why = forms.CharField(
        label=_("Why it changes"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please say why, in a few words. The others will read it.")},
    )
    seen = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    obstacle = forms.CharField(required=False, max_length=26, widget=forms.HiddenInput)


class ReadingForm(forms.Form):
    """What a measure reads."""

    value = NumberField(label=_("Value"))
    day = forms.DateField(
        label=_("On which day"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )
    note = forms.CharField(label=_("A word with it"), max_length=LONGEST_NOTE, required=False)

    def refuse(self, reason: Refusal) -> None:
        """Say why it was not taken, beside its field."""
        about_day = {Refusal.DAY_TO_COME, Refusal.DAY_FAR}
        self.add_error("day" if reason in about_day else "value", gettext(SENTENCES[reason]))


class WhyForm(forms.Form):
    """An act that is owed a word."""

    why = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please say why, in a few words. The others will read it.")},
    )


class ObstacleForm(forms.Form):
    """What is in the way."""

    what = forms.CharField(
        label=_("What happened, or what is in the way"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opens = forms.CharField(
        label=_("What does this open up?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Time for something else, a better order, somebody to ask. Leave it empty if you see nothing yet."
        ),
    )


class FileForm(forms.Form):
    """A file of readings, handed in or pasted."""

    file = forms.FileField(
        label=_("A CSV file"),
        required=False,
        help_text=_("A line for each day: 2026-03-20, the value, and a note if you like."),
    )
    text = forms.CharField(
        label=_("Or paste the lines"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """The text, wherever it came from."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = cleaned.get("file")
        if given is not None:
            try:
                cleaned["text"] = text_of(given.read(MOST_BYTES + 1))
            except BadLine as bad:
                self.add_error("file", gettext(LINE_SENTENCES[bad.wrong]) % vars(bad))
        elif not str(cleaned.get("text") or "").strip():
            self.add_error("file", gettext("Choose a file, or paste its lines."))
        return cleaned
